"""Complaints year by year, the two countries of the headline on one scale."""

from typing import Any

import polars as pl

from pipeline.language import _
from pipeline.report.figures import lines, tips
from pipeline.report.figures.base import Figure, named, nothing
from pipeline.results import words
from pipeline.results.subject import Subject


def complaints_by_year(counts: pl.DataFrame, subject: Subject) -> Figure:
    """Two lines of complaints by the year they were received.

    counts: one row per country and year: country (code), year, n (null where suppressed: a gap in the line)
    """
    rows = counts.with_columns(named())
    rows = rows.sort(["country", "year"])
    drawn = rows.filter(pl.col("n").is_not_null())
    mine, theirs = (
        dict(drawn.filter(country=c).select("year", "n").iter_rows()) for c in (subject.country, subject.comparator)
    )
    both = sorted(mine.keys() & theirs.keys())
    if not both:
        return nothing("complaints about both countries year by year")
    ahead = sum(mine[year] > theirs[year] for year in both)
    headline = _headline(ahead, len(both), subject)
    subtitle = _(
        "Requests to delete or correct data about {things} that the Commission received, by year of "
        "receipt. The last years may still grow: a complaint can be entered late.",
        things=subject.things,
    )
    last = both[-1]
    alt_text = _(
        "Line chart of complaints received each year about {name} and {other}, {first} to {last}. In "
        "{last} there were {last_2} about {name} and {last_3} about {other}.",
        name=subject.name,
        other=subject.other,
        first=both[0],
        last=last,
        last_2=words.count(mine[last]),
        last_3=words.count(theirs[last]),
    )
    sample = _("n = {n} complaints", n=words.count(drawn["n"].sum()))
    told = tips.counted("complaints")
    return Figure(headline, subtitle, sample, alt_text, rows, lambda form: _body(drawn, form, subject), told)


def _headline(ahead: int, years: int, subject: Subject) -> str:
    if ahead == years:
        return _(
            "{name} drew more complaints than {other} in every one of {years} years",
            name=subject.name,
            other=subject.other,
            years=years,
        )
    if ahead == 0:
        return _(
            "{name} drew more complaints than {other} in none of {years} years",
            name=subject.name,
            other=subject.other,
            years=years,
        )
    return _(
        "{name} drew more complaints than {other} in {ahead} of {years} years",
        name=subject.name,
        other=subject.other,
        ahead=ahead,
        years=years,
    )


def _body(rows: pl.DataFrame, form: str, subject: Subject) -> Any:
    domain = (0.0, float(rows["n"].max()) * 1.08)  # type: ignore[arg-type]
    return lines.by_year(rows, "n", domain, form, [subject.country, subject.comparator], lines.COUNTS)
