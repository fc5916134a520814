"""What comes from foreign files and goes out again, to terminals, pages, spreadsheets, queries, does nothing there."""

import duckdb
import polars as pl
import pytest

from pipeline.errors import Fault
from pipeline.results import tables
from pipeline.settings import Settings
from pipeline.spreadsheet import harmless, harmless_text
from pipeline.warehouse import building, reading


def test_signs_that_steer_a_terminal_are_taken_out_of_messages():
    text = str(Fault("a\x1b[2J.csv", "column \x1b]0;owned\x07 \u202egpj", "Say\r so\x9b."))
    assert text == "a?[2J.csv: column ?]0;owned? ?gpj\n  Say  so?."
    assert str(Fault("a", "Реестр № 7, é", "ok")) == "a: Реестр № 7, é\n  ok"
    assert len(str(Fault("a", "x" * 10_000))) < 3_000


@pytest.mark.parametrize("cell", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "-2+3"])
def test_a_formula_is_text_in_what_we_write(cell):
    assert harmless(cell) == f"'{cell}"
    frame = harmless_text(pl.DataFrame({"a": [cell, "x", None], "n": [-1, 2, 3]}))
    assert frame["a"].to_list() == [f"'{cell}", "x", None] and frame["n"].to_list() == [-1, 2, 3]


def test_numbers_stay_numbers():
    assert [harmless(cell) for cell in ("-5", "+3,5", "-1.25%", -5, None, "")] == ["-5", "+3,5", "-1.25%", -5, None, ""]
    assert harmless_text(pl.DataFrame({"a": ["-5", "+3,5"]}))["a"].to_list() == ["-5", "+3,5"]


def test_html_in_any_cell_header_or_caption_is_text_on_a_page():
    bad = "<script>alert(1)</script>"
    page = tables.table(pl.DataFrame({bad: [bad], "path": ['" onclick="x']}), bad)
    assert "<script" not in page and 'onclick="' not in page and "&lt;script&gt;" in page


def test_the_finished_database_reaches_no_other_file(tmp_path):
    desk = Settings(raw=tmp_path, derived=tmp_path / "derived")
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with building(desk) as con:
        con.execute("create table raw.t as select 1 as a")
    with reading(desk) as con:
        assert con.sql("select a from raw.t").pl().rows() == [(1,)]
        for query in (
            f"from read_csv('{tmp_path}/secret.csv')",
            f"copy raw.t to '{tmp_path}/out.csv'",
            f"attach '{tmp_path}/other.duckdb'",
            "install httpfs",
            "load httpfs",
            "set enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                con.execute(query)
