"""The headline by two roads, and under every choice: from rehearsed deliveries, true worlds and false ones."""

import shutil

import duckdb
import polars as pl

from pipeline.graph.types import column_types
from pipeline.measure import second_count, specifications
from pipeline.measure.tables import desk
from pipeline.settings import Settings

BASES = ("received", "with_data", "on_merits", "broad", "modified")
WORLD = (4711, "headline")


def rows(database, query):
    with duckdb.connect(str(database), read_only=True) as con:
        return con.sql(query).pl().to_dicts()


def test_both_counts_of_every_headline_agree(rehearsed):
    counted = rows(rehearsed(*WORLD)[0], "select * from measures.second_count")
    assert len(counted) == 70 and all(row["numerator"] for row in counted if row["country"] == "RUS")
    assert {row["period"] for row in counted} == {"decade_10", "decade_11", "2024"}
    assert {row["basis"] for row in counted if row["figure"] == "overturn_rate"} == set(BASES)
    assert [row for row in counted if not row["agrees"]] == []


def test_a_case_lost_on_one_road_is_found(rehearsed, tmp_path):
    settings = Settings(derived=tmp_path)
    shutil.copyfile(rehearsed(*WORLD)[0], settings.database)
    with duckdb.connect(str(settings.database)) as con:
        con.execute("delete from staged.requests where check_outcome = 'passed' and requesting_country = 'RUS'")
        counted = second_count.table(desk(con, settings))
    apart = [row for row in counted.to_dicts() if not row["agrees"]]
    found = {(row["figure"], row["country"]) for row in apart}
    assert ("initial_pass_rate", "RUS") in found
    assert {country for _, country in found} == {"RUS"}  # a complaint may have its instrument from its request
    passed = [row for row in apart if row["figure"] == "initial_pass_rate"]
    assert len(passed) == 6 and {row["second_numerator"] for row in passed} == {0}


def test_the_headline_among_the_ways_is_the_published_number(rehearsed):
    database = rehearsed(*WORLD)[0]
    ways = {row["question"]: row for row in rows(database, "select * from measures.specifications where is_headline")}
    [ratio] = rows(
        database,
        "select * from measures.window_comparisons where measure = 'complaints' and instrument = 'WANTED'"
        " and \"window\" = 'decade_10' and year_basis = 'received'",
    )
    assert (ways["complaints"]["value"], ways["complaints"]["low"]) == (ratio["ratio"], ratio["low"])
    for question, basis, clock in (("passed", "checked", "requested"), ("overturned", "on_merits", "decided")):
        [rate] = rows(
            database,
            f"select * from measures.rates where basis = '{basis}' and country = 'RUS' and instrument = 'WANTED'"
            f" and year = 2024 and year_basis = '{clock}'",
        )
        same = ("value", "low", "high", "bound_low", "bound_high", "numerator", "denominator")
        assert [ways[question][name] for name in same] == [rate[name] for name in same]


def test_the_merged_ways_agree_with_the_measures_under_other_choices(rehearsed):
    """Not the headline alone: every basis, clock, instrument and year that measures.rates hold for cases."""
    apart = rows(
        rehearsed(*WORLD)[0],
        """
        select s.*, r.numerator as x, r.denominator as n from measures.specifications as s
        inner join measures.rates as r on r.basis = s.basis and r.year_basis = s.clock and r.instrument = s.instrument
            and r.year::varchar = s.period and r.country = 'RUS'
            and r.measure = case s.question when 'passed' then 'initial_pass_rate' else 'overturn_rate' end
        where s.question <> 'complaints' and s."count" = 'cases' and s.duplicates = 'merged' and s.linkage = '0.70'
        """,
    )
    assert len(apart) == 44
    differing = [row for row in apart if (row["numerator"], row["denominator"]) != (row["x"], row["n"])]
    assert differing == []


def test_the_range_marks_what_flips(rehearsed):
    database = rehearsed(*WORLD)[0]
    with duckdb.connect(str(database), read_only=True) as con:
        at = desk(con, Settings(derived=database.parent))
        ways = specifications.table(at)
        found = {row["question"]: row for row in specifications.ranges(at, ways).to_dicts()}
    overturned = found["overturned"]
    assert overturned["least"] <= overturned["value"] <= overturned["most"]
    assert 0 < overturned["flipping"] < overturned["ways"]
    is_single = (
        (pl.col("question") == "overturned") & (pl.col("changes") == 1) & pl.col("flips") & ~pl.col("is_suppressed")
    )
    assert len(overturned["flipped_by"].split("; ")) == ways.filter(is_single).height > 0
    assert overturned["counting"] == overturned["status"] == "not settled"
    assert overturned["open_cases"] == "no open case bears on it"
    assert (found["complaints"]["open_cases"], found["complaints"]["chance"]) == ("settled", "settled")


def test_an_interval_that_holds_both_answers_leaves_a_headline_open_to_chance(rehearsed):
    """Fifty of a hundred: the value bears "about half" out, 40 and 60 per cent do not, and no word says settled."""
    database = rehearsed(*WORLD)[0]
    told = rows(database, "select * from measures.specification_ranges where question = 'overturned'")[0]
    holds_both = told["low"] < told["accept_low"] or told["high"] > told["accept_high"]
    assert (told["chance"] == "not settled") == holds_both and holds_both


def test_another_linkage_changes_persons_and_never_cases(rehearsed):
    ways = rows(rehearsed(*WORLD)[0], "select * from measures.specifications where linkage <> '0.70'")
    assert {way["count"] for way in ways} == {"persons"}
    assert {way["linkage"] for way in ways} == {"rule", "0.50", "0.95", "0.99"}
    by_rule = {way["number"].rpartition(".")[0]: way["denominator"] for way in ways if way["linkage"] == "rule"}
    for way in ways:  # fewer joins, more persons
        assert way["denominator"] is None or way["denominator"] <= by_rule[way["number"].rpartition(".")[0]]


def test_bounds_that_hold_both_answers_leave_a_headline_open(rehearsed, tmp_path):
    """With every passed request of 2024 still pending but for a few, the bounds reach from one end to the other."""
    settings = Settings(derived=tmp_path)
    shutil.copyfile(rehearsed(*WORLD)[0], settings.database)
    with duckdb.connect(str(settings.database)) as con:
        con.execute(
            "update resolved.requests set check_outcome = 'pending' where requested_on_text like '2024%'"
            " and request_id in (select request_id from resolved.requests where check_outcome = 'passed' and"
            " requesting_country = 'RUS' order by request_id offset 20)"
        )
        at = desk(con, settings)
        ranges = specifications.ranges(at, specifications.table(at))
    passed = ranges.filter(question="passed").row(0, named=True)
    assert (
        passed["status"] == passed["open_cases"] == "not settled" and passed["bound_low"] < 0.5 < passed["bound_high"]
    )


def test_the_measured_tables_are_as_the_dictionary_says(rehearsed):
    with duckdb.connect(str(rehearsed(*WORLD)[0]), read_only=True) as con:
        for table, columns in column_types().items():
            if table.startswith("measures."):
                assert {row[0]: row[1] for row in con.execute(f"describe {table}").fetchall()} == columns, table
