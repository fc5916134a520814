"""CSV and its like: encodings, headers that are not on the first line, rows that do not fit, quotes."""

import csv
import io

import pytest

from pipeline.errors import Fault
from pipeline.receive.readers import columnar
from pipeline.receive.readers.blocks import blocks
from tests.receive.reading import only, written

RUSSIAN = "Номер;Страна;Дата\n1/15;Россия;03.2015\n2/15;Казахстан;\n"
TURKISH = "Sayı;Ülke;Açıklama\n1;Türkiye;dolandırıcılık şüphesi\n"
FRENCH = "N°;Pays;Résumé\n1;Côte d'Ivoire;reçu\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-8-sig"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        (TURKISH, "cp1254"),
        (FRENCH, "cp1252"),
        (RUSSIAN.replace("\n", "\r\n"), "utf-16"),
        (RUSSIAN.replace("\n", "\r"), "cp1251"),
    ],
)
def test_the_encoding_and_delimiter_are_found(tmp_path, text, encoding):
    table = only(written(tmp_path, "a.csv", text, encoding))
    expected = list(csv.reader(text.replace("\r\n", "\n").replace("\r", "\n").splitlines(), delimiter=";"))
    assert table.columns == expected[0]
    assert [list(row) for row in table.rows] == [[cell or None for cell in row] for row in expected[1:]]
    assert table.locators == [f"line {2 + i}" for i in range(len(expected) - 1)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter(tmp_path, delimiter):
    text = "\n".join(delimiter.join(row) for row in (["ref", "who", "when"], ["a", "x y", "2015"], ["b", "z", "2016"]))
    assert only(written(tmp_path, "a.csv", text)).rows == [("a", "x y", "2015"), ("b", "z", "2016")]


def test_titles_blank_lines_headers_again_and_totals_are_no_records(tmp_path):
    text = (
        "Register of requests\nPrinted;12.01.2024\n\nRef;Country;Cases\nA/1;RUS;3\n\n;;\nRef;Country;Cases\n"
        "A/2;TUR;4\n# a remark\nTotal;;7\nИтого: 7\nTOTAL S.A.;FRA;\nGenel toplam;2;7\n"
    )
    table = only(written(tmp_path, "a.csv", text))
    assert table.columns == ["Ref", "Country", "Cases"]
    assert table.rows == [("A/1", "RUS", "3"), ("A/2", "TUR", "4"), ("TOTAL S.A.", "FRA", None)]
    assert table.locators == ["line 5", "line 9", "line 13"]
    assert sorted(table.excluded) == [
        ("line 10", "comment line"),
        ("line 11", "totals row"),
        ("line 12", "totals row"),
        ("line 14", "totals row"),
    ]
    assert table.broken == []
    assert table.notes == ["lines that repeat the header, no rows: 1"]


def test_ragged_rows_are_broken_at_their_line_and_trailing_delimiters_are_not(tmp_path):
    table = only(written(tmp_path, "a.csv", 'a,b,c\n1,"x\ny",3\n1,2\n1,2,3,4\n1,2,3,\n5,6,7\n'))
    assert table.rows == [("1", "x\ny", "3"), ("1", "2", "3"), ("5", "6", "7")]
    assert table.locators == ["line 2", "line 6", "line 7"]
    assert table.broken == [("line 4", "2 cells where the table has 3"), ("line 5", "4 cells where the table has 3")]


def test_an_open_quote_costs_its_own_line_only(tmp_path):
    table = only(written(tmp_path, "a.csv", 'a,b,c\n1,"open,3\n4,5,6\n7,"8",9\n10,11,"12\n'))
    assert table.rows == [("4", "5", "6"), ("7", "8", "9")]
    assert [place for place, _ in table.broken] == ["line 2", "line 5"]
    assert all("quote" in reason for _, reason in table.broken)


def test_only_an_empty_cell_is_null(tmp_path):
    table = only(written(tmp_path, "a.csv", 'a,b,c\nNA,N/A,0\nnull,"",-\n'))
    assert table.rows == [("NA", "N/A", "0"), ("null", None, "-")]


def test_columns_get_names_of_their_own(tmp_path):
    table = only(written(tmp_path, "a.csv", "Date,Date, Date (2) ,,x\n1,2,3,4,5\n"))
    assert table.columns == ["Date", "Date (3)", "Date (2)", "column 4", "x"]


def test_a_table_without_a_header_is_told_by_its_cells(tmp_path):
    table = only(written(tmp_path, "a.csv", "A/1,RUS,2015-01-02\nA/2,TUR,2015-02-03\n"))
    assert table.columns == ["column 1", "column 2", "column 3"]
    assert len(table.rows) == 2
    assert table.notes == ["no header was found: columns are called by their place"]


def test_the_delimiter_is_the_one_that_splits_the_header_too(tmp_path):
    rates = "".join(f"C{i};{i},5;0,{i}\n" for i in range(30))
    table = only(written(tmp_path, "a.csv", "country;rate;share\n" + rates))
    assert table.columns == ["country", "rate", "share"]
    assert table.rows[1] == ("C1", "1,5", "0,1")


def test_options_come_before_what_the_file_looks_like(tmp_path):
    path = written(tmp_path, "a.csv", "x;y\na,1;b,2\nc,3;d,4\n", "cp1251")
    assert only(path, delimiter=",", header_row=2).columns == ["a", "1;b", "2"]
    assert only(path, header_row=0).rows[0] == ("x", "y")
    assert only(written(tmp_path, "b.csv", 'a\tb\n"x\t2\n'), delimiter="tab", quote="none").rows == [('"x', "2")]
    assert only(written(tmp_path, "c.csv", 'a,b\n"x\\"y",2\n'), escape="\\").rows == [('x"y', "2")]


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (b"", {}, "empty"),
        (b"\n\n  \n", {}, "no text"),
        (bytes(range(256)) * 20, {}, "bytes no text has"),
        ("Страна;Год\nРоссия;1\n".encode("cp1251"), {"encoding": "utf-8"}, "cp1251"),
        ("Страна;Год\nРоссия;1\n".encode(), {"encoding": "cp1251"}, "utf-8"),
        (b"a,b\n1,2\n", {"encoding": "klingon"}, "klingon"),
        (b"a,b\n1,2\n", {"header_row": 9}, "header_row is 9"),
        (b"a,b\n1,2\n", {"header_row": "two"}, "header_row is two"),
        (b"a,b\n1,2\n", {"delimiter": "::"}, "delimiter"),
        (b"a,b\n1,2\n", {"colour": "red"}, "no option colour"),
        (b"a,b\n1,2\n", {"format": "gif"}, "gif"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path, content, options, said):
    with pytest.raises(Fault, match=said):
        only(written(tmp_path, "a.csv", content), **options)


def test_damaged_bytes_break_their_row_only(tmp_path):
    content = "ref;страна\n1;Россия\n2;Турция\n".encode() + b"3;\xff\xfe\n" + "4;Иран\n".encode()
    table = only(written(tmp_path, "a.csv", content))
    assert table.rows == [("1", "Россия"), ("2", "Турция"), ("4", "Иран")]
    assert table.broken == [("line 4", "holds bytes that are not utf-8")]


def test_both_ways_through_a_regular_file_give_the_same(tmp_path, monkeypatch):
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(["ref", "text", "year"])
    writer.writerows([f"R{i}", f'said "{i}", then; left' if i % 3 else "", i or None] for i in range(500))
    path = written(tmp_path, "a.csv", target.getvalue())
    fast = only(path)
    monkeypatch.setattr(columnar, "parse", lambda *given: None)
    assert only(path) == fast
    assert len(fast.rows) == 500


def test_rows_go_on_over_the_edge_of_a_block(tmp_path):
    rows = [f'R{i},"line one\nline {i}",{i}\n' for i in range(40)]
    path = written(tmp_path, "a.csv", "ref,text,n\n" + "".join(rows))
    parts = list(blocks(path, "utf-8", size=100))
    assert b"".join(part.data for part in parts) == path.read_bytes()
    assert len(parts) > 5
    assert [part.final for part in parts] == [False] * (len(parts) - 1) + [True]
