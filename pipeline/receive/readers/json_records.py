"""JSON and JSON Lines: nested records as flat rows of text.

Options: encoding; rows, the JSON pointer of the records ("/_embedded/notices"; * stands for every item of a list).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.errors import Fault
from pipeline.receive.readers import record_arrays
from pipeline.receive.readers.base import LOCATOR, Aside, Table
from pipeline.receive.readers.blocks import blocks, text_of
from pipeline.receive.readers.encoding import choose
from pipeline.receive.readers.flatten import flatten, parse
from pipeline.receive.readers.record_arrays import Records

OPTIONS = ("encoding", "rows")
ROWS = 20_000  # rows of a batch

Found = tuple[str, dict[str, str | None]]  # a row and its locator


def read(path: Path, options: dict) -> Iterator[Table]:
    """A table for each array of records in a JSON file, named by its pointer. Locators are JSON pointers.

    A file of several JSON values, one on each line, is read as JSON Lines, whatever it is called.
    """
    text, dirty = text_of(path, choose(path, options.get("encoding")))
    try:
        value = parse(text)
    except RecursionError:
        raise Fault(path.name, "lists within lists too deep to read", "Split the file, or ask for another form.") from None
    except ValueError as error:
        if _starts_as_lines(text):
            yield from read_lines(path, options)
            return
        line = getattr(error, "lineno", 1)
        raise Fault(
            f"{path.name}, line {line}", "the JSON breaks off or is not well formed", "It may be cut short: ask for it again."
        ) from None
    yield from _tables(_records(value, options, path.name), value, dirty)


def read_lines(path: Path, options: dict) -> Iterator[Table]:
    """The records of a JSON Lines file. Locators are `line N`; a line that is no JSON object is broken.

    Where the lines are pages of a list, their records are `line N/_embedded/notices/3`.
    """
    encoding = choose(path, options.get("encoding"))
    numbered = lambda: _numbered(path, encoding)  # noqa: E731 - the file is gone through twice
    table = Table("", [], iter(()))
    names: dict[str, None] = {}
    for _, row in _line_rows(numbered(), options, None):
        names.update(dict.fromkeys(row))
    table.columns = list(names)
    if not names:
        raise Fault(path.name, "no line holds a JSON object", "Say what the file is, or ask for it again.")
    table.batches = _batches(_line_rows(numbered(), options, table), table.columns)
    yield table


def _records(value: Any, options: dict, name: str) -> list[Records]:
    pointer = options.get("rows")
    found = record_arrays.find(value) if pointer is None else record_arrays.at(value, str(pointer))
    if not found:
        what = "no records (objects) in it" if pointer is None else f"no records at {pointer}"
        raise Fault(name, what, "Say where they are: `reader: {rows: /pointer/to/the/array}`.")
    return found


def _tables(found: list[Records], value: Any, dirty: bool) -> Iterator[Table]:
    aside = record_arrays.beside(value) if any(records.pointer for records in found) else []
    notes = [f"fields beside the records, not read: {', '.join(aside)}"] if aside else []
    for name in dict.fromkeys(records.name for records in found):
        table = Table(name, [], iter(()), notes=notes)
        rows = [row for records in found if records.name == name for row in _rows(records, table, dirty)]
        table.columns = list(dict.fromkeys(key for _, row in rows for key in row))
        table.batches = _batches(iter(rows), table.columns)
        yield table
        notes = []


def _rows(records: Records, table: Table, dirty: bool, before: str = "") -> Iterator[Found]:
    """The objects among the records as rows; whatever else is there is broken."""
    alone = records.pointer == "" and len(records.items) == 1 and before
    for index, item in enumerate(records.items):
        locator = before if alone else f"{before}{records.pointer}/{index}"
        row = flatten(item) if isinstance(item, dict) and item else None
        reason = "no JSON object" if row is None else _unreadable(row, dirty)
        if reason:
            table.broken.append(Aside(locator, reason, json.dumps(item)))
        elif row is not None:
            yield locator, row


def _unreadable(row: dict[str, str | None], dirty: bool) -> str | None:
    """Why a row cannot be kept as text: half of a pair of UTF-16 signs, or bytes that were replaced."""
    for text in (*row, *filter(None, row.values())):
        if dirty and "\ufffd" in text:
            return "holds bytes that are not text"
        if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
            return "holds half of a pair of UTF-16 signs"
    return None


def _numbered(path: Path, encoding: str) -> Iterator[tuple[int, str, bool]]:
    number = 0
    for block in blocks(path, encoding):
        for line in block.lines():
            number += 1
            if line.strip():
                yield number, line.strip(), block.dirty


def _line_rows(lines: Iterator[tuple[int, str, bool]], options: dict, table: Table | None) -> Iterator[Found]:
    """The rows of all lines; what is broken goes to the table, if there is one yet."""
    table = table or Table("", [], iter(()))
    for number, line, dirty in lines:
        locator = f"line {number}"
        try:
            value = parse(line)
        except (ValueError, RecursionError):
            table.broken.append(Aside(locator, "no well-formed JSON", json.dumps(line)))
            continue
        for records in _of_line(value, options):
            yield from _rows(records, table, dirty, locator)


def _of_line(value: Any, options: dict) -> list[Records]:
    if pointer := options.get("rows"):
        return record_arrays.at(value, str(pointer)) or [Records("", "", [None])]
    is_page = isinstance(value, dict) and record_arrays.is_page(value)
    return record_arrays.find(value) if is_page else [Records("", "", [value])]


def _starts_as_lines(text: str) -> bool:
    """Whether the first line that is not blank is a whole JSON object."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    try:
        return isinstance(parse(first), dict)
    except (ValueError, RecursionError):
        return False


def _batches(rows: Iterator[Found], columns: list[str]) -> Iterator[pl.DataFrame]:
    schema = dict.fromkeys([*columns, LOCATOR], pl.String)
    batch: list[dict[str, str | None]] = []
    for locator, row in rows:
        batch.append({**row, LOCATOR: locator})
        if len(batch) == ROWS:
            yield pl.DataFrame(batch, schema=schema)
            batch = []
    if batch:
        yield pl.DataFrame(batch, schema=schema)
