"""Text files: police messages with a FROM / TO / REF / SUBJECT / TEXT block, one or several; a table; else a document.

Options: encoding.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from pipeline.errors import Fault
from pipeline.fields import MESSAGE_COLUMNS
from pipeline.receive.readers import delimited
from pipeline.receive.readers.base import LOCATOR, Aside, Table
from pipeline.receive.readers.blocks import text_of
from pipeline.receive.readers.encoding import choose
from pipeline.receive.readers.message_blocks import Message, header_words, messages

OPTIONS = ("encoding",)
COMMON = ("encoding", "vocabulary")
SAMPLE = 50
SEVERAL = "names several persons: the first one is in the columns, all are in the text"


def read(path: Path, options: dict) -> Iterator[Table]:
    """The messages of a text file, columns as in MESSAGE_COLUMNS, those that are filled; locators `line N`.

    Headers the word list does not know become columns by their own name. Without a single block the file is read as a
    table if its lines are one; else it is one row of a table called "document", with the column `text`.
    """
    text, dirty = text_of(path, choose(path, options.get("encoding")))
    if not text.strip():
        raise Fault(path.name, "the file holds no text", "Ask for it again, or take it out of the delivery.")
    found = messages(text, header_words(options))
    if not found and is_grid(text.splitlines()[:SAMPLE]):
        yield from delimited.read(path, {name: value for name, value in options.items() if name in COMMON})
        return
    rows = [(f"line {message.line}", message.said | message.unknown) for message in found]
    above = sum(bool(line.strip()) for line in text.splitlines()[: found[0].line - 1]) if found else 0
    table = as_table(rows, "") if rows else as_table([("line 1", {"text": text.strip()})], "document")
    table.notes += [f"lines above the first message, not read: {above}"] * bool(above)
    table.notes += notes_on(found)
    if dirty:
        _set_damaged_aside(table)
    yield table


def is_grid(lines: list[str]) -> bool:
    """Whether lines of a text file are a table: nearly all split by one sign into as many cells, three or more."""
    filled = [line for line in lines if line.strip()]
    for sign in ("\t", ";", "|"):
        widths = [line.count(sign) + 1 for line in filled]
        common = max(widths, key=widths.count)
        if len(filled) >= 3 and common >= 3 and widths.count(common) >= 0.9 * len(filled):
            return True
    return False


def as_table(rows: list[tuple[str, dict[str, str]]], name: str) -> Table:
    """A table of rows given as (locator, cells by column)."""
    present = {column for _, cells in rows for column, cell in cells.items() if cell}
    extra = [column for _, cells in rows for column in cells if column not in MESSAGE_COLUMNS]
    columns = [column for column in MESSAGE_COLUMNS if column in present] + list(dict.fromkeys(extra))
    cells = {column: [row.get(column) or None for _, row in rows] for column in columns}
    frame = pl.DataFrame(
        {**cells, LOCATOR: [locator for locator, _ in rows]}, schema_overrides=dict.fromkeys(columns, pl.String)
    )
    return Table(name, columns, iter([frame]))


def notes_on(found: list[Message]) -> list[str]:
    return [f"line {message.line}: {SEVERAL}" for message in found if message.several]


def _set_damaged_aside(table: Table) -> None:
    """Rows with bytes that could not be decoded are broken."""
    frame = pl.concat(table.batches)
    damaged = pl.any_horizontal(pl.col(column).str.contains("\ufffd").fill_null(False) for column in table.columns)
    for row in frame.filter(damaged).rows():
        table.broken.append(Aside(row[-1], "holds bytes that are not text", json.dumps(row[:-1], ensure_ascii=False)))
    table.batches = iter([frame.filter(~damaged)])
