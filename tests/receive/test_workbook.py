"""Excel workbooks: sheets, titles, totals, what is hidden, days and numbers."""

from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from pipeline.errors import Fault
from pipeline.receive.readers import sheet_marks
from tests.receive.reading import only, tables, written


def book(folder: Path, sheets: dict[str, list[list]], hidden: tuple[str, ...] = (), **options) -> Path:
    """A workbook with these rows; None is no cell."""
    path = folder / "book.xlsx"
    with xlsxwriter.Workbook(str(path), options) as workbook:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, (date, datetime)):
                        sheet.write_datetime(at, column, cell, day)
                    elif cell is not None:
                        sheet.write(at, column, cell)
            if name in hidden:
                sheet.hide()
    return path


def test_titles_totals_and_several_sheets(tmp_path):
    register = [
        ["Register of requests"],
        [],
        ["Ref", "Country", "Cases"],
        ["A/1", "RUS", 3],
        [],
        ["A/2", "NA", 4],
        ["Total", None, 7],
    ]
    first, second = tables(book(tmp_path, {"Register": register, "Notes": [["Who", "What"], ["x", "y"]], "Empty": []}))
    assert (first.name, first.columns) == ("Register", ["Ref", "Country", "Cases"])
    assert first.rows == [("A/1", "RUS", "3"), ("A/2", "NA", "4")]
    assert first.locators == ["sheet Register, row 4", "sheet Register, row 6"]
    assert first.excluded == [("sheet Register, row 7", "totals row")]
    assert (second.name, second.rows) == ("Notes", [("x", "y")])


def test_cells_are_text_as_a_person_would_write_them(tmp_path):
    row = [date(2015, 3, 1), datetime(2015, 3, 1, 10, 30), 5, 5.0, 1.5, 201500123456, True, "007", ""]
    table = only(book(tmp_path, {"S": [list("abcdefghi"), row]}))
    assert table.rows == [("2015-03-01", "2015-03-01 10:30:00", "5", "5", "1.5", "201500123456", "true", "007", None)]


def test_serial_numbers_are_days_only_where_the_column_holds_days(tmp_path):
    rows = [["Date", "Number", "Seen"], [42064, 42064, date(2015, 3, 1)], ["2016", 1, 42065], ["12.04.2017", 2, None]]
    path = book(tmp_path, {"S": rows})
    assert only(path).rows == [
        ("2015-03-01", "42064", "2015-03-01"),
        ("2016", "1", "2015-03-02"),
        ("12.04.2017", "2", None),
    ]
    assert only(path, dates=["Number"]).rows[0][1] == "2015-03-01"


def test_serial_numbers_of_a_workbook_that_counts_from_1904(tmp_path):
    path = book(tmp_path, {"S": [["Date", "x"], [40602, "y"]]}, date_1904=True)
    assert only(path).rows == [("2015-03-01", "y")]


def test_hidden_sheets_are_excluded_row_by_row_unless_asked_for(tmp_path):
    sheets = {"Old": [["Ref", "Country"], ["A", "RUS"], ["B", "TUR"]], "New": [["Ref", "Country"], ["C", "FRA"]]}
    path = book(tmp_path, sheets, hidden=("New",))
    table = only(path)
    assert table.excluded == [("sheet New, row 2", "row of the hidden sheet New")]
    assert table.notes == ["hidden sheet New was not read (rows: 1)"]
    asked = only(path, sheets=["New"])
    assert asked.rows == [("C", "FRA")]
    assert asked.excluded[0] == ("sheet Old, row 2", "row of the sheet Old, which SOURCE.yml leaves out")
    with pytest.raises(Fault, match="Older"):
        only(path, sheets="Older")


def test_hidden_columns_are_read_and_said(tmp_path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("A & B")
        sheet.write_row(0, 1, ["Ref", "Country", "Secret"])
        sheet.write_row(1, 1, ["A", "RUS", "x"])
        sheet.set_column("D:D", None, None, {"hidden": True})
    table = only(path)
    assert table.rows == [("A", "RUS", "x")]
    assert table.notes == ["sheet A & B: hidden columns D are read like the others"]
    assert [sheet_marks.letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_cells_without_a_header_and_headers_by_option(tmp_path):
    path = book(tmp_path, {"S": [["Ref", None, "Year"], ["A", "note", 2015], ["B", None, 2016]]})
    assert only(path).columns == ["Ref", "column 2", "Year"]
    assert only(path, header_row=0).columns == ["column 1", "column 2", "column 3"]
    assert only(path, header_row=2).columns == ["A", "note", "2015"]
    with pytest.raises(Fault, match="header_row is 9"):
        only(path, header_row=9)


def test_a_stated_header_row_holds_for_the_sheets_that_go_so_far(tmp_path):
    register = [["Register"], ["printed"], ["Ref", "Year"], ["A", 2015]]
    first, second = tables(book(tmp_path, {"Register": register, "Notes": [["Who", "What"], ["x", "y"]]}), header_row=3)
    assert (first.columns, first.rows) == (["Ref", "Year"], [("A", "2015")])
    assert (second.columns, second.rows) == (["Who", "What"], [("x", "y")])


def test_a_workbook_cut_short_or_without_cells_is_said(tmp_path):
    whole = book(tmp_path, {"S": [["a", "b"], [1, 2]]}).read_bytes()
    for share in (0.2, 0.6, 0.95):
        with pytest.raises(Fault, match="cut short"):
            only(written(tmp_path, "cut.xlsx", whole[: int(len(whole) * share)]))
    with pytest.raises(Fault, match="no cell"):
        only(book(tmp_path, {"S": []}))
