"""What followed: the ratio by hand and by simulation, the chance level by shuffled dates, what must stay hidden."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from pipeline.errors import Fault
from pipeline.measure import followed, rate_ratios
from pipeline.measure.tables import TABLES, closed, desk, proxy_table
from pipeline.settings import ROOT, Settings

HAND = ROOT / "data" / "raw" / "hand"


def test_one_stratum_of_independent_cases_is_the_exact_ratio_of_two_rates():
    event, days = [1] * 6 + [0] * 4 + [1] * 5 + [0] * 15, [10.0] * 10 + [20.0] * 20
    found = followed.against(event, days, [True] * 10 + [False] * 20, [0] * 30, range(30))
    assert (found.observed, found.expected, found.value) == pytest.approx((6, 100 * 5 / 400, 4.8))
    assert (found.low, found.high) == pytest.approx(rate_ratios.exact_conditional(6, 100, 5, 400), rel=1e-9)


def test_expectation_is_worked_out_within_strata_and_strata_without_a_pass_are_left_out():
    #            stratum 0          stratum 1     stratum 2: nobody passed
    event = np.array([1, 0, 1, 0, 0, 1, 0, 1, 1])
    days = np.array([10, 30, 10, 20, 10, 5, 20, 5, 7.0])
    asked = np.array([True, True, False, False, True, True, False, False, True])
    stratum = np.array([0, 0, 0, 0, 1, 1, 1, 1, 2])
    found = followed.against(event, days, asked, stratum, range(9))
    assert (found.observed, found.expected) == pytest.approx((2, 40 * 1 / 30 + 15 * 1 / 25))
    assert found.used.tolist() == [True] * 8 + [False]


def test_cases_of_one_person_widen_the_interval_and_nothing_expected_gives_no_ratio():
    event, days, asked = [1] * 8 + [0] * 8 + [1] * 8 + [0] * 24, [10.0] * 48, [True] * 16 + [False] * 32
    alone = followed.against(event, days, asked, [0] * 48, range(48))
    together = followed.against(event, days, asked, [0] * 48, [i // 4 for i in range(48)])
    assert together.value == alone.value and together.low < alone.low and together.high > alone.high
    none = followed.against([1, 0], [5.0, 5.0], [True, False], [0, 0], [0, 1])
    assert np.isnan([none.value, none.low, none.high]).all()
    with pytest.raises(Fault, match="no day"):
        followed.against([1], [0.0], [True], [0], [0])


def test_the_interval_holds_the_true_ratio_as_often_as_it_says():
    rng, hits, worlds = np.random.default_rng(7), 0, 200
    for _ in range(worlds):
        person = np.repeat(np.arange(150), 2)
        stratum, asked = rng.integers(0, 12, 150)[person], rng.random(300) < 0.4
        pace = 0.01 * (1 + stratum / 6) * rng.gamma(4, 0.25, 150)[person] * np.where(asked, 1.5, 1.0)
        time, end = rng.exponential(1 / pace), rng.uniform(10, 60, 300)
        found = followed.against(time <= end, np.minimum(time, end), asked, stratum, person)
        hits += found.low <= 1.5 <= found.high
    assert 0.92 <= hits / worlds <= 1


def test_a_count_that_a_total_gives_away_takes_another_with_it():
    line = pl.DataFrame({"country": ["A", "B", "C", "ALL"], "n": [3, 9, 20, 32], "k": "x"})
    line = line.with_columns(is_suppressed=pl.col("n") < 5)
    marked = closed.closed(line, "country", "ALL", "n", ["k"])
    assert marked["is_suppressed"].to_list() == [True, True, False, False]
    assert not closed.closed(line.filter(pl.col("n") > 5), "country", "ALL", "n", ["k"])["is_suppressed"].any()
    spent = closed.closed(line.filter(pl.col("country").is_in(["A", "ALL"])), "country", "ALL", "n", ["k"])
    assert spent["is_suppressed"].all()  # nothing else is left to hide


def test_of_two_spans_a_few_apart_the_first_named_is_printed():
    line = pl.DataFrame({"days": [30, 90, 365], "n": [8, 10, 30], "k": "x", "is_suppressed": False})
    assert closed.stepped(line, "days", 90, ["n"], ["k"])["is_suppressed"].to_list() == [True, False, False]
    assert closed.stepped(line, "days", 30, ["n"], ["k"])["is_suppressed"].to_list() == [False, True, False]


@pytest.fixture(scope="module")
def shared():
    """People of two countries: the first country's ends, the other's requests, and all dates of the other."""
    rng, start = np.random.default_rng(3), date(2020, 1, 1)
    dates = sorted(start + timedelta(days=int(d)) for d in rng.integers(0, 1500, 60))
    rows = []
    for number in range(25):
        requested = dates[int(rng.integers(0, 60))]
        ends = sorted(start + timedelta(days=int(d)) for d in rng.integers(0, 1500, 1 + number % 3))
        rows += [
            {"country": "AAA", "other_country": "BBB", "other_request_id": f"b{number:02}", "person_id": f"p{number}",
             "requested_on": requested, "from_on": end, "stood_until": None, "days": (requested - end).days}
            for end in ends
        ]  # fmt: skip
    frame = pl.DataFrame(rows, schema_overrides={"stood_until": pl.Date})
    return frame, {"BBB": pl.Series(dates).to_physical().to_numpy()}


def test_the_chance_level_is_what_shuffled_dates_give(shared):
    rows, dates = shared
    (pair, _) = proxy_table._pairs(proxy_table._chances(rows, dates, 120))
    rng, ends = np.random.default_rng(1), rows.group_by("other_request_id", maintain_order=True).agg("from_on")
    begins = [of.to_physical().to_numpy() for of in ends["from_on"]]
    drawn = [
        sum(bool(((day > of) & (day <= of + 120)).any()) for day, of in zip(days, begins, strict=True))
        for days in rng.choice(dates["BBB"], size=(4000, len(begins)))
    ]
    assert pair["expected"] == pytest.approx(np.mean(drawn), abs=0.1)
    assert pair["p_value"] == pytest.approx(np.mean(np.array(drawn) >= pair["n"]), abs=0.03)


def test_a_person_counts_once_however_many_requests_there_are(shared):
    rows, dates = shared
    twice = pl.concat([rows, rows.with_columns(other_request_id=pl.col("other_request_id") + " again")])
    (once, _), (both, _) = (proxy_table._pairs(proxy_table._chances(frame, dates, 120)) for frame in (rows, twice))
    assert (both["n"], both["people"], both["requests"]) == (once["n"], 25, 50)
    chances = proxy_table._chances(rows, dates, 120)["chance"]  # each person has one request in `rows`
    assert both["expected"] == pytest.approx(sum(min(2 * chance, 1) for chance in chances))
    assert both["p_value"] >= once["p_value"]


def test_a_request_that_passed_is_followed_only_while_it_stands(shared):
    rows, dates = shared
    cut = rows.with_columns(stood_until=pl.col("from_on") + pl.duration(days=10))
    short, long = (proxy_table._chances(frame, dates, days) for frame, days in ((cut, 120), (rows, 10)))
    assert short.equals(long)


def test_tables_count_what_the_marts_hold(kept_world):
    settings, con = kept_world
    follow = [
        {"request_id": f"r{i:03}", "arm": arm, "person_id": f"p{i}", "country": "RUS", "instrument": "red_notice",
         "from_on": date(2020, 1, 2), "quarter": "2020-Q1", "ended_by": "refused" if arm == "ended" else None,
         "is_adverse": True if arm == "ended" else None, "is_on_record": True, "days_on_record": 100,
         "days_to_message": 20 if i % 4 == 0 else None, "is_alone": True, "days_alone": 50,
         "days_to_message_alone": 20 if i % 4 == 0 else None}
        for arm, span in (("ended", range(40)), ("passed", range(40, 100))) for i in span
    ]  # fmt: skip
    ended = [
        {"request_id": row["request_id"], "person_id": row["person_id"], "country": "RUS", "instrument": "red_notice",
         "ended_on": row["from_on"], "ended_by": "refused", "is_adverse": True}
        for row in follow if row["arm"] == "ended"
    ]  # fmt: skip
    later = [
        {"request_id": row["request_id"], "person_id": row["person_id"], "message_id": f"m{i}", "days": 20}
        for i, row in enumerate(ended) if i % 4 == 0
    ]  # fmt: skip
    again = [
        {"request_id": f"r{i:03}", "person_id": f"p{i}", "next_request_id": f"n{i}", "days": 5 + i,
         "next_check_outcome": "passed" if i < 12 else "refused"}
        for i in range(20)
    ]  # fmt: skip
    alone = [
        {"person_id": f"q{i}", "country": "TUR", "year_first_sent": 2020, "is_answered": i < 8,
         "is_by_message_alone": i < 20}
        for i in range(24)
    ]  # fmt: skip
    requests = [
        {"request_id": "last", "requesting_country": "RUS", "person_id": "p0", "requested_on": date(2025, 1, 1),
         "counts_submitted": True}
    ]  # fmt: skip
    for table, rows in (
        ("follow_ups", follow), ("ended_requests", ended), ("refused_then_messaged", later),
        ("repeat_requests", again), ("sought_by_message", alone), ("requests", requests),
    ):  # fmt: skip
        con.register("_rows", pl.DataFrame(rows).to_arrow())
        con.execute(f"insert into marts.{table} by name select * from _rows")
    at = desk(con, Settings(derived=settings.derived, hand=HAND))
    row = TABLES["after_refusal"](at).row(
        by_predicate=(pl.col("basis") == "refused") & (pl.col("watched") == "on_record") & (pl.col("days") == 90)
        & (pl.col("country") == "RUS") & (pl.col("instrument") == "WANTED"), named=True,
    )  # fmt: skip
    assert [row[n] for n in ("ended", "messaged", "numerator", "denominator", "compared", "person_days")] == [
        40, 10, 10, 40, 60, 10 * 20 + 30 * 90,
    ]  # fmt: skip
    assert row["expected"] == pytest.approx(2900 * 15 / (15 * 20 + 45 * 90)) and row["low"] < row["value"] < row["high"]
    sequences = TABLES["sequences"](at)
    again_90 = sequences.filter(measure="requested_again", basis="refused", country="RUS", days=365)
    assert again_90.select("numerator", "denominator", "value").row(0) == pytest.approx((20, 40, 0.5))
    second = sequences.filter(measure="passed_when_requested_again", basis="refused", country="RUS")
    assert second.select("numerator", "denominator", "pending").row(0) == (12, 20, 0)
    message = sequences.filter(pl.col("year").is_null(), measure="message_alone_answered", country="TUR")
    assert message.select("numerator", "denominator").row(0) == (8, 20)
    assert TABLES["proxy_pairs"](at).is_empty()
