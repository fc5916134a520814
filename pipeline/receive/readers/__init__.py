"""The readers: one for each format, chosen by what a file holds. To add one, write its module and a line in READERS."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from pipeline.errors import Fault
from pipeline.receive.readers import kinds
from pipeline.receive.readers.base import Table
from pipeline.receive.readers.kinds import media_type

__all__ = ["media_type", "open_tables"]

# Media type -> module of this folder, imported when the first such file is met. It has `read` and `OPTIONS`.
READERS = {
    **{kinds.CSV: "delimited", kinds.TSV: "delimited", kinds.TEXT: "messages"},
    **{kinds.XLSX: "workbook", kinds.XLS: "workbook", kinds.ODS: "workbook"},
    **{kinds.JSON: "json_records", kinds.JSON_LINES: "json_lines"},
    **{kinds.PARQUET: "parquet", kinds.SQLITE: "sqlite_file"},
    **{kinds.EML: "mail", kinds.MBOX: "mailbox", kinds.MSG: "outlook"},
    **{kinds.HTML: "html_page", kinds.PDF: "pdf", kinds.DOCX: "word", kinds.RTF: "rtf"},
    **{kinds.PNG: "picture", kinds.JPEG: "picture", kinds.TIFF: "picture"},
}

# What SOURCE.yml may call a format (`reader: {format: csv}`) where neither ending nor content tells.
FORMATS = {
    **{"csv": kinds.CSV, "tsv": kinds.TSV, "xlsx": kinds.XLSX, "xls": kinds.XLS, "ods": kinds.ODS},
    **{"json": kinds.JSON, "jsonl": kinds.JSON_LINES, "parquet": kinds.PARQUET, "sqlite": kinds.SQLITE},
    **{"eml": kinds.EML, "mbox": kinds.MBOX, "msg": kinds.MSG, "txt": kinds.TEXT, "html": kinds.HTML},
    **{"pdf": kinds.PDF, "docx": kinds.DOCX, "rtf": kinds.RTF},
}
WIDEST = 5_000  # columns of a table
LONGEST = 1_000  # characters of a heading, or of the name of a table
COMMON = ("format", "vocabulary")


def open_tables(path: Path, options: dict) -> Iterator[Table]:
    """The tables of a file, by the reader for what it holds. See base.Table for what each has.

    options   `reader` of SOURCE.yml; beside it `vocabulary`, the folder of another set of word lists
    Raises Fault, at once or while batches are read, for a file that cannot be read, an option nobody knows, and a
    format without a reader.
    """
    kind = _kind(path, options.get("format"))
    if kind not in READERS:
        do = f"If it is one of {', '.join(FORMATS)}, say `reader: {{format: …}}`; else save it as one of them."
        raise Fault(path.name, f"there is no reader for {kind}", do)
    reader = import_module(f"pipeline.receive.readers.{READERS[kind]}")
    known = (*reader.OPTIONS, *COMMON)
    if strange := [str(key) for key in options if key not in known]:
        do = f"It has: {', '.join((*reader.OPTIONS, 'format'))}."
        raise Fault(path.name, f"the reader has no option {strange[0]}", do)
    for table in reader.read(path, options):
        if len(table.columns) > WIDEST:
            found = f"a table with {len(table.columns):,} columns, more than any register has"
            raise Fault(path.name, found, "Say `delimiter` or `header_row` in SOURCE.yml if it is read wrongly.")
        if longest := max((len(name) for name in (table.name, *table.columns) if len(name) > LONGEST), default=0):
            found = f"a heading or a name of {longest:,} characters, longer than any is"
            raise Fault(path.name, found, "Say `delimiter` or `header_row` in SOURCE.yml if it is read wrongly.")
        yield table


def _kind(path: Path, stated: object) -> str:
    """The media type by which a file is read."""
    if stated is None:
        return media_type(path)
    if stated not in FORMATS:
        raise Fault(path.name, f"no format is called {stated}", f"Expected one of: {', '.join(FORMATS)}.")
    return FORMATS[str(stated)]
