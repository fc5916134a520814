"""The tables of a release: blanked, harmless in a spreadsheet, ids that mean nothing outside."""

import polars as pl
import pytest

from pipeline.errors import Fault
from pipeline.protect import classes, rekey, tables
from pipeline.results import public

KEYS = {"measure": "complaints", "unit": "cases", "instrument": "WANTED", "year": 2024, "year_basis": "received"}


def test_what_nobody_described_is_private():
    assert classes.of("staged.requests", "name") == "name"
    assert classes.of("staged.requests", "made_up") == classes.of("nowhere.table", "n") == "private"
    assert classes.may_leave("measures.counts", ["country", "n", "made_up"]) == ["country", "n"]


def test_a_blank_row_keeps_its_keys_and_no_number():
    frame = pl.DataFrame(
        [
            {**KEYS, "country": "ARM", "n": 4, "is_suppressed": True},
            {**KEYS, "country": "RUS", "n": 9, "is_suppressed": False},
        ]
    )
    assert tables.blanked(frame, "counts").select("country", "n").rows() == [("ARM", None), ("RUS", 9)]


def test_both_sides_of_a_blank_comparison_are_blank_on_a_page():
    """Else ten years and eleven side by side would give the year between away."""
    rows = pl.DataFrame(
        {"value_a": [99, 94], "value_b": [34, 32], "ratio": [2.9, 2.94], "is_suppressed": [True, False]}
    )
    assert public.blanked(rows).rows() == [(None, None, None, True), (94, 32, 2.94, False)]


def test_a_count_that_moved_by_a_few_since_the_last_release_is_blank():
    now = pl.DataFrame([{**KEYS, "country": c, "n": n} for c, n in (("RUS", 103), ("TUR", 150), ("DEU", 80))])
    before = pl.DataFrame(
        [
            {**KEYS, "country": c, "n": n, "is_suppressed": n is None}
            for c, n in (("RUS", 100), ("TUR", 100), ("DEU", None))
        ],
        schema_overrides={"n": pl.Int64},
    )
    marked = tables._with_marks(now, before, 5)
    assert marked.select("country", "is_suppressed").rows() == [("RUS", True), ("TUR", False), ("DEU", True)]


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
