"""Running the notebooks: each in a process of its own, with no network and nothing of the machine but the results."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from subprocess import DEVNULL

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from pipeline.errors import Fault
from pipeline.settings import ROOT, Settings

SECONDS = 300  # for one cell; a delivery of a million requests takes a few
TOGETHER = 2


def execute(paths: list[Path], settings: Settings) -> list[nbformat.NotebookNode]:
    """These notebooks with their outputs, in the same order. Fault where a cell fails, with its number."""
    return asyncio.run(_all(paths, settings))


async def _all(paths: list[Path], settings: Settings) -> list[nbformat.NotebookNode]:
    turns = asyncio.Semaphore(TOGETHER)

    async def one(path: Path) -> nbformat.NotebookNode:
        async with turns:
            return await _one(path, settings)

    return await asyncio.gather(*(one(path) for path in paths))


async def _one(path: Path, settings: Settings) -> nbformat.NotebookNode:
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory(prefix="article3-") as folder:
        kernel = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=f"{folder}/k")
        assert kernel.kernel_spec is not None, "ipykernel is installed with the program"  # noqa: S101
        kernel.kernel_spec.argv = _command()
        client = NotebookClient(
            notebook, km=kernel, timeout=SECONDS, record_timing=False, resources={"metadata": {"path": folder}}
        )
        try:
            await client.async_execute(env=_environment(settings, folder), stderr=DEVNULL)
        except CellExecutionError as error:
            said = error.evalue.splitlines()[0] if error.evalue else "what it asserts is not so"
            raise Fault(
                f"notebook {path.stem}, cell {_failing(notebook)}",
                f"{error.ename}: {said}",
                "Open it with `make lab` and run it cell by cell.",
            ) from None
        except (CellTimeoutError, DeadKernelError) as error:
            raise Fault(f"notebook {path.stem}", f"it did not come to an end ({type(error).__name__})", "") from None
        finally:
            await kernel.shutdown_kernel(now=True)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    notebook.metadata.language_info = {"name": "python"}
    return notebook


def _failing(notebook: nbformat.NotebookNode) -> str:
    """The id of the cell that raised an error."""
    wrong = (cell.id for cell in notebook.cells for out in cell.get("outputs", []) if out.output_type == "error")
    return next(wrong, "unknown")


def _command() -> list[str]:
    """IPython's kernel on this very Python; it keeps no history of what was run."""
    return [
        *(sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"),
        "--HistoryManager.enabled=False",
    ]


def _environment(settings: Settings, folder: str) -> dict[str, str]:
    """As here, but with the results of this run, and every trace of IPython in a folder that goes away."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "ARTICLE3_DERIVED": str(settings.derived.resolve()),
        "ARTICLE3_HAND": str(settings.hand.resolve()),
        "IPYTHONDIR": folder,
        "JUPYTER_RUNTIME_DIR": folder,
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONHASHSEED": "0",
    }
