"""What the tests of the readers share: a file read whole, as plain Python."""

from pathlib import Path
from typing import NamedTuple

from pipeline.receive.readers import open_tables
from pipeline.receive.readers.base import LOCATOR


class Whole(NamedTuple):
    """One table read to its end: rows without the locator, locators, and what was set aside as (locator, reason)."""

    name: str
    columns: list[str]
    rows: list[tuple]
    locators: list[str]
    broken: list[tuple[str, str]]
    excluded: list[tuple[str, str]]
    notes: list[str]


def tables(path: Path, **options) -> list[Whole]:
    """Every table of a file, after checking that each batch is text with the columns the table promises."""
    found = []
    for table in open_tables(path, options):
        rows = []
        for batch in table.batches:
            assert batch.columns == [*table.columns, LOCATOR]
            assert {str(kind) for kind in batch.dtypes} == {"String"}
            rows += batch.rows()
        broken = [(aside.locator, aside.reason) for aside in table.broken]
        excluded = [(aside.locator, aside.reason) for aside in table.excluded]
        locators = [row[-1] for row in rows]
        assert len({*locators}) == len(locators)
        found.append(Whole(table.name, table.columns, [r[:-1] for r in rows], locators, broken, excluded, table.notes))
    return found


def only(path: Path, **options) -> Whole:
    """The one table of a file."""
    [table] = tables(path, **options)
    return table


def written(folder: Path, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
    """A file with this content; text is encoded, line ends stay as they are."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path
