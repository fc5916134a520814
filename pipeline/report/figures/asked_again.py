"""How soon a country asks again for the same person after a refusal."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.language import _
from pipeline.report.figures import theme
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import words
from pipeline.results.subject import Subject

DAYS = 90


def asked_again(rows: pl.DataFrame, subject: Subject) -> Figure:
    """A line for each of the two countries and for all: the share asked for again by a number of days.

    rows: country, days, value, low, high, denominator; printed rows only
    """
    drawn = rows.filter(pl.col("value").is_not_null()).sort("country", "days")
    main = drawn.filter(country=subject.country).sort((pl.col("days") - DAYS).abs())
    if main.is_empty():
        return nothing(_("request of {country} made again after a refusal", country=subject.name))
    row = main.row(0, named=True)
    share, n = words.percent(row["value"]), words.count(row["denominator"])
    said = {"country": subject.name, "other": subject.other, "days": row["days"], "share": share, "n": n}
    title = _("{country} asked again within {days} days of {share} of its refused requests", **said)
    subtitle = _(
        "Share of requests refused at the first check that were followed by another of the same country for the same "
        "person: {country} (solid), {other} (dashed), all countries (dotted). Requests whose time is not "
        "over count as long as they were watched. Bars are 95 % intervals.",
        **said,
    )
    alt_text = _(
        "Line charts of the share of refused requests that were made again, by days since the refusal. "
        "Within {days} days {country} asked again for {share} of them.",
        **said,
    )
    sample = _("n = {n} refused requests of {country}", **said)
    return Figure(title, subtitle, sample, alt_text, rows, lambda form: _body(drawn, form, subject))


def _body(rows: pl.DataFrame, form: str, subject: Subject) -> Any:
    order = [subject.country, subject.comparator, "ALL"]
    names = [words.country(code) for code in order]
    rows = rows.with_columns(pl.col("country").replace_strict(dict(zip(order, names, strict=True))).alias("line"))
    x = alt.X(
        "days:Q",
        scale=alt.Scale(domain=[0, 750], range=theme.across(form, 46, 24)),
        axis=alt.Axis(
            title=_("days"), values=sorted(set(rows["days"])) if form == "wide" else [30, 365, 730], grid=False
        ),
    )
    y = theme.share_axis()
    kinds = {
        "color": alt.Scale(domain=names, range=[theme.BLUE, theme.VERMILLION, theme.GREY]),
        "strokeDash": alt.Scale(domain=names, range=[[1, 0], [5, 3], [2, 2]]),
    }
    base: Any = alt.Chart(rows).encode(x=x, color=alt.Color("line:N", legend=None, scale=kinds["color"]))
    dash = alt.StrokeDash("line:N", legend=None, scale=kinds["strokeDash"])
    bars = base.mark_rule().encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q"))
    line = base.mark_line(strokeWidth=2).encode(y=y, strokeDash=dash)
    dots = base.mark_point(filled=True, size=45, opacity=1).encode(y=y)
    return alt.layer(bars, line, dots).properties(width=theme.room(form), height=220)
