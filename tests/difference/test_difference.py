"""What `article3 diff` says of two builds."""

import json

import pytest

from pipeline import difference, warehouse
from pipeline.errors import Fault


def build(folder, n, digest):
    folder.mkdir()
    con = warehouse.connect(folder / "article3.duckdb")
    con.execute("create schema audit")
    con.execute("create schema marts")
    con.execute(f"create table audit.files as select 'leak' as delivery, 'a.csv' as path, '{digest * 64}' as sha256")
    con.execute(f"create table marts.requests as select * from range({n})")
    con.close()
    (folder / "measures.json").write_text(json.dumps({"a.rate": {"value": n / 10, "low": 0.1}, "same": {"n": 7}}))
    (folder / "definitions.yml").write_text(
        f"a:\n  bases:\n    rate:\n      numerator: {{is: cases, table: marts.requests, where: is_{digest}}}\n"
        "      clocks: [received]\n"
    )
    return folder


def test_inputs_rows_and_numbers_that_moved_are_said(tmp_path):
    said = difference.run(build(tmp_path / "a", 3, "a"), build(tmp_path / "b", 4, "b"))
    assert said.splitlines() == [
        "Inputs: 1 differ",
        "  leak/a.csv: aaaaaaaaaaaa -> bbbbbbbbbbbb",
        "Definitions: 1 differ",
        "  a.rate: cases (marts.requests where is_a); by the year received -> "
        "cases (marts.requests where is_b); by the year received",
        "Rows: 1 differ",
        "  marts.requests: 3 -> 4",
        "Numbers: 1 differ",
        "  a.rate: value 0.3 -> value 0.4",
    ]


def test_the_same_build_does_not_differ_and_an_empty_folder_is_a_fault(tmp_path):
    one = build(tmp_path / "a", 3, "a")
    assert difference.run(one, one) == "Nothing differs."
    with pytest.raises(Fault, match="no finished build"):
        difference.run(one, tmp_path)
