"""JSON Lines: a record on each line, as flat rows of text.

Options: encoding; rows, the JSON pointer of the records within each line.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import Fault
from pipeline.receive.readers import record_arrays
from pipeline.receive.readers.base import Aside, Table
from pipeline.receive.readers.blocks import blocks
from pipeline.receive.readers.encoding import choose
from pipeline.receive.readers.flatten import parse
from pipeline.receive.readers.json_rows import Row, batches, columns_of, rows_of
from pipeline.receive.readers.record_arrays import Records

OPTIONS = ("encoding", "rows")


def read(path: Path, options: dict) -> Iterator[Table]:
    """The one table of a JSON Lines file. Its name is "", locators are `line N`; a line that is no object is broken.

    Where lines are pages of a list, the records of their arrays are the rows, at `line N/_embedded/notices/3`.
    """
    encoding = choose(path, options.get("encoding"))
    columns = columns_of(_rows(path, encoding, options, Table("", [], iter(()))))
    if not columns:
        raise Fault(path.name, "no line holds a JSON object", "Say what the file is, or ask for it again.")
    table = Table("", columns, iter(()))
    table.batches = batches(_rows(path, encoding, options, table), columns)
    yield table


def _rows(path: Path, encoding: str, options: dict, table: Table) -> Iterator[Row]:
    """The rows of all lines, in order; what is broken goes to the table."""
    for number, line, dirty in _lines(path, encoding):
        locator = f"line {number}"
        try:
            found = _records(parse(line), options)
        except (ValueError, RecursionError):
            table.broken.append(Aside(locator, "no well-formed JSON", json.dumps(line)))
            continue
        for records in found:
            yield from rows_of(records, table, dirty, locator)


def _lines(path: Path, encoding: str) -> Iterator[tuple[int, str, bool]]:
    """Number and text of each line that is not blank, and whether bytes near it were replaced."""
    number = 0
    for block in blocks(path, encoding):
        dirty = block.dirty
        for line in block.lines():
            number += 1
            if line.strip():
                yield number, line.strip(), dirty


def _records(value: Any, options: dict) -> list[Records]:
    """The records of one line: at the pointer asked for, in the arrays of a page, else the value itself."""
    if (pointer := options.get("rows")) is not None:
        return record_arrays.at(value, str(pointer)) or [Records("", "", [None])]
    is_page = isinstance(value, dict) and record_arrays.is_page(value)
    return record_arrays.find(value) if is_page else [Records("", "", [value])]
