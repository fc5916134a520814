"""Other workbooks: ODS, XLS, and one with merged headers, a hidden column and days as serial numbers."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter

from pipeline.rehearse.formats import office
from pipeline.rehearse.rows import Row
from pipeline.rehearse.writers.cells import headers, texts

SHEET = "INVENTED"
GROUPS = (("birth_date", "nationalities"), ("check_outcome", "cancelled_by"))  # first and last field under one word
WORDS = ("Şahıs bilgileri", "Kontrol")
MADE = datetime(2026, 1, 15)
DAY_ONE = date(1899, 12, 30)


def write_ods(path: Path, spec: dict, rows: list[Row]) -> None:
    path.write_bytes(office.ods({SHEET: _grid(spec, rows)}))


def write_xls(path: Path, spec: dict, rows: list[Row]) -> None:
    path.write_bytes(office.xls({SHEET: _grid(spec, rows)}))


def write_merged(path: Path, spec: dict, rows: list[Row]) -> None:
    """Two rows of headers: wide words over some, the others merged downwards. Whole days are plain serial numbers."""
    grid, fields, out = _grid(spec, rows), list(headers(spec).values()), BytesIO()
    spans = [(fields.index(first), fields.index(last)) for first, last in GROUPS]
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": MADE, "title": "INVENTED DATA"})
        sheet = book.add_worksheet(SHEET)
        sheet.write_string(0, 0, "INVENTED DATA")
        for column, name in enumerate(grid[0]):
            if any(first <= column <= last for first, last in spans):
                sheet.write_string(2, column, name)
            else:
                sheet.merge_range(1, column, 2, column, name)
        for (first, last), word in zip(spans, WORDS, strict=True):
            sheet.merge_range(1, first, 1, last, word)
        for line, cells in enumerate(grid[1:], 3):
            for column, text in enumerate(cells):
                _cell(sheet, line, column, text)
        sheet.set_column(fields.index("sex"), fields.index("sex"), None, None, {"hidden": True})
    path.write_bytes(out.getvalue())


def _cell(sheet: xlsxwriter.worksheet.Worksheet, line: int, column: int, text: str) -> None:
    """A day as Excel counts it; everything else as text."""
    try:
        sheet.write_number(line, column, (date.fromisoformat(text) - DAY_ONE).days)
    except ValueError:
        sheet.write_string(line, column, text)


def _grid(spec: dict, rows: list[Row]) -> list[list[str]]:
    return [list(headers(spec)), *(texts(spec, row) for row in rows)]
