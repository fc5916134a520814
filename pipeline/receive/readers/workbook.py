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
from pipeline.receive.readers.layout import find_header, totals, unique_names, whole_header
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
    sheets = [(name, *_cells(book, name, path)) for name in book.sheet_names]
    filled = [(name, frame, is_hidden) for name, frame, is_hidden in sheets if frame.height]
    stated = header_row(options, path.name)
    if not filled:
        raise Fault(path.name, "the workbook holds no cell", "Ask for it again, or take it out of the delivery.")
    if stated and all(frame.height < stated for _, frame, _ in filled):
        raise Fault(path.name, f"header_row is {stated}, but every sheet ends before", "Correct it in SOURCE.yml.")
    tables, aside = [], Table("", [], iter(()))
    for name, frame, is_hidden in filled:
        table = _table(frame, name, options, marks, stated)
        if name in wanted or (not wanted and not is_hidden):
            tables.append(table)
        else:
            _leave_out(table, is_hidden, aside)
    first = tables[0] if tables else Table("", [], iter(()))
    first.excluded.extend(aside.excluded)
    first.notes.extend(aside.notes)
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


def _table(frame: pl.DataFrame, name: str, options: dict, marks: sheet_marks.Marks, stated: int | None) -> Table:
    """The table in a grid: header stated (where the sheet goes so far) or found, rows numbered, totals apart."""
    if stated is None or stated > frame.height:
        at = find_header(frame.head(SAMPLE).rows())
    else:
        at = stated - 1 if stated else None
    places = frame.columns
    said, last = ([None] * len(places), -1) if at is None else whole_header(frame.head(at + 2).rows(), at, options)
    header = dict(zip(places, said, strict=True))
    body = frame.with_columns(sheet_cells.tidied(pl.all())).with_row_index(ROW, 1).slice(last + 1)
    kept = [place for place in places if (header[place] or "").strip() or body[place].count()]
    names = unique_names([header[place] for place in kept])
    body = body.select(ROW, *(pl.col(place).alias(new) for place, new in zip(kept, names, strict=True)))
    body = body.filter(~pl.all_horizontal(pl.col(new).is_null() for new in names)) if names else body.clear()
    body = sheet_cells.serial_days(body, names, options, marks.counts_from_1904)
    table = Table(name, names, iter(()))
    if at is None:
        table.notes.append(f"sheet {name}: no header was found, columns are called by their place")
    hidden = [int(place) for place in kept if int(place) in marks.hidden_columns.get(name, ())]
    if hidden:
        letters = ", ".join(map(sheet_marks.letter, hidden))
        table.notes.append(f"sheet {name}: hidden columns {letters} are read like the others")
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


def _leave_out(table: Table, is_hidden: bool, aside: Table) -> None:
    """Put every row of a table among the excluded ones of another, with the reason, and say so."""
    rows = [row for batch in table.batches for row in batch.rows()]
    why = f"hidden sheet {table.name}" if is_hidden else f"sheet {table.name}, which SOURCE.yml leaves out"
    left_out = [Aside(row[-1], f"row of the {why}", json.dumps(row[:-1], ensure_ascii=False)) for row in rows]
    left_out += table.excluded
    aside.excluded += left_out
    aside.notes.append(f"{'hidden ' if is_hidden else ''}sheet {table.name} was not read (rows: {len(left_out)})")


def _unreadable(path: Path, error: Exception) -> Fault:
    cause = str(error).splitlines()[0].removeprefix("calamine error: ")
    return Fault(path.name, f"the workbook cannot be opened ({cause})", "It may be cut short: ask for it again.")
