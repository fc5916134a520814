"""The one door: a folder that leaves the desk is written aside, searched, and only then put where it was asked for."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.errors import Fault
from pipeline.protect import scan


@contextmanager
def outlet(con: duckdb.DuckDBPyConnection, folder: Path, mark: str) -> Iterator[Path]:
    """A folder to write into; it takes the place of `folder` once the search found nothing in it.

    mark  a file that every such folder holds: a folder with anything in it but without that file is left alone
    Fault where `folder` holds something else, and where the search finds what must not leave: then nothing is released.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / mark).exists():
        raise Fault(folder.name, "holds something that is no earlier release", "Give a folder that is empty or new.")
    aside = folder.with_name(f".{folder.name}.writing")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        yield aside
        scan.release(con, aside)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)
    aside.replace(folder)


def files(folder: Path) -> list[Path]:
    """Every file of a folder, in order of its path."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]
