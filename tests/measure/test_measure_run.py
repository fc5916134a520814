"""The stage as a whole: from cells to tables, Parquet and the numbers by name."""

import json
import math

import polars as pl
import pytest
from scipy import stats

from pipeline import measure

RATE_COLUMNS = (
    "measure, basis, unit, country, instrument, year, year_basis, numerator, denominator, value, low, high, "
    "interval_method, bound_low, bound_high, is_suppressed"
)
COMPARISON_COLUMNS = (
    "measure, basis, unit, instrument, country_a, country_b, year, year_basis, value_a, value_b, ratio, low, high, "
    "difference, difference_low, difference_high, p_value, method, is_suppressed"
)


@pytest.fixture(scope="module")
def measured(kept_world):
    settings, con = kept_world
    measure.run(settings, con)
    return con


def one(con, table, **where):
    """The one row of a table where these columns have these values, as a dict."""
    chosen = " and ".join(f'"{k}" is not distinct from ?' for k in where)
    [row] = con.execute(f"select * from {table} where {chosen}", list(where.values())).pl().to_dicts()
    return row


def test_columns_are_those_of_the_contract(measured):
    described = {t: ", ".join(measured.table(f"measures.{t}").columns) for t in ("rates", "comparisons")}
    assert described == {"rates": f"{RATE_COLUMNS}, number", "comparisons": f"{COMPARISON_COLUMNS}, number"}
    counts = [r[:2] for r in measured.sql("describe measures.counts").fetchall()]
    assert counts[-3:-1] == [("n", "BIGINT"), ("is_suppressed", "BOOLEAN")] and ("year", "INTEGER") in counts
    assert "window" in [r[0] for r in measured.sql("describe measures.window_comparisons").fetchall()]


def test_a_share_has_the_wilson_interval_and_bounds_for_the_pending(measured):
    row = one(measured, "measures.rates", country="RUS", basis="checked")
    assert row["value"] == 0.9 and row["interval_method"] == "wilson"
    assert (row["low"], row["high"]) == pytest.approx((0.879848036805, 0.917090556407), abs=1e-12)
    assert (row["bound_low"], row["bound_high"]) == pytest.approx((900 / 1020, 920 / 1020))


def test_a_basis_that_holds_the_pending_keeps_its_denominator_in_the_bounds(measured):
    row = one(measured, "measures.rates", country="RUS", basis="submitted")
    assert (row["bound_low"], row["bound_high"]) == pytest.approx((900 / 1100, 920 / 1100))


def test_a_complaint_rate_may_pass_1_and_has_no_bounds(measured):
    row = one(measured, "measures.rates", country="RUS", measure="complaint_rate")
    assert row["value"] == pytest.approx(4 / 3) and row["interval_method"] == "exact_poisson"
    assert row["low"] == pytest.approx(28.5766 / 30, abs=1e-5) and row["high"] == pytest.approx(54.4686 / 30, abs=1e-5)
    assert row["bound_low"] is None and row["bound_high"] is None


def test_nothing_decided_leaves_no_value_and_the_widest_bounds(measured):
    row = one(measured, "measures.rates", basis="on_merits", year_basis="received", year=2024)
    assert [row[k] for k in ("value", "low", "high", "interval_method")] == [None] * 4
    assert (row["bound_low"], row["bound_high"]) == (0, 1)


def test_decided_clocks_have_no_bounds(measured):
    row = one(measured, "measures.rates", basis="on_merits", year_basis="decided", country="RUS")
    assert (row["value"], row["bound_low"], row["bound_high"]) == (0.5, None, None)


def test_small_counts_are_marked(measured):
    marked = measured.sql("select country, basis from measures.rates where is_suppressed").fetchall()
    assert marked == [("ARM", "received")]
    assert measured.sql("select country, n from measures.counts where is_suppressed").fetchall() == [("ARM", 4)]


def test_two_shares_are_compared_by_koopman_newcombe_and_the_score_test(measured):
    row = one(measured, "measures.comparisons", measure="initial_pass_rate")
    assert (row["value_a"], row["value_b"], row["ratio"]) == pytest.approx((0.9, 0.6, 1.5))
    assert row["low"] < 1.5 < row["high"] and row["difference_low"] < 0.3 < row["difference_high"]
    assert row["p_value"] < 1e-10 and "koopman" in row["method"]


def test_counts_are_compared_with_equal_exposure_and_a_missing_one_is_0(measured):
    row = one(measured, "measures.comparisons", measure="complaints", instrument="WANTED")
    assert (row["value_a"], row["value_b"], row["ratio"], row["difference"]) == (300, 100, 3, 200)
    share = stats.binomtest(300, 400).proportion_ci(method="exact")
    assert (row["low"], row["high"]) == pytest.approx([p / (1 - p) for p in share])
    alone = one(measured, "measures.comparisons", measure="complaints", instrument="blue_notice")
    assert (alone["value_a"], alone["value_b"], alone["ratio"], alone["high"]) == (9, 0, None, None)
    least = 0.025 ** (1 / 9)
    assert alone["low"] == pytest.approx(least / (1 - least))


def test_no_number_is_infinite_or_not_a_number(measured):
    for table in ("rates", "comparisons", "window_rates", "window_comparisons"):
        frame = measured.sql(f"select * from measures.{table}").pl().select(pl.col(pl.Float64))
        assert frame.height
        assert frame.select(pl.all().is_finite().all()).row(0) == (True,) * frame.width


def test_windows_hold_the_same_rates(measured):
    row = one(measured, "measures.window_rates", country="RUS", basis="checked")
    assert (row["window"], row["year"], row["value"]) == ("decade_10", None, 0.9)


def test_numbers_go_by_name(world):
    settings, con = world
    measure.run(settings, con)
    numbers = json.loads((settings.derived / "measures.json").read_text("utf8"))
    assert list(numbers) == sorted(numbers)
    rate = numbers["overturn_rate.on_merits.RUS.WANTED.2024.decided"]
    assert (rate["value"], rate["numerator"], rate["denominator"]) == (0.5, 50, 100)
    assert numbers["complaints.cases.RUS.WANTED.2024.received"] == {"n": 300}
    assert numbers["complaints.cases.RUS.WANTED.decade_10.received"]["n"] == 300
    assert numbers["complaints.cases.RUS_TUR.WANTED.decade_10.received"]["ratio"] == 3
    assert numbers["overturn_rate.received.RUS.WANTED.all.received"]["bound_high"] == pytest.approx(40 / 60)
    assert math.isclose(numbers["initial_pass_rate.checked.RUS_TUR.WANTED.2024.requested"]["ratio"], 1.5)


def test_the_same_cells_give_the_same_bytes(world):
    settings, con = world
    first, second = {}, {}
    for kept in (first, second):
        said = measure.run(settings, con)
        kept.update({p.name: p.read_bytes() for p in sorted(settings.derived.rglob("*.*")) if p.is_file()})
    assert first == second and "measures.json" in first and "window_comparisons.parquet" in first
    assert said.startswith("11 rates, 5 counts and")


def test_hidden_types_of_sums_do_not_matter(world):
    settings, con = world
    con.execute(
        "create or replace table marts.count_cells as select * replace (n::hugeint as n) from marts.count_cells"
    )
    measure.run(settings, con)
    assert con.sql("select typeof(n) from measures.counts limit 1").fetchone() == ("BIGINT",)
