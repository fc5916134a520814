"""Excel workbooks: a table for each visible sheet; titles above the header, totals and hidden sheets set apart.

Options: header_row (a row of the sheet from 1, 0 for none), sheets (names of those to read, hidden ones too),
dates (headers of columns whose numbers are days counted by Excel).
"""

import json
from collections.abc import Iterator
from pathlib import Path

import fastexcel
import polars as pl

from pipeline.errors import Fault
from pipeline.receive.readers import sheet_cells, sheet_marks
from pipeline.receive.readers.base import LOCATOR, Aside, Table
from pipeline.receive.readers.layout import find_header, totals, unique_names
from pipeline.receive.readers.sniff import header_row

OPTIONS = ("header_row", "sheets", "dates")
SAMPLE = 200
ROW = "\0row"


def read(path: Path, options: dict) -> Iterator[Table]:
    """The tables of a workbook, named as its sheets. Locators are `sheet NAME, row N`, N as Excel counts.

    Rows of hidden sheets and of sheets not asked for are excluded, with the first table (a table without columns where
    no sheet is left). A sheet without a cell gives no table.
    """
    try:
        book = fastexcel.read_excel(path)
    except fastexcel.FastExcelError as error:
        raise _unreadable(path, error) from None
    marks = sheet_marks.of(path)
    wanted = _wanted(options, book.sheet_names, path.name)
    first = Table("", [], iter(()))
    tables = []
    for name in book.sheet_names:
        frame, is_hidden = _cells(book, name, path)
        if not frame.height:
            continue
        table = _table(frame, name, options, marks, path.name)
        if name in wanted or (not wanted and not is_hidden):
            tables.append(table)
            continue
        reason = (
            f"row of the hidden sheet {name}" if is_hidden else f"row of the sheet {name}, which SOURCE.yml leaves out"
        )
        left_out = _left_out(table, reason)
        first.excluded.extend(left_out)
        first.notes.append(f"{'hidden ' if is_hidden else ''}sheet {name} was not read (rows: {len(left_out)})")
    if tables:
        tables[0].excluded.extend(first.excluded)
        tables[0].notes.extend(first.notes)
    elif not first.excluded:
        raise Fault(path.name, "the workbook holds no cell", "Ask for it again, or take it out of the delivery.")
    yield from tables or [first]


def _wanted(options: dict, names: list[str], file: str) -> list[str]:
    given = options.get("sheets", [])
    wanted = [str(name) for name in (given if isinstance(given, list) else [given])]
    if missing := [name for name in wanted if name not in names]:
        raise Fault(file, f"no sheet is called {missing[0]}", f"Its sheets are: {', '.join(names)}.")
    return wanted


def _cells(book: fastexcel.ExcelReader, name: str, path: Path) -> tuple[pl.DataFrame, bool]:
    """All cells of a sheet as text, row 1 first, and whether the sheet is hidden."""
    try:
        sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string", schema_sample_rows=1)
        frame = sheet.to_polars()
    except fastexcel.FastExcelError as error:
        raise _unreadable(path, error) from None
    letters = [f"{column.absolute_index}" for column in sheet.available_columns()]
    return frame.rename(dict(zip(frame.columns, letters, strict=True))), sheet.visible != "visible"


def _table(frame: pl.DataFrame, name: str, options: dict, marks: sheet_marks.Marks, file: str) -> Table:
    """The table in a grid of cells: header found, rows numbered, totals excluded."""
    stated = header_row(options, file)
    at = find_header(frame.head(SAMPLE).rows()) if stated is None else stated - 1 if stated else None
    if at is not None and at >= frame.height:
        raise Fault(f"{file}, sheet {name}", f"header_row is {stated}, but the sheet ends before", "Correct it.")
    frame = frame.with_row_index(ROW, 1)
    header = [None] * (frame.width - 1) if at is None else list(frame.row(at)[1:])
    body = frame if at is None else frame.slice(at + 1)
    body = body.with_columns(sheet_cells.tidied(pl.col(column)) for column in frame.columns[1:])
    kept = [
        c
        for c, cell in zip(frame.columns[1:], header, strict=True)
        if (cell or "").strip() or body[c].null_count() < body.height
    ]
    names = unique_names([header[frame.columns.index(column) - 1] for column in kept])
    body = body.select(ROW, *(pl.col(column).alias(new) for column, new in zip(kept, names, strict=True)))
    body = body.filter(~pl.all_horizontal(pl.col(new).is_null() for new in names)) if names else body.clear()
    body = sheet_cells.serial_days(body, names, options, marks.counts_from_1904)
    table = Table(name, names, iter(()))
    if at is None:
        table.notes.append(f"sheet {name}: no header was found, columns are called by their place")
    if hidden := [
        sheet_marks.letter(int(column)) for column in kept if int(column) in marks.hidden_columns.get(name, ())
    ]:
        table.notes.append(f"sheet {name}: hidden columns {', '.join(hidden)} are read like the others")
    summed = totals(body, names, options) if names else pl.Series([], dtype=pl.Boolean)
    table.excluded = _asides(body.filter(summed), name, "totals row")
    rows = body.filter(~summed)
    table.batches = iter([rows.select(*names, pl.format(f"sheet {_brace(name)}, row {{}}", ROW).alias(LOCATOR))])
    return table


def _brace(name: str) -> str:
    return name.replace("{", "(").replace("}", ")")


def _asides(rows: pl.DataFrame, name: str, reason: str) -> list[Aside]:
    return [
        Aside(f"sheet {name}, row {row[0]}", reason, json.dumps(row[1:], ensure_ascii=False)) for row in rows.rows()
    ]


def _left_out(table: Table, reason: str) -> list[Aside]:
    """Every row of a table as excluded, for the reason."""
    rows = [row for batch in table.batches for row in batch.rows()]
    return [Aside(row[-1], reason, json.dumps(row[:-1], ensure_ascii=False)) for row in rows] + table.excluded


def _unreadable(path: Path, error: Exception) -> Fault:
    cause = str(error).splitlines()[0].removeprefix("calamine error: ")
    return Fault(path.name, f"the workbook cannot be opened ({cause})", "It may be cut short: ask for it again.")
