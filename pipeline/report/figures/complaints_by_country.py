"""Who the complaints are about: bars by country, and the ratio of the two countries of the headline."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.language import _
from pipeline.report.figures import theme, tips
from pipeline.report.figures.base import Figure, named, nothing
from pipeline.results import words
from pipeline.results.leads import lead_sentence
from pipeline.results.numbers import Number
from pipeline.results.subject import Subject

SHOWN = 12


def complaints_by_country(counts: pl.DataFrame, ratio: Number, subject: Subject) -> Figure:
    """Bars of complaints in the headline window, most first.

    counts: one row per country and one for ALL: country (code), n (complaints; null where suppressed)
    ratio: complaints of the country over those of the comparator, with its interval
    """
    everything = counts.filter(country="ALL")["n"].sum()
    counts = counts.filter(pl.col("n").is_not_null(), pl.col("country") != "ALL")
    if counts.is_empty():
        return nothing("complaints in the window of the headline")
    rows = counts.sort(["n", "country"], descending=[True, False]).with_columns(
        named(),
        pl.col("country").is_in([subject.country, subject.comparator]).alias("in_headline"),
    )
    total, shown = max(everything, int(rows["n"].sum())), rows.head(SHOWN)
    window = subject.main_window
    headline = lead_sentence(subject.name, subject.other, ratio.value, ratio.low, ratio.high, _("complaints"))
    subtitle = _(
        "Requests to delete or correct data about {things} that the Commission received from {span}, "
        "by the country that is the source of the data; the {many} with most. {name} to {other}: "
        "{ratio} to 1, 95 % interval {ratio_interval}.",
        things=subject.things,
        span=window.span,
        many=len(shown),
        name=subject.name,
        other=subject.other,
        ratio=ratio.ratio,
        ratio_interval=ratio.ratio_interval,
    )
    first = shown.row(0, named=True)
    alt_text = _(
        "Bar chart of complaints received from {span} for {many} countries, most first. {name} comes "
        "first with {n}; {headline}.",
        span=window.span,
        many=len(shown),
        name=first["name"],
        n=words.count(first["n"]),
        headline=words.sentence(headline),
    )
    sample = _("n = {total} complaints", total=words.count(total))
    told = tips.counted("complaints")
    return Figure(headline, subtitle, sample, alt_text, rows, lambda form: _bars(shown, form), told)


def _bars(rows: pl.DataFrame, form: str) -> Any:
    left = 170 if form == "wide" else 118
    base = alt.Chart(rows).encode(y=alt.Y("name:N", sort=None, axis=None))
    x = alt.X("n:Q", axis=None, scale=alt.Scale(range=theme.across(form, left, 56), domainMin=0))
    color = alt.when(alt.datum.in_headline).then(alt.value(theme.BLUE)).otherwise(alt.value(theme.GREY))
    bars = base.mark_bar(height=16).encode(x=x, x2=alt.X2Datum(0), color=color)
    numbers = base.mark_text(align="left", dx=5).encode(x=x, text=alt.Text("n:Q", format=","))
    return alt.layer(bars, theme.row_labels(base, "name"), numbers).properties(
        width=theme.room(form), height=24 * len(rows)
    )
