"""The tables of a release: blanked, harmless in a spreadsheet, ids that mean nothing outside."""

import polars as pl
import pytest

from pipeline.errors import Fault
from pipeline.protect import classes, rekey, tables
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


def test_ids_change_with_each_release_and_the_key_is_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv(rekey.VARIABLE, raising=False)
    secret = rekey.key(tmp_path)
    assert secret == rekey.key(tmp_path) and len(secret) == 64
    assert rekey.rekeyed("ab-1", "2026-1", secret) == rekey.rekeyed("ab-1", "2026-1", secret)
    assert len({rekey.rekeyed(i, r, secret) for i in ("ab-1", "ab-2") for r in ("2026-1", "2026-2")}) == 4
    path = tmp_path / rekey.PLACE / "release.key"
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(Fault, match="read by others"):
        rekey.key(tmp_path)
