"""The readers: one for each format, chosen by what a file holds. To add one, write its module and a line in READERS."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import Fault
from pipeline.receive.readers import (
    delimited,
    html_page,
    json_lines,
    json_records,
    kinds,
    mail,
    mailbox,
    messages,
    outlook,
    parquet,
    pdf,
    picture,
    rtf,
    sqlite_file,
    word,
    workbook,
)
from pipeline.receive.readers.base import Table
from pipeline.receive.readers.kinds import media_type

__all__ = ["media_type", "open_tables"]


class Reader(NamedTuple):
    """How one media type is read: the function and the options it knows."""

    read: Callable[[Path, dict], Iterator[Table]]
    options: tuple[str, ...]


READERS = {
    kinds.CSV: Reader(delimited.read, delimited.OPTIONS),
    kinds.TSV: Reader(delimited.read, delimited.OPTIONS),
    kinds.XLSX: Reader(workbook.read, workbook.OPTIONS),
    kinds.XLS: Reader(workbook.read, workbook.OPTIONS),
    kinds.ODS: Reader(workbook.read, workbook.OPTIONS),
    kinds.JSON: Reader(json_records.read, json_records.OPTIONS),
    kinds.JSON_LINES: Reader(json_lines.read, json_lines.OPTIONS),
    kinds.PARQUET: Reader(parquet.read, parquet.OPTIONS),
    kinds.SQLITE: Reader(sqlite_file.read, sqlite_file.OPTIONS),
    kinds.EML: Reader(mail.read, mail.OPTIONS),
    kinds.MBOX: Reader(mailbox.read, mailbox.OPTIONS),
    kinds.MSG: Reader(outlook.read, outlook.OPTIONS),
    kinds.TEXT: Reader(messages.read, messages.OPTIONS),
    kinds.HTML: Reader(html_page.read, html_page.OPTIONS),
    kinds.PDF: Reader(pdf.read, pdf.OPTIONS),
    kinds.DOCX: Reader(word.read, word.OPTIONS),
    kinds.RTF: Reader(rtf.read, rtf.OPTIONS),
    kinds.PNG: Reader(picture.read, picture.OPTIONS),
    kinds.JPEG: Reader(picture.read, picture.OPTIONS),
    kinds.TIFF: Reader(picture.read, picture.OPTIONS),
}

# What SOURCE.yml may call a format (`reader: {format: csv}`) where neither ending nor content tells.
FORMATS = {
    **{"csv": kinds.CSV, "tsv": kinds.TSV, "xlsx": kinds.XLSX, "xls": kinds.XLS, "ods": kinds.ODS},
    **{"json": kinds.JSON, "jsonl": kinds.JSON_LINES, "parquet": kinds.PARQUET, "sqlite": kinds.SQLITE},
    **{"eml": kinds.EML, "mbox": kinds.MBOX, "msg": kinds.MSG, "txt": kinds.TEXT, "html": kinds.HTML},
    **{"pdf": kinds.PDF, "docx": kinds.DOCX, "rtf": kinds.RTF},
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
