"""The readers: one for each format, chosen by what a file holds. To add one, write its module and a line in READERS."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import Fault
from pipeline.receive.readers import delimited, json_lines, json_records, mail, messages, parquet, workbook
from pipeline.receive.readers.base import Table
from pipeline.receive.readers.kinds import (
    CSV,
    EML,
    JSON,
    JSON_LINES,
    PARQUET,
    TEXT,
    TSV,
    XLSX,
    media_type,
)

__all__ = ["media_type", "open_tables"]


class Reader(NamedTuple):
    """How one media type is read: the function and the options it knows."""

    read: Callable[[Path, dict], Iterator[Table]]
    options: tuple[str, ...]


READERS = {
    CSV: Reader(delimited.read, delimited.OPTIONS),
    TSV: Reader(delimited.read, delimited.OPTIONS),
    XLSX: Reader(workbook.read, workbook.OPTIONS),
    JSON: Reader(json_records.read, json_records.OPTIONS),
    JSON_LINES: Reader(json_lines.read, json_lines.OPTIONS),
    PARQUET: Reader(parquet.read, parquet.OPTIONS),
    EML: Reader(mail.read, mail.OPTIONS),
    TEXT: Reader(messages.read, messages.OPTIONS),
}

# What SOURCE.yml may call a format (`reader: {format: csv}`) where neither ending nor content tells.
FORMATS = {
    "csv": CSV,
    "tsv": TSV,
    "xlsx": XLSX,
    "json": JSON,
    "jsonl": JSON_LINES,
    "parquet": PARQUET,
    "eml": EML,
    "txt": TEXT,
}
COMMON = ("format", "vocabulary")


def open_tables(path: Path, options: dict) -> Iterator[Table]:
    """The tables of a file, by the reader for what it holds. See base.Table for what each has.

    options   `reader` of SOURCE.yml; beside it `vocabulary`, the folder of another set of word lists
    Raises Fault, at once or while batches are read, for a file that cannot be read, an option nobody knows, and a
    format without a reader.
    """
    kind = _kind(path, options.get("format"))
    reader = READERS.get(kind)
    if reader is None:
        do = f"If it is one of {', '.join(FORMATS)}, say `reader: {{format: …}}`; else save it as one of them."
        raise Fault(path.name, f"there is no reader for {kind}", do)
    if strange := [str(key) for key in options if key not in (*reader.options, *COMMON)]:
        do = f"It has: {', '.join((*reader.options, 'format'))}."
        raise Fault(path.name, f"the reader has no option {strange[0]}", do)
    yield from reader.read(path, options)


def _kind(path: Path, stated: object) -> str:
    """The media type by which a file is read."""
    if stated is None:
        return media_type(path)
    if stated not in FORMATS:
        raise Fault(path.name, f"no format is called {stated}", f"Expected one of: {', '.join(FORMATS)}.")
    return FORMATS[str(stated)]
