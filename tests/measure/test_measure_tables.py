"""The tables of the methods, from a small invented desk whose answers are known."""

from datetime import date

import polars as pl
import pytest

from pipeline.errors import Fault
from pipeline.graph.described import descriptions
from pipeline.measure import methods, proportions
from pipeline.measure.naming import numbered
from pipeline.measure.tables import TABLES, desk
from pipeline.settings import ROOT, Settings
from tests.measure.world import RATE, put

HAND = ROOT / "data" / "raw" / "hand"
CELLS = [
    ("overturn_rate", "on_merits", "cases", country, "WANTED", None, "decided", x, n, None, window)
    for window in ("decade_10", "decade_11")
    for country, x, n in [
        *[("RUS", 90, 100), ("TUR", 60, 100), ("FRA", 50, 100), ("ARM", 0, 19)],
        *((country, 56 + i, 100) for i, country in enumerate(["DEU", "ITA", "ESP", "POL", "USA", "GBR", "CAN", "JPN"])),
        ("ALL", 676, 1119),
    ]
]
YEARS = [
    ("overturn_rate", "on_merits", "cases", country, "WANTED", year, "decided", x, n, None)
    for year in range(2020, 2025)
    for country, x, n in [("RUS", 19 if year < 2023 else 10, 20), ("TUR", 10, 20), ("ALL", 50, 100)]
]


def complaint(number, country, person, outcome, days, admissible=date(2020, 1, 1)):
    ended = outcome not in ("pending",)
    until = date.fromordinal(admissible.toordinal() + days)
    return {
        "complaint_id": f"c{number:03}", "complaint_kind": "deletion", "respondent_country": country,
        "instrument": "red_notice", "is_wanted": True, "person_id": person, "outcome": outcome, "is_counted": True,
        "admissible_on": admissible, "decided_on": until if ended else None, "as_of": until,
        "year_decided": until.year if ended else None, "is_outcome_unknown": not ended,
        "overturn_on_merits_num": outcome == "non_compliant",
        "overturn_on_merits_den": outcome in ("non_compliant", "compliant"),
    }  # fmt: skip


COMPLAINTS = [
    *(complaint(i, "RUS", f"p{i // 2}", "non_compliant" if i % 4 < 2 else "compliant", 100 + i) for i in range(40)),
    *(complaint(i, "TUR", f"t{i}", "non_compliant" if i % 4 else "compliant", 300 + i) for i in range(100, 140)),
    complaint(200, "RUS", "old", "compliant", 1900, date(2010, 1, 1)),
    complaint(201, "RUS", "open", "pending", 400),
]


@pytest.fixture(scope="module")
def made(kept_world):
    settings, con = kept_world
    put(con, "marts.window_rate_cells", (*RATE, "window"), CELLS)
    con.execute("delete from marts.rate_cells where year_basis = 'decided'")
    con.execute("insert into marts.rate_cells select * from (values " + ", ".join(_sql(row) for row in YEARS) + ")")
    con.register("_rows", pl.DataFrame(COMPLAINTS).to_arrow())
    con.execute("insert into marts.complaints by name select * from _rows")
    con.execute(
        "insert into marts.decision_times by name select complaint_id, respondent_country, instrument, is_wanted,"
        " person_id, admissible_on, decided_on, outcome, is_outcome_unknown as is_pending,"
        " coalesce(decided_on, as_of) as observed_until from _rows"
    )
    at = desk(con, Settings(derived=settings.derived, hand=HAND))
    return {name: table(at) for name, table in TABLES.items() if name != "screening"}


def _sql(row):
    return "(" + ", ".join("null" if v is None else repr(v) for v in row) + ")"


def test_a_funnel_says_who_lies_outside_what_chance_explains(made):
    funnel = made["funnel"].filter(window="decade_10")
    places = dict(funnel.select("country", "place").rows())
    assert places["RUS"].startswith("above") and places["ARM"].startswith("below")
    row = funnel.row(by_predicate=pl.col("country") == "RUS", named=True)
    assert (
        row["target"] == pytest.approx(676 / 1119) and row["low_99"] < row["low_95"] < row["high_95"] < row["high_99"]
    )
    assert not funnel["is_suppressed"].any()  # none overturned is said of no one


def test_shrinking_pulls_towards_the_common_share_and_chances_of_being_first_add_up(made):
    shrunken = made["shrunken"].sort("rank")
    assert shrunken["country"][0] == "RUS" and shrunken["country"][-1] == "FRA"
    assert "ARM" not in shrunken["country"]  # it has fewer than twenty cases
    assert shrunken["prob_first"].sum() == pytest.approx(1) and shrunken["prob_first"][0] > 0.99
    assert 0.6 < shrunken["value"][0] < 0.9 and shrunken["value"][-1] > 0.5


def test_files_of_one_person_widen_the_interval(made):
    mine = (pl.col("country") == "RUS") & (pl.col("period") == "decade_10") & (pl.col("basis") == "on_merits")
    row = made["clustered_rates"].row(by_predicate=mine, named=True)
    assert (row["numerator"], row["denominator"], row["persons"]) == (20, 41, 21)
    assert row["design_effect"] > 1.8 and row["low"] < row["wilson_low"] and row["high"] > row["wilson_high"]


def test_ends_add_up_and_late_files_enter_late(made):
    curves = made["incidence"].filter(country="RUS", months=9)
    assert curves["value"].sum() == pytest.approx(40 / 41)  # the old file is not yet at risk, the open one is
    assert curves["files"].unique().to_list() == [42] and curves["left_out"].unique().to_list() == [0]
    assert made["incidence"].filter(country="TUR", months=9)["value"].sum() == 0


def test_two_countries_of_another_pace_fail_grays_test(made):
    tests = made["gray_tests"].filter(outcome="non_compliant")
    assert tests["p_value"].item() < 0.01 and tests["degrees"].item() == 1
    assert tests.select("files_a", "files_b").row(0) == (41, 40)


def test_the_statutory_share_counts_from_the_day_of_admission(made):
    row = made["statutory"].row(by_predicate=pl.col("country") == "RUS", named=True)
    assert (row["months"], row["numerator"], row["denominator"], row["pending"]) == (9, 40, 41, 0)


def test_a_rule_flags_a_country_outside_in_enough_years(made):
    outliers = {row["rule"]: row for row in made["outliers"].to_dicts() if row["country"] == "RUS"}
    three = outliers["overturned beyond 95 % in 3 of 5 years"]
    assert (three["years_outside"], three["years_looked_at"], three["is_flagged"]) == (3, 5, True)


def test_missing_outcomes_widen_a_share_to_its_bounds(made):
    row = made["missing"].row(
        by_predicate=(pl.col("basis") == "checked") & (pl.col("country") == "RUS") & (pl.col("period") == "2024"),
        named=True,
    )
    assert (row["bound_low"], row["bound_high"]) == pytest.approx((900 / 1020, 920 / 1020))
    assert row["low"] < row["bound_low"] and row["high"] > row["bound_high"]


def test_every_table_is_described_as_it_is(made):
    said = descriptions()
    for name, table in made.items():
        assert list(said[f"measures.{name}"].columns) == numbered(name, table).columns


def test_no_headline_no_table(world):
    settings, con = world
    assert methods.build(settings, con) == {}


def test_a_wrong_rule_is_said_with_its_line(made, kept_world, tmp_path):
    _, con = kept_world
    for name in ("comparisons.yml", "outlier_rules.yml"):
        text = (HAND / name).read_text("utf8").replace("years: 3, of_last", "years: some, of_last", 1)
        (tmp_path / name).write_text(text, "utf8")
    with pytest.raises(Fault, match=r"outlier_rules\.yml, line 7: years is 'some'"):
        TABLES["outliers"](desk(con, Settings(derived=tmp_path, hand=tmp_path)))


def test_each_headline_share_has_an_interval_by_every_method_and_wilson_is_the_published_one(made):
    shares = made["intervals"].filter(kind="share", measure="overturn_rate", period="decade_10")
    assert set(shares["method"]) == {"Wilson", "Jeffreys", "Clopper-Pearson", "mid-p"}
    assert shares["value"].n_unique() == 1
    ends = {row["method"]: (row["low"], row["high"]) for row in shares.to_dicts()}
    row = shares.row(0, named=True)
    assert ends["Wilson"] == pytest.approx(proportions.wilson(row["numerator"], row["denominator"]))
    assert ends["Clopper-Pearson"][0] < ends["mid-p"][0] and ends["mid-p"][1] < ends["Clopper-Pearson"][1]


def test_two_countries_are_set_against_each_other_as_ratio_and_difference(made):
    both = made["intervals"].filter(pl.col("country_b").is_not_null(), measure="overturn_rate", period="decade_10")
    assert set(both["kind"]) == {"ratio", "difference"}
    for row in both.to_dicts():
        a, b = row["numerator"] / row["denominator"], row["numerator_b"] / row["denominator_b"]
        assert row["value"] == pytest.approx(a / b if row["kind"] == "ratio" else a - b)
        assert row["low"] < row["value"] < row["high"]
