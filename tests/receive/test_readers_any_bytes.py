"""Whatever a file holds, its reader gives rows and broken rows, or a Fault; never another error."""

import json
import sqlite3
from functools import cache
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Fault
from pipeline.receive import readers
from pipeline.receive.readers import READERS, media_type, open_tables
from pipeline.rehearse.formats import office, pdfs
from pipeline.rehearse.formats.ole import msg
from tests.receive.reading import Whole, tables, written

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab.", max_size=3), inner, max_size=4),
    max_leaves=12,
)
HEADERS = st.sampled_from(
    [
        *["From: a", "TO: b", "Ref: 1", "TEXT:", "Date: x", "ОТ: я", "To: @,<>;:", "Date: 31 Feb 99999", "\ttext", ""],
        *["Content-Type: multipart/mixed; boundary=q", "--q", "--q--", "Content-Type: text/html; charset=no-such"],
        *["Content-Transfer-Encoding: base64", "Subject: =?utf-8?B?/w==?=", "Content-Disposition: a; filename*=x''%ff"],
    ]
)
LINES = st.lists(HEADERS | st.text(max_size=10), max_size=12).map(
    lambda lines: "\n".join(lines).encode("utf-8", "replace")
)


def opened(folder: Path, name: str, content: bytes, **options) -> list[Whole] | Fault:
    """What the reader makes of the bytes; any error but a Fault is raised."""
    try:
        return tables(written(folder, name, content), **options)
    except Fault as fault:
        return fault


def is_told(found: list[Whole] | Fault) -> bool:
    """Whether a person is told all: a Fault says what was found and what to do; each row, read or set aside, has a
    place of its own, and a row that is set aside a reason."""
    if isinstance(found, Fault):
        return bool(found.place and found.found and found.do)
    aside = [pair for table in found for pair in (*table.broken, *table.excluded)]
    fits = all(len(row) == len(table.columns) for table in found for row in table.rows)
    return fits and all(place and reason for place, reason in aside) and all(all(table.locators) for table in found)


@settings(deadline=None, max_examples=80)
@given(content=st.binary(max_size=150) | LINES)
@pytest.mark.parametrize(
    "name",
    [
        *("a.xlsx", "a.json", "a.jsonl", "a.parquet", "a.eml", "a.txt", "a.bin", "a.xls", "a.ods", "a.db", "a.mbox"),
        *("a.msg", "a.html", "a.pdf", "a.docx", "a.rtf"),
    ],
)
def test_any_bytes(tmp_path_factory, name, content):
    assert is_told(opened(tmp_path_factory.getbasetemp(), name, content))


@settings(deadline=None, max_examples=12)  # each starts a program that reads the picture
@given(content=st.binary(max_size=150) | LINES)
def test_any_bytes_of_a_picture(tmp_path_factory, content):
    assert is_told(opened(tmp_path_factory.getbasetemp(), "a.png", content))


@settings(deadline=None, max_examples=150)
@given(value=JSON_VALUES, pointer=st.none() | st.sampled_from(["", "/a", "/*", "/*/a", "/a/*/b", "a", "/0"]))
def test_any_json(tmp_path_factory, value, pointer):
    options = {} if pointer is None else {"rows": pointer}
    for name in ("a.json", "a.jsonl"):
        assert is_told(opened(tmp_path_factory.getbasetemp(), name, json.dumps(value).encode(), **options))


GRID = [["Ref", "Country"], ["A-1", "RUS"], ["A-2", "TUR"]]
OTHERS = {
    "xls": lambda: office.xls({"A": GRID}),
    "ods": lambda: office.ods({"A": GRID}),
    "docx": lambda: office.docx(["x"], GRID),
    "msg": lambda: msg({"__substg1.0_0037001F": b"a\0", "__substg1.0_1000001F": b"b\0"}),
    "pdf": lambda: pdfs.pdf([pdfs.text_page(["x"]), pdfs.table_page(GRID)]),
}


@cache
def whole(kind: str, folder: Path) -> bytes:
    """The bytes of a small file of this kind, to be damaged."""
    path = folder / f"whole.{kind}"
    if kind == "parquet":
        pl.DataFrame({"a": ["x", None, "y"] * 20, "b": [[1], [], None] * 20}).write_parquet(path)
    elif kind in OTHERS:
        path.write_bytes(OTHERS[kind]())
    elif kind == "db":
        with sqlite3.connect(path) as con:
            con.execute("create table if not exists t (a text, b real)")
            con.execute("insert into t values ('x', 1.5), ('y', null)")
        con.close()
    else:
        with xlsxwriter.Workbook(str(path)) as workbook:
            workbook.add_worksheet("A").add_table(0, 0, 3, 2, {"data": [["a", 1, True]] * 3})
            workbook.add_worksheet("B").hide()
    return path.read_bytes()


@settings(deadline=None, max_examples=60)
@given(data=st.data())
@pytest.mark.parametrize("kind", ["xlsx", "parquet", "xls", "ods", "docx", "db", "msg", "pdf"])
def test_a_damaged_file(tmp_path_factory, kind, data):
    folder = tmp_path_factory.getbasetemp()
    content = bytearray(whole(kind, folder))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert is_told(opened(folder, f"damaged.{kind}", bytes(content[data.draw(st.integers(0, 4)) :])))


def test_what_is_told_of_a_file_can_be_wrong():
    """The property above is no empty one."""
    good = Whole("", ["a"], [("x",)], ["line 1"], [("line 2", "torn")], [], [])
    assert is_told([good]) and is_told([]) and is_told(Fault("a.csv", "no header", "Give one."))
    assert not is_told([good._replace(rows=[("x", "y")])])
    assert not is_told([good._replace(locators=[None])])
    assert not is_told([good._replace(broken=[("line 2", "")])])
    assert not is_told(Fault("a.csv", "no header", ""))


def test_each_media_type_is_told_by_content_before_ending(tmp_path):
    kinds = {
        "a.csv": (b"a,b\n", "text/csv"),
        "a.TSV": (b"a\tb\n", "text/tab-separated-values"),
        "b.csv": (whole("parquet", tmp_path), "application/vnd.apache.parquet"),
        "b.dat": (whole("xlsx", tmp_path), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        "a.json": (b"{}", "application/json"),
        "a.ndjson": (b"{}", "application/x-ndjson"),
        "a.eml": (b"From: x", "message/rfc822"),
        "a.txt": (b"x", "text/plain"),
        "c.txt": (b"%PDF-1.7", "application/pdf"),
        "a.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/vnd.ms-excel"),
        "a.zip": (b"PK\x03\x04", "application/zip"),
        "b.msg": (msg({"__substg1.0_0037001F": b"x"}), "application/vnd.ms-outlook"),
        "c.dat": (office.xls({"A": [["a"]]}), "application/vnd.ms-excel"),
        "b.xls": (b"\n<html><table>", "text/html"),
        "c.docx": (office.docx(["x"]), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        "c.ods": (office.ods({"A": [["a"]]}), "application/vnd.oasis.opendocument.spreadsheet"),
        "d.dat": (b"From a@b Fri Mar  1 10:00:00 2024\nSubject: x\n", "application/mbox"),
        "a.tgz": (b"\x1f\x8b\x08", "application/gzip"),
        "noending": (b"", "application/octet-stream"),
    }
    assert {name: media_type(written(tmp_path, name, content)) for name, (content, _) in kinds.items()} == {
        name: kind for name, (_, kind) in kinds.items()
    }
    assert set(READERS.values()) <= {path.stem for path in Path(readers.__file__).parent.glob("*.py")}


def test_a_format_without_a_reader_is_said_with_what_to_do(tmp_path):
    with pytest.raises(Fault, match="no reader for application/msword"):
        next(open_tables(written(tmp_path, "a.doc", b"old"), {}))
    assert tables(written(tmp_path, "a.dat", b"a,b\n1,2\n"), format="csv")[0].rows == [("1", "2")]
