"""The first check against what complaints bring to light: two shares a year, of two populations."""

from typing import Any, cast

import altair as alt
import polars as pl

from pipeline.language import N_, _
from pipeline.report.figures import theme, tips
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import words
from pipeline.results.subject import Subject

LEFT, RIGHT = 52, 24
KINDS = {"passed": N_("Passed the first check"), "overturned": N_("Overturned after a complaint")}


def passed_against_overturned(rates: pl.DataFrame, subject: Subject) -> Figure:
    """A pair of points for each year, with 95 % intervals.

    rates: one row per kind ("passed": of checked requests of the year; "overturned": of complaints decided on
        the merits in the year) and year: kind, year, value, low, high, numerator, denominator; null where suppressed
    """
    drawn = rates.filter(pl.col("value").is_not_null()).sort(["year", "kind"], descending=[True, True])
    pair = {row["kind"]: row for row in drawn.filter(year=subject.year).iter_rows(named=True)}
    if set(pair) != set(KINDS):
        return nothing(_("both shares for {name} in {year}", name=subject.name, year=subject.year))
    passed, overturned = (words.percent(pair[kind]["value"]) for kind in KINDS)
    headline = _(
        "{year}: {passed} passed the first check, {overturned} of decided complaints overturned",
        year=subject.year,
        passed=passed,
        overturned=overturned,
    )
    subtitle = _(
        "{name}, {things}. Two populations, so one share cannot be taken from the other: every "
        "request checked, and the few complained about and decided on the merits that year. Bars are "
        "95 % intervals.",
        name=subject.name,
        things=subject.things,
    )
    years = drawn["year"].sort().to_list()
    alt_text = _(
        "Paired dot plot for {name}, {first} to {last}: the share of requests that passed the first "
        "check beside the share of complaints decided on the merits that overturned the data. In "
        "{year} the first was {passed} of {denominator} and the second {overturned} of "
        "{denominator_2}.",
        name=subject.name,
        first=years[0],
        last=years[-1],
        year=subject.year,
        passed=passed,
        denominator=words.count(pair["passed"]["denominator"]),
        overturned=overturned,
        denominator_2=words.count(pair["overturned"]["denominator"]),
    )
    n = {kind: drawn.filter(kind=kind)["denominator"].sum() for kind in KINDS}
    sample = _(
        "n = {passed} checked requests and {overturned} decided complaints",
        passed=words.count(n["passed"]),
        overturned=words.count(n["overturned"]),
    )
    return Figure(headline, subtitle, sample, alt_text, rates, lambda form: _body(drawn, form), _tell)


def _tell(row: tips.Row) -> list[str]:
    said = tips.usual(row)
    return [f"{_(KINDS[row['kind']])}, {row['year']}", *said[1:]] if said else []


def _body(rows: pl.DataFrame, form: str) -> Any:
    names = list(KINDS)
    axis = theme.percent_axis(orient="top")
    x = alt.X("value:Q", scale=alt.Scale(domain=[0, 1], range=theme.across(form, LEFT, RIGHT)), axis=axis)
    base = alt.Chart(rows).encode(y=alt.Y("year:O", sort="descending", axis=None))
    color = alt.Color("kind:N", legend=None, scale=alt.Scale(domain=names, range=[theme.BLUE, theme.VERMILLION]))
    shape = alt.Shape("kind:N", legend=None, scale=alt.Scale(domain=names, range=["circle", "diamond"]))
    link = base.mark_rule(color=theme.RULE, strokeWidth=3).encode(x=alt.X("min(value):Q"), x2=alt.X2("max(value):Q"))
    bars = base.mark_rule(strokeWidth=1.5).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"), color=color)
    dots = base.mark_point(filled=True, size=70, opacity=1).encode(x=x, color=color, shape=shape)
    years = alt.Chart(rows.unique("year", maintain_order=True)).encode(y=alt.Y("year:O", sort="descending", axis=None))
    height = 25 * rows["year"].n_unique()
    plot = alt.layer(link, bars, dots, theme.row_labels(years, "year")).properties(
        width=theme.room(form), height=height
    )
    return alt.vconcat(_key(rows, form), plot, spacing=2)


def _key(rows: pl.DataFrame, form: str) -> Any:
    """The two names above the points of the newest year that has both, either side of the middle between them."""
    start, end = theme.across(form, LEFT, RIGHT)
    both = rows.filter(pl.col("kind").n_unique().over("year") == len(KINDS))
    newest = both.filter(pl.col("year") == both["year"].max()).sort("value")
    places = [start + (end - start) * value for value in newest["value"]]
    middle = sum(places) / len(places)
    marks, any_chart = [], cast(Any, theme.single())
    for kind, align, aside in zip(newest["kind"], ("right", "left"), (-8, 8), strict=False):
        color = theme.BLUE if kind == "passed" else theme.VERMILLION
        text = any_chart.mark_text(
            text=_(KINDS[kind]).split(" ", 1),
            align=align,
            baseline="bottom",
            color=color,
            fontWeight="bold",
            lineHeight=14,
        )
        marks.append(text.encode(x=alt.XValue(middle + aside), y=alt.YValue(16)))
    return alt.layer(*marks).properties(width=theme.room(form), height=30)
