"""A workbook: sheets by span of years, titles above, totals below, remarks, and a hidden sheet of stale copies."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.rehearse.rows import Row
from pipeline.rehearse.writers.cells import headers, texts

MADE = datetime(2026, 1, 15)
HIDDEN, NOTES = "old copy", "Notes"
TITLE_ROWS = 2


def write(path: Path, spec: dict, rows: list[Row]) -> None:
    """Rows go to the sheet of their year, totals last, save those that name another: the hidden one, or the notes."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": MADE, "title": "INVENTED DATA"})
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, (first, last) in spec["sheets"].items():
            own = [row for row in rows if not row.sheet and first <= row.year <= last]
            sheet = book.add_worksheet(name)
            sheet.write_string(0, 0, f"INVENTED DATA: requests of {first} to {last}")
            _table(sheet, spec, own, days, TITLE_ROWS)
        hidden = book.add_worksheet(HIDDEN)
        hidden.hide()
        _table(hidden, spec, [row for row in rows if row.sheet == HIDDEN], days, 0)
        notes = book.add_worksheet(NOTES)
        notes.write_row(0, 0, ["Remark", "By"])
        for line, row in enumerate((row for row in rows if row.sheet == NOTES), 1):
            notes.write_row(line, 0, [row.cells["remark"], row.cells["by"]])


def _table(sheet: Any, spec: dict, rows: list[Row], days: Any, top: int) -> None:
    sheet.write_row(top, 0, list(headers(spec)))
    for line, row in enumerate(rows, top + 1):
        for column, text in enumerate(texts(spec, row)):
            _cell(sheet, line, column, text, days)


def _cell(sheet: Any, line: int, column: int, text: str, days: Any) -> None:
    """Days and years as the numbers a spreadsheet keeps, everything else as text."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        sheet.write_datetime(line, column, datetime.combine(date.fromisoformat(text), datetime.min.time()), days)
    elif re.fullmatch(r"\d{4}", text):
        sheet.write_number(line, column, int(text))
    elif text:
        sheet.write_string(line, column, text)
