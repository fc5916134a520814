"""Headers merged over two rows, and several tables in one file: each column under its own word, no row lost."""

import pytest
import xlsxwriter

from tests.receive.reading import only, tables, written

TWO = """Register of requests;;;
Reference;Country;Date;Result
A-1;Russia;2020-01-01;Passed

A-2;Turkey;2020-01-02;Refused
Reference;Country;Date;Result
A-3;Turkey;2020-01-03;Refused
Total;3;;

Second list
Country;Reference;Result
Russia;B-1;Passed
Russia;B-2;Passed;x
# a comment
Russia;B-3;Passed
"""


def test_each_table_of_a_file_is_read_by_its_own_headers(tmp_path):
    first, second = tables(written(tmp_path, "two.csv", TWO))
    assert (first.name, second.name) == ("table 1", "table 2")
    assert first.columns == ["Reference", "Country", "Date", "Result"]
    assert [row[0] for row in first.rows] == ["A-1", "A-2", "A-3"]
    assert first.excluded == [("line 8", "totals row")]
    assert second.columns == ["Country", "Reference", "Result"]
    assert second.rows == [("Russia", "B-1", "Passed"), ("Russia", "B-3", "Passed")]
    assert second.locators == ["line 12", "line 15"]
    assert second.broken == [("line 13", "4 cells where the table has 3")]
    assert second.excluded == [("line 14", "comment line")]


@pytest.mark.parametrize(
    "row",
    ["n/a;Russia;;Passed", "A;Russia;today;Passed", '"A-9";"note\n\nCountry;Reference";2020-01-01;Passed'],
    ids=["words alone", "a reference of one letter", "a blank line within quotes"],
)
def test_a_record_after_a_blank_line_begins_no_table(tmp_path, row):
    text = f"Reference;Country;Date;Result\nA-1;Russia;2020-01-01;Passed\n\n{row}\nA-3;Turkey;2020-01-03;Refused\n"
    assert len(only(written(tmp_path, "one.csv", text), delimiter=";").rows) == 3


def merged(path, rows, spans):
    """A workbook of these rows in which (first row, first column, last row, last column, word) are merged."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("List")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        for span in spans:
            sheet.merge_range(*span)
    return path


def test_headers_merged_downwards_and_sideways_are_put_together(tmp_path):
    rows = [[], ["", "", "", "", ""], ["", "Name", "Date of birth", "", ""], ["A-1", "X Y", "1980", "Russia", "Passed"]]
    spans = [(1, 0, 2, 0, "Reference"), (1, 1, 1, 2, "Person"), (1, 3, 2, 3, "Country"), (1, 4, 2, 4, "Result")]
    found = only(merged(tmp_path / "a.xlsx", rows, spans))
    assert found.columns == ["Reference", "Name", "Date of birth", "Country", "Result"]
    assert found.rows == [("A-1", "X Y", "1980", "Russia", "Passed")] and found.locators == ["sheet List, row 4"]


def test_wide_words_over_a_full_row_of_headers_change_nothing(tmp_path):
    rows = [["", ""], ["Name", "Country"], ["X Y", "Russia"], ["Z", "Turkey"]]
    found = only(merged(tmp_path / "a.xlsx", rows, [(0, 0, 0, 1, "Persons")]))
    assert found.columns == ["Name", "Country"] and len(found.rows) == 2


def test_a_first_row_of_words_is_no_second_row_of_headers(tmp_path):
    """A record that leaves cells open is a record, though its words could be headers."""
    rows = [["Reference", "Country", "Result"], ["Turkey", "", "Passed"], ["B-2", "Russia", "Passed"]]
    assert len(only(merged(tmp_path / "a.xlsx", rows, [])).rows) == 2


def test_a_page_with_cells_over_two_rows(tmp_path):
    page = (
        "<table><tr><th rowspan=2>Reference</th><th colspan=2>Person</th><th rowspan=2>Country</th></tr>"
        "<tr><th>Name</th><th>Date of birth</th></tr>"
        "<tr><td>A-1</td><td>X</td><td>1980</td><td>Russia</td></tr></table>"
    )
    found = only(written(tmp_path, "a.html", page))
    assert found.columns == ["Reference", "Name", "Date of birth", "Country"]
    assert found.rows == [("A-1", "X", "1980", "Russia")]
