"""No count that a release blanks can be worked out from what it prints, and the attacker who tries can succeed."""

import numpy as np
import polars as pl
import pytest

from pipeline.protect.marks import marked
from pipeline.protect.release.blank import blank
from pipeline.protect.release.plan import Plan
from pipeline.protect.small import PER_REQUEST, small, small_rate
from tests.protect import attacker, counted

COUNTS = ("n", "numerator", "denominator")
PLAN = Plan("decade_10", ("decade_10", "decade_11"), ("RUS", "TUR"))


@pytest.fixture(scope="module")
def con():
    return counted.world(1)


@pytest.fixture(scope="module")
def done(con):
    return blank(counted.tables(con), PLAN, counted.WINDOWS, 5)


def found_out(con, release, with_pending=True):
    """How many blank or small counts the attacker knows, and how many he looked for."""
    of, told = attacker.cells(con), attacker.numbers(release)
    targets, is_small = attacker.targets(of, told, with_pending=with_pending)
    low, high = attacker.Attack.on(of, told).ranges(targets)
    width = high - low
    return int(np.count_nonzero(width < 1e-6)), int(np.count_nonzero(width[is_small] < 1 - 1e-6)), targets.shape[0]


@pytest.mark.parametrize("seed", [2, 3])
def test_the_attacker_finds_no_blank_and_no_small_count(seed):
    con = counted.world(seed)
    done = blank(counted.tables(con), PLAN, counted.WINDOWS, 5)
    known, narrow, tried = found_out(con, done.tables)
    assert tried > 200 and (known, narrow) == (0, 0)
    printed = done.cells.filter("is_printed")
    assert printed["value"].sum() > 0.7 * done.cells["value"].sum(), "most of what is counted must be printed"
    assert not printed["is_small"].any()


def test_with_small_counts_alone_blanked_the_attacker_succeeds(con, done):
    """Else he would prove nothing."""
    naive = {}
    for name, table in counted.tables(con).items():
        keys = [column for column in table.columns if column not in (*COUNTS, "pending")]
        rows = table.join(done.tables[name].select(keys), on=keys, how="semi", nulls_equal=True)
        naive[name] = rows.with_columns(
            pl.when(~pl.col(column).is_between(1, 4)).then(pl.col(column)).alias(column)
            for column in COUNTS
            if column in rows.columns
        )
    known, narrow, _ = found_out(con, naive)
    assert known > 5 and narrow > 5


def test_the_same_tables_give_the_same_release(con, done):
    again = blank(counted.tables(con), PLAN, counted.WINDOWS, 5)
    assert all(done.tables[name].equals(again.tables[name]) for name in done.tables)


def test_the_totals_of_all_countries_are_printed(done):
    totals = done.cells.filter(country="ALL", period="decade_10", unit="cases", instrument="WANTED")
    kept = totals.filter("is_printed")
    assert {"submitted", "complaints"} <= set(kept["quantity"]) and kept["value"].sum() > 0.8 * totals["value"].sum()


def test_a_release_after_another_gives_nothing_away_beside_it():
    before, now = counted.world(4), counted.world(4)
    now.execute("insert into marts.requests select * from marts.requests where requesting_country = 'RUS' limit 3")
    counted.count(now)
    first = blank(counted.tables(before), PLAN, counted.WINDOWS, 5)
    second = blank(counted.tables(now), PLAN, counted.WINDOWS, 5, first.tables)
    keys = ["quantity", "unit", "country", "instrument", "period"]
    both = second.cells.join(first.cells, on=keys, suffix="_before")
    moved = (both["value"] - both["value_before"]).abs()
    assert moved.is_between(1, 4).any() and not both["is_printed"].filter(moved.is_between(1, 4)).any()
    assert not (both["is_printed"] & ~both["is_printed_before"]).any(), "what was blank stays blank"
    same = both.filter(pl.col("is_printed_before"), pl.col("value") == pl.col("value_before"))
    assert same["is_printed"].mean() > 0.9
    known, narrow, _ = found_out(now, second.tables)
    assert (known, narrow) == (0, 0)


def test_a_table_by_year_with_many_small_counts_is_not_released_and_its_span_is():
    place = {"quantity": "overturned@decided", "unit": "cases", "instrument": "WANTED"}
    counts = {"ARM": {"2022": 2, "2023": 3, "2024": 9}, "RUS": {"2022": 20, "2023": 3, "2024": 31, "2021": 40}}
    rows = [{**place, "country": c, "period": p, "value": n} for c, years in counts.items() for p, n in years.items()]
    rows.append({**place, "country": "ARM", "period": "decade_10", "value": 14})
    cells = pl.DataFrame(rows)
    held = cells.filter(PLAN.holds(cells, cells["value"] < 5))
    assert set(held["country"].to_list()) == {"RUS", "ARM"} and held.filter(country="ARM")["period"].to_list() == [
        "decade_10"
    ]


def printed(con):
    """Rows as pages print them: cases of the two countries, where the marks leave them."""
    tables = {name: table.with_columns(_small(table)) for name, table in counted.tables(con).items()}
    wanted = (pl.col("unit") == "cases") & (pl.col("instrument") == "WANTED")
    chosen = wanted & pl.col("country").is_in(["RUS", "TUR"]) & ~pl.col("is_suppressed")
    return {name: table.filter(chosen) for name, table in marked(tables, counted.WINDOWS).items()}


def _small(table):
    if "n" in table.columns:
        return small("n")
    per_request = pl.col("measure") == PER_REQUEST
    return pl.when(per_request).then(small("numerator", "denominator")).otherwise(small_rate()).alias("is_suppressed")


def test_a_release_gives_nothing_away_beside_the_pages_of_the_report():
    con = counted.world(5)
    pages, tables = printed(con), counted.tables(con)
    apart, after = (blank(tables, PLAN, counted.WINDOWS, 5, pages=known) for known in (None, pages))
    assert after.given_away == 0
    assert found_out(con, attacker.beside(apart.tables, pages), with_pending=False)[0] > 0, (
        "else it would prove nothing"
    )
    known, narrow, tried = found_out(con, attacker.beside(after.tables, pages), with_pending=False)
    assert tried > 200 and (known, narrow) == (0, 0)


def test_what_pages_alone_give_away_is_counted():
    """Marks go line by line; where several lines together tell a small count, the release is refused."""
    con = counted.world(3)
    assert blank(counted.tables(con), PLAN, counted.WINDOWS, 5, pages=printed(con)).given_away > 0
