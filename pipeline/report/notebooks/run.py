"""Which notebooks are due, and where they are kept once they have run."""

import os
from pathlib import Path

import nbformat

from pipeline import language, results
from pipeline.language import LANGUAGES, SOURCE
from pipeline.report import fingerprint
from pipeline.settings import ROOT, Settings

NOTEBOOKS = ROOT / "notebooks"
HELPERS = [ROOT / "pipeline" / "notebook.py", *sorted(Path(results.__file__).parent.glob("*.py"))]
TEXTS = sorted(path for path in Path(language.__file__).parent.iterdir() if path.suffix in (".py", ".po"))


def run(settings: Settings, data: str, folder: Path = NOTEBOOKS) -> dict[str, dict[str, nbformat.NotebookNode]]:
    """Every notebook of the folder with its outputs, by language and name.

    data  the fingerprint of the results they read: one runs only where it, its helpers, the data or the texts changed
    """
    kept = settings.derived / "notebooks"
    kept.mkdir(parents=True, exist_ok=True)
    paths = sorted(folder.glob("[0-9]*.ipynb"))
    keys = {path: f"{data} {fingerprint.of_files([path, *HELPERS, *TEXTS])}" for path in paths}
    wanted = {path: [code for code in LANGUAGES if not _is_kept(_place(kept, path, code), keys[path])] for path in paths}
    due = {path: codes for path, codes in wanted.items() if codes}
    if due:
        from pipeline.report.notebooks.execute import execute

        for path, spoken in zip(due, execute(due, settings), strict=True):
            for code, notebook in spoken.items():
                notebook.metadata["article3"] = {"key": keys[path]}
                _write(notebook, _place(kept, path, code))
    for stale in set(kept.iterdir()) - {_place(kept, path, code) for path in paths for code in LANGUAGES}:
        stale.unlink()
    return {
        code: {path.stem: nbformat.read(_place(kept, path, code), as_version=4) for path in paths} for code in LANGUAGES
    }


def _place(kept: Path, path: Path, code: str) -> Path:
    """Where a notebook that has run is kept: 01_….ipynb for English, 01_….fr.ipynb for French."""
    return kept / (path.name if code == SOURCE else f"{path.stem}.{code}.ipynb")


def _is_kept(path: Path, key: str) -> bool:
    return path.exists() and nbformat.read(path, as_version=4).metadata.get("article3", {}).get("key") == key


def _write(notebook: nbformat.NotebookNode, path: Path) -> None:
    aside = path.with_suffix(".writing")
    nbformat.write(notebook, aside)
    os.replace(aside, path)
