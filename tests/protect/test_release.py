"""The tables of a release: blanked, harmless in a spreadsheet, ids that mean nothing outside."""

from datetime import date

import polars as pl
import pytest

from pipeline.errors import Fault
from pipeline.graph.types import column_types
from pipeline.protect import classes, tables
from pipeline.protect.cells import KEYS as CELL
from pipeline.protect.cells import numbers
from pipeline.protect.release.earlier import beside
from pipeline.results import public

KEYS = {"measure": "complaints", "unit": "cases", "instrument": "WANTED", "year": 2024, "year_basis": "received"}


def test_what_nobody_described_is_private():
    assert classes.of("staged.requests", "name") == "name"
    assert classes.of("staged.requests", "made_up") == classes.of("nowhere.table", "n") == "private"
    assert classes.may_leave("measures.counts", ["country", "n", "made_up"]) == ["country", "n"]


def test_what_is_worked_out_of_a_blank_count_is_blank():
    row = {**KEYS, "measure": "overturn_rate", "basis": "received", "country": "ARM", "denominator": 40, "value": 0.1}
    frame = pl.DataFrame([{**row, "numerator": None, "is_suppressed": True, "made_up": "x"}])
    [left] = tables.blanked(frame, "rates").to_dicts()
    assert left["value"] is None and left["denominator"] == 40 and left["country"] == "ARM" and "made_up" not in left


def test_both_sides_of_a_blank_comparison_are_blank_on_a_page():
    """Else ten years and eleven side by side would give the year between away."""
    rows = pl.DataFrame(
        {"value_a": [99, 94], "value_b": [34, 32], "ratio": [2.9, 2.94], "is_suppressed": [True, False]}
    )
    assert public.blanked(rows).rows() == [(None, None, None, True), (94, 32, 2.94, False)]


def test_a_count_that_moved_by_a_few_since_the_last_release_is_blank():
    now = pl.DataFrame(
        [{**KEYS, "country": c, "n": n} for c, n in (("RUS", 103), ("TUR", 150), ("DEU", 80), ("ARM", 7))]
    )
    before = {"RUS": 100, "TUR": 100, "DEU": None, "ARM": 7}
    earlier = pl.DataFrame([{**KEYS, "country": c, "n": n} for c, n in before.items()], infer_schema_length=None)
    said = numbers({"counts": now}).select(*CELL, "value")
    marks = beside(said, {"counts": earlier}, 5)
    assert marks.rows() == [(False, True, False), (False, False, False), (True, False, False), (False, False, True)]
    assert not beside(said, None, 5).select(pl.any_horizontal(pl.all()).any()).item()


@pytest.mark.parametrize("name", [*tables.COUNTED, *tables.COMPARED])
def test_a_release_holds_no_id_no_day_and_nothing_that_is_not_public(name):
    types = column_types()[f"measures.{name}"]
    columns = classes.may_leave(f"measures.{name}", types)
    assert {"measure", "year"} <= set(columns)
    assert not [column for column in columns if types[column].upper().startswith(("DATE", "TIME"))]
    assert not [column for column in columns if column.endswith("_id") or column in ("reference", "source_locator")]


def test_a_column_of_days_stops_a_release():
    frame = pl.DataFrame([{**KEYS, "country": "RUS", "n": 9, "is_suppressed": False}])
    tables.without_days(frame, "counts")
    with pytest.raises(Fault, match="year holds days"):
        tables.without_days(frame.with_columns(pl.lit(date(2024, 3, 1)).alias("year")), "counts")
