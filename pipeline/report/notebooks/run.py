"""Which notebooks are due, and where they are kept once they have run."""

import os
from pathlib import Path

import nbformat

from pipeline import results
from pipeline.report import fingerprint
from pipeline.settings import ROOT, Settings

NOTEBOOKS = ROOT / "notebooks"
HELPERS = [ROOT / "pipeline" / "notebook.py", *sorted(Path(results.__file__).parent.glob("*.py"))]


def run(settings: Settings, data: str, folder: Path = NOTEBOOKS) -> dict[str, nbformat.NotebookNode]:
    """Every notebook of the folder with its outputs, by name; run only where it, its helpers or the data changed.

    data  the fingerprint of the results they read
    """
    kept = settings.derived / "notebooks"
    kept.mkdir(parents=True, exist_ok=True)
    paths = sorted(folder.glob("[0-9]*.ipynb"))
    keys = {path: f"{data} {fingerprint.of_files([path, *HELPERS])}" for path in paths}
    due = [path for path in paths if not _is_kept(kept / path.name, keys[path])]
    if due:
        from pipeline.report.notebooks.execute import execute

        for path, notebook in zip(due, execute(due, settings), strict=True):
            notebook.metadata["article3"] = {"key": keys[path]}
            _write(notebook, kept / path.name)
    for stale in set(kept.iterdir()) - {kept / path.name for path in paths}:
        stale.unlink()
    return {path.stem: nbformat.read(kept / path.name, as_version=4) for path in paths}


def _is_kept(path: Path, key: str) -> bool:
    return path.exists() and nbformat.read(path, as_version=4).metadata.get("article3", {}).get("key") == key


def _write(notebook: nbformat.NotebookNode, path: Path) -> None:
    aside = path.with_suffix(".writing")
    nbformat.write(notebook, aside)
    os.replace(aside, path)
