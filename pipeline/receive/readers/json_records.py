"""JSON: nested records as flat rows of text, a table for each array of records.

Options: encoding; rows, the JSON pointer of the records ("/_embedded/notices"; * stands for every item of a list).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import Fault
from pipeline.receive.readers import json_lines, record_arrays
from pipeline.receive.readers.base import Aside, Table
from pipeline.receive.readers.blocks import text_of
from pipeline.receive.readers.encoding import choose
from pipeline.receive.readers.flatten import parse
from pipeline.receive.readers.json_rows import TOO_DEEP, batches, columns_of, raw, rows_of
from pipeline.receive.readers.record_arrays import Records

OPTIONS = ("encoding", "rows")


def read(path: Path, options: dict) -> Iterator[Table]:
    """A table for each array of records in a JSON file, named by its pointer. Locators are JSON pointers.

    Fields beside the arrays are noted, arrays that `rows` leaves out are excluded. A file of several JSON values, one
    on each line, is read as JSON Lines, whatever it is called.
    """
    text, dirty = text_of(path, choose(path, options.get("encoding")))
    try:
        value = parse(text)
        found, left_out = _records(value, options, path.name)
    except RecursionError:
        raise Fault(path.name, TOO_DEEP, "Split the file, or ask for another form.") from None
    except ValueError as error:
        if _starts_as_lines(text):
            yield from json_lines.read(path, options)
            return
        place = f"{path.name}, line {getattr(error, 'lineno', 1)}"
        raise Fault(place, "the JSON is not well formed", "It may be cut short: ask for it again.") from None
    beside = record_arrays.beside(value) if any(records.pointer for records in found) else []
    first, *others = [_table(name, found, dirty) for name in dict.fromkeys(records.name for records in found)]
    first.notes += [f"fields beside the records, not read: {', '.join(beside)}"] if beside else []
    first.excluded += left_out
    yield first
    yield from others


def _records(value: Any, options: dict, name: str) -> tuple[list[Records], list[Aside]]:
    """The records to be read, and those of other arrays that the option `rows` leaves out."""
    everything = record_arrays.find(value)
    pointer = options.get("rows")
    found = everything if pointer is None else record_arrays.at(value, str(pointer))
    if not found:
        what = "no records (objects) in it" if pointer is None else f"no records at {pointer}"
        raise Fault(name, what, "Say where they are: `reader: {rows: /pointer/to/the/array}`.")
    return found, [aside for records in everything for aside in _left_out(records, found)]


def _left_out(records: Records, found: list[Records]) -> list[Aside]:
    """The records as excluded, unless they are, hold, or are part of those found."""
    mine = records.pointer
    if any(mine.startswith(other.pointer) or other.pointer.startswith(mine) for other in found):
        return []
    reason = f"record of {records.name}, which SOURCE.yml leaves out"
    return [Aside(f"{mine}/{index}", reason, raw(item)) for index, item in enumerate(records.items)]


def _table(name: str, found: list[Records], dirty: bool) -> Table:
    table = Table(name, [], iter(()))
    rows = [row for records in found if records.name == name for row in rows_of(records, table, dirty)]
    table.columns = columns_of(rows)
    table.batches = batches(iter(rows), table.columns)
    return table


def _starts_as_lines(text: str) -> bool:
    """Whether the first line that is not blank is a whole JSON object."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    try:
        return isinstance(parse(first), dict)
    except (ValueError, RecursionError):
        return False
