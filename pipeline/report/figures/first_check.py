"""The first check: what share passes, year by year."""

import math
from typing import Any

import polars as pl

from pipeline.language import _
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
        return nothing(_("the first check of {name}’s requests of {year}", name=subject.name, year=subject.year))
    one = now.row(0, named=True)
    share = words.percent(one["value"])
    headline = _(
        "{share} of {name}’s checked requests of {year} passed the first check",
        share=share,
        name=subject.name,
        year=subject.year,
    )
    subtitle = _(
        "Passed as a share of passed and refused, {things}, by year of the request; bars are 95 % "
        "intervals. Red notices are checked before publication, diffusions after they were sent, "
        "Moscow’s before since 10 March 2022.",
        things=subject.things,
    )
    years = drawn["year"].sort().to_list()
    alt_text = _(
        "Line chart of the share of checked requests that passed, {first} to {last}, for {name}, "
        "{other} and all countries together. In {year} {share} of {denominator} checked requests of "
        "{name} passed, 95 % interval {low}.",
        first=years[0],
        last=years[-1],
        name=subject.name,
        other=subject.other,
        year=subject.year,
        share=share,
        denominator=words.count(one["denominator"]),
        low=words.percents(one["low"], one["high"]),
    )
    n = drawn.filter(country="ALL")["denominator"].sum()
    order = [subject.country, subject.comparator, "ALL"]
    return Figure(
        headline,
        subtitle,
        _("n = {n} checked requests", n=words.count(n)),
        alt_text,
        rates,
        lambda f: _body(drawn, f, order),
    )


def _body(rows: pl.DataFrame, form: str, order: list[str]) -> Any:
    lowest = float(rows["low"].min())  # type: ignore[arg-type]
    floor = max(0.0, math.floor(lowest * 20) / 20)
    return lines.by_year(rows, "value", (floor, 1.0), form, order, lines.SHARES)
