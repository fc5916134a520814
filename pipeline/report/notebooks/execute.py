"""Running the notebooks: in processes of their own, with no network and nothing of the machine but the results.

A process runs one notebook after another, each once for every language and with nothing left of the one before:
starting it takes longer than the queries.
"""

import asyncio
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from pipeline import language
from pipeline.errors import Fault
from pipeline.settings import ROOT, Settings

SECONDS = 300  # for one cell; a delivery of a million requests takes a few
TOGETHER = 2


Spoken = dict[str, nbformat.NotebookNode]  # language -> the notebook with its outputs


def execute(wanted: dict[Path, list[str]], settings: Settings) -> list[Spoken]:
    """These notebooks with their outputs, in the same order. Fault where a cell fails, with its number.

    wanted  path of a notebook -> the languages it is to speak
    """
    for left in _left(settings):
        shutil.rmtree(left, ignore_errors=True)
    return asyncio.run(_all(wanted, settings))


async def _all(wanted: dict[Path, list[str]], settings: Settings) -> list[Spoken]:
    due = iter(wanted.items())
    done: dict[Path, Spoken] = {}
    running = [asyncio.create_task(_one_after_another(due, done, settings)) for _ in range(min(TOGETHER, len(wanted)))]
    try:
        await asyncio.gather(*running)
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)  # each puts its process to an end
    return [done[path] for path in wanted]


async def _one_after_another(
    due: Iterator[tuple[Path, list[str]]], done: dict[Path, Spoken], settings: Settings
) -> None:
    """A process takes the next notebook that is due until none is left."""
    with tempfile.TemporaryDirectory(prefix=prefix(settings)) as folder:
        kernel = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=f"{folder}/k")
        assert kernel.kernel_spec is not None, "ipykernel is installed with the program"  # noqa: S101
        kernel.kernel_spec.argv = _command()
        resources = {"metadata": {"path": folder}}
        client = NotebookClient(
            nbformat.v4.new_notebook(),
            km=kernel,
            timeout=SECONDS,
            startup_timeout=SECONDS,
            record_timing=False,
            resources=resources,
        )
        try:
            async with client.async_setup_kernel(env=_environment(settings, folder), stderr=DEVNULL):
                for path, codes in due:
                    done[path] = await _spoken(client, path, codes)
        finally:
            await kernel.shutdown_kernel(now=True)


async def _spoken(client: NotebookClient, path: Path, codes: list[str]) -> Spoken:
    """One notebook in each of these languages."""
    spoken = {code: nbformat.read(path, as_version=4) for code in codes}
    try:
        for code, notebook in spoken.items():
            await _run(client, nbformat.v4.new_notebook(cells=[_speaking(code)]))
            await _run(client, notebook)
    except CellExecutionError as error:
        said = error.evalue.splitlines()[0] if error.evalue else "what it asserts is not so"
        raise Fault(
            f"notebook {path.stem}, cell {_failing(client.nb)}",
            f"{error.ename}: {said}",
            "Open it with `make lab` and run it cell by cell.",
        ) from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise Fault(f"notebook {path.stem}", f"it did not come to an end ({type(error).__name__})", "") from None
    for notebook in spoken.values():
        for cell in notebook.cells:
            cell.metadata.pop("execution", None)
        _number(notebook)
        notebook.metadata.language_info = {"name": "python"}
    return spoken


def prefix(settings: Settings) -> str:
    """How the folders of a run are called: short, since a socket's path must be, and its own for each derived folder."""
    return f"article3-{hashlib.sha256(str(settings.derived.resolve()).encode()).hexdigest()[:10]}-"


def _left(settings: Settings) -> list[Path]:
    """Folders that a killed run of this derived folder left behind: whoever is here holds its lock, so none is in use."""
    found = Path(tempfile.gettempdir()).glob(f"{prefix(settings)}*")
    return [path for path in found if not path.is_symlink() and path.stat().st_uid == os.getuid()]


def _number(notebook: nbformat.NotebookNode) -> None:
    """Number the cells of code from 1, whatever ran in the process before."""
    for n, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), 1):
        cell.execution_count = n
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = n


async def _run(client: NotebookClient, notebook: nbformat.NotebookNode) -> None:
    """Every cell in order, numbered from 1."""
    client.nb = notebook
    client.reset_execution_trackers()
    for index, cell in enumerate(notebook.cells):
        await client.async_execute_cell(cell, index, execution_count=client.code_cells_executed + 1)


def _speaking(code: str) -> nbformat.NotebookNode:
    """A cell that forgets what was run before and sets the language of what follows."""
    source = f"%reset -f\nimport os\nos.environ['{language.VARIABLE}'] = '{code}'\ndel os"
    return nbformat.v4.new_code_cell(source)


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
