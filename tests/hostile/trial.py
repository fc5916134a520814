"""Hostile files through receive and stage, as a person would run them, and what became of each."""

import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline import run, source_file
from pipeline.errors import Fault
from pipeline.receive.workers import open_tables
from pipeline.settings import Settings
from pipeline.warehouse import reading
from tests.hostile.goods import CHECKED, good
from tests.hostile.made import SOURCES

DELIVERY = "hostile"
DIED, HUNG = ("broke down", "broke off"), ("took longer",)


@dataclass(frozen=True)
class Tried:
    """One file: what was made of it, and rows that differ from those of the good file though a checksum tells."""

    path: str
    status: str
    reason: str
    wrong: int = 0


def tried(files: dict[str, bytes], folder: Path) -> list[Tried]:
    """What became of every file, and of every member of those that hold others; the files are gone afterwards.

    Any exception but a Fault for one file would end the run, and is not caught here.
    """
    settings = Settings(raw=folder / "raw", derived=folder / "derived", accept_drafts=True)
    place = settings.raw / DELIVERY
    place.mkdir(parents=True)
    (place / "SOURCE.yml").write_text("title: Hostile\nnature: invented\nreceived: 2024-01-01\n")
    for name, content in files.items():
        (place / name).write_bytes(content)
    run.run(settings, until="stage")
    with reading(settings) as con:
        rows = con.execute("select path, status, coalesce(reason, '') from audit.files order by path").fetchall()
    results = [Tried(path, status, reason, _wrong(path, status, place)) for path, status, reason in rows]
    assert set(files) <= {one.path for one in results}, "a file is not listed"
    loose = [path for path in folder.rglob("evil*") if "unpacked" not in path.parts]
    assert not loose, "something was written that should not be"
    shutil.rmtree(folder)
    return results


def descriptions(folder: Path) -> dict[str, str]:
    """What is said of each hostile SOURCE.yml; empty where it is read without a word."""
    said = {}
    for name, text in SOURCES.items():
        path = folder / "SOURCE.yml"
        path.write_text(text)
        try:
            source_file.parse(path, "hostile")
            said[name] = ""
        except Fault as fault:
            said[name] = fault.found
    return said


def table(results: Iterable[Tried]) -> list[str]:
    """Lines for a person: one for each file."""
    return [f"{one.path[:60]:60}  {one.status:8}  {one.reason[:100]}" for one in results]


def counts(results: list[Tried]) -> Counter[str]:
    """Files by status, workers that died or hung, and wrong rows."""
    total = Counter(one.status for one in results)
    total["workers died"] = sum(any(word in one.reason for word in DIED) for one in results)
    total["hung"] = sum(any(word in one.reason for word in HUNG) for one in results)
    total["wrong rows"] = sum(one.wrong for one in results)
    return total


def _wrong(path: str, status: str, place: Path) -> int:
    """Rows of a damaged file that are not among those of the good one, where its format would tell."""
    kind = next((kind for kind in CHECKED if path.endswith(f".{kind}")), None)
    is_mutation = path.split("_")[0] in ("flip", "cut", "zero", "shuffle")
    if status != "read" or kind is None or not is_mutation:
        return 0
    whole = place / f"whole.{kind}"
    whole.write_bytes(good(kind))
    return len(set(_rows(place / path)) - set(_rows(whole)))


def _rows(path: Path) -> list[tuple]:
    return [row for each in open_tables(path, {}) for batch in each.batches for row in batch.rows()]
