"""The first check: what share passes, year by year."""

import math
from typing import Any

import polars as pl

from pipeline.report.figures import lines
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import words
from pipeline.results.subject import Subject


def first_check_by_year(rates: pl.DataFrame, subject: Subject) -> Figure:
    """Lines of the pass rate with 95 % intervals, for the two countries and for all together.

    rates: one row per country (code, or ALL) and year: country, year, value, low, high, numerator, denominator;
        passed over passed and refused, by year of the request; null where suppressed
    """
    drawn = rates.filter(pl.col("value").is_not_null()).sort(["country", "year"])
    now = drawn.filter(country=subject.country, year=subject.year)
    if now.is_empty():
        return nothing(f"the first check of {subject.name}’s requests of {subject.year}")
    one = now.row(0, named=True)
    share = words.percent(one["value"])
    headline = f"{share} of {subject.name}’s checked requests of {subject.year} passed the first check"
    subtitle = (
        f"Passed as a share of passed and refused, {subject.things}, by year of the request; bars are 95 % intervals. "
        "Red notices are checked before publication, diffusions after they were sent, Moscow’s before since 10 March "
        "2022."
    )
    years = drawn["year"].sort().to_list()
    alt_text = (
        f"Line chart of the share of checked requests that passed, {years[0]} to {years[-1]}, for {subject.name}, "
        f"{subject.other} and all countries together. In {subject.year} {share} of {words.count(one['denominator'])} "
        f"checked requests of {subject.name} passed, 95 % interval {words.percents(one['low'], one['high'])}."
    )
    n = drawn.filter(country="ALL")["denominator"].sum()
    order = [subject.country, subject.comparator, "ALL"]
    return Figure(
        headline, subtitle, f"n = {words.count(n)} checked requests", alt_text, rates, lambda f: _body(drawn, f, order)
    )


def _body(rows: pl.DataFrame, form: str, order: list[str]) -> Any:
    lowest = float(rows["low"].min())  # type: ignore[arg-type]
    floor = max(0.0, math.floor(lowest * 20) / 20)
    return lines.by_year(rows, "value", (floor, 1.0), form, order, lines.SHARES)
