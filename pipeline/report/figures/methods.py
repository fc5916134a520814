"""The figures of the methods by name: the rows each reads from the measures, and the function that draws them."""

from collections.abc import Callable
from typing import Protocol

import polars as pl

from pipeline.report.figures.after_the_end import messages_after_the_end
from pipeline.report.figures.asked_again import asked_again
from pipeline.report.figures.base import Figure
from pipeline.report.figures.countries_side_by_side import countries_side_by_side
from pipeline.report.figures.other_countries import other_countries_after_the_end
from pipeline.report.figures.other_ways import other_ways
from pipeline.report.figures.policy_steps import policy_steps
from pipeline.report.figures.time_to_decision import time_to_decision
from pipeline.results.subject import Subject


class Rows(Protocol):
    """What a figure is drawn from: `catalogue.Reader`."""

    subject: Subject

    def rows(self, sql: str) -> pl.DataFrame: ...


def _ways(question: str) -> Callable[[Rows], Figure]:
    def draw(r: Rows) -> Figure:
        ways = r.rows(f"""
            select "count", basis, clock, period, instrument, duplicates, linkage, value, low, high,
                bound_low, bound_high, is_headline, flips, changes, accept_low, accept_high, is_suppressed, number
            from measures.specifications where question = '{question}'""")
        says = r.rows(f"select says from measures.specification_ranges where question = '{question}'")
        return other_ways(ways, r.subject, question, says["says"].item() if says.height else question)

    return draw


def _countries(r: Rows) -> Figure:
    rows = r.rows("""
        select country, value, numerator, denominator, target, low_99, high_99, wide_low_99, wide_high_99, place,
            is_suppressed, number
        from measures.funnel
        where measure = 'overturn_rate' and basis = 'on_merits' and "window" = $window and instrument = $instrument
        order by denominator desc, country""")
    return countries_side_by_side(rows, r.subject)


def _times(r: Rows) -> Figure:
    rows = r.rows("""
        select country, outcome, months, value, low, high, files, is_suppressed, number from measures.incidence
        order by outcome, country, months""")
    return time_to_decision(rows, r.subject)


def _policy(r: Rows) -> Figure:
    rows = r.rows("""
        select event_id, kind, period, value, low, high, numerator, denominator, is_suppressed, number
        from measures.policy
        where kind in ('own', 'controlled', 'placebo') and value is not null
        order by event_id, case kind when 'own' then 1 when 'controlled' then 2 else 3 end, period""")
    return policy_steps(rows, r.subject)


def _after(r: Rows) -> Figure:
    rows = r.rows("""
        select watched, country, days, value, low, high, numerator, denominator, is_suppressed, number
        from measures.after_refusal
        where basis = 'adverse' and instrument = $instrument and country in ($country, $comparator, 'ALL')
            and not is_suppressed
        order by watched desc, country, days""")
    return messages_after_the_end(rows, r.subject)


def _again(r: Rows) -> Figure:
    rows = r.rows("""
        select country, days, value, low, high, numerator, denominator, is_suppressed, number from measures.sequences
        where measure = 'requested_again' and basis = 'refused' and country in ($country, $comparator, 'ALL')
            and not is_suppressed
        order by country, days""")
    return asked_again(rows, r.subject)


def _others(r: Rows) -> Figure:
    rows = r.rows("""
        select basis, country, other_country, days, n, expected, value, low, high, is_suppressed, number
        from measures.proxy_pairs
        where basis in ('adverse', 'passed') and days = 365 and not is_suppressed
        order by basis, country, other_country""")
    return other_countries_after_the_end(rows, r.subject)


METHODS: dict[str, Callable[[Rows], Figure]] = {
    "other_ways_complaints": _ways("complaints"),
    "other_ways_passed": _ways("passed"),
    "other_ways_overturned": _ways("overturned"),
    "countries_side_by_side": _countries,
    "time_to_decision": _times,
    "policy_steps": _policy,
    "messages_after_the_end": _after,
    "asked_again": _again,
    "other_countries_after_the_end": _others,
}
