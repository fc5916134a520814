"""Parquet: every type as text."""

from datetime import date, datetime

import polars as pl
import pytest

from pipeline.errors import Fault
from pipeline.receive.readers.base import LISTED
from tests.receive.reading import only, written


def test_every_type_becomes_text(tmp_path):
    frame = pl.DataFrame(
        {
            "day": [date(2015, 1, 2), None],
            "at": [datetime(2015, 1, 2), datetime(2015, 1, 2, 3, 4, 5)],
            "whole": [1.0, 2.5],
            "n": [201500123456, None],
            "codes": [["RU", "TR"], []],
            "place": [{"city": "X", "zip": 7}, None],
            "warrants": [[{"by": "RU", "for": None}, {"by": "TR", "for": "theft"}], None],
            "open": [True, None],
            "text": ["", "N/A"],
        }
    )
    path = tmp_path / "a.parquet"
    frame.write_parquet(path)
    table = only(path)
    assert table.columns == [
        "day", "at", "whole", "n", "codes", "place.city", "place.zip", "warrants.by", "warrants.for", "open", "text",
    ]  # fmt: skip
    dates, joined = ("2015-01-02", "2015-01-02"), (f"RU{LISTED}TR", f"{LISTED}theft")
    assert table.rows == [
        (*dates, "1", "201500123456", f"RU{LISTED}TR", "X", "7", *joined, "true", None),
        (None, "2015-01-02 03:04:05", "2.5", None, None, None, None, None, None, None, "N/A"),
    ]
    assert table.locators == ["row 1", "row 2"]


def test_a_file_cut_short_is_said(tmp_path):
    path = tmp_path / "a.parquet"
    pl.DataFrame({"a": range(1000)}).write_parquet(path)
    whole = path.read_bytes()
    for size in (4, 100, len(whole) - 3):
        with pytest.raises(Fault, match="cannot be read"):
            only(written(tmp_path, "cut.parquet", whole[:size]))


def test_a_table_without_rows_has_its_columns(tmp_path):
    path = tmp_path / "a.parquet"
    pl.DataFrame({"a": [], "b": []}, schema={"a": pl.Int8, "b": pl.Date}).write_parquet(path)
    assert (only(path).columns, only(path).rows) == (["a", "b"], [])
