"""Countries side by side: a funnel in place of a league table."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.report.figures import theme
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import words
from pipeline.results.subject import Subject


def countries_side_by_side(rows: pl.DataFrame, subject: Subject) -> Figure:
    """Each country's overturn rate against its number of decided complaints, within the limits chance sets.

    rows: country, value, denominator, target, wide_low_99, wide_high_99, low_99, high_99, place; null where suppressed
    """
    drawn = rows.filter(pl.col("value").is_not_null()).sort("denominator")
    if drawn.is_empty():
        return nothing(f"country with complaints about {subject.things} decided on the merits")
    outside = drawn.filter(pl.col("place").str.ends_with("99.8 %"))["country"].to_list()
    names = ", ".join(words.country(code) for code in outside) or "no country"
    title = f"Outside what chance explains: {names}, of {len(drawn)} countries"
    target = words.percent(drawn["target"][0])
    subtitle = (
        f"Share of complaints about {subject.things} overturned, of those decided on the merits, "
        f"{subject.main_window.span}. "
        f"The line is the share of all countries together, {target}; the dashed limits hold 99.8 % of what chance "
        f"brings, "
        "allowing for countries differing among themselves."
    )
    alt_text = (
        f"A funnel plot of {len(drawn)} countries: the share overturned against the number of complaints decided on "
        f"the "
        f"merits. Beyond the limits of 99.8 % lie {len(outside)} of them: {names}."
    )
    n = words.count(drawn["denominator"].sum())
    return Figure(
        title,
        subtitle,
        f"n = {n} complaints decided on the merits",
        alt_text,
        rows,
        lambda form: _body(drawn, form, subject),
    )


def _body(rows: pl.DataFrame, form: str, subject: Subject) -> Any:
    limits = rows.with_columns(
        pl.min_horizontal("low_99", "wide_low_99").alias("least"),
        pl.max_horizontal("high_99", "wide_high_99").alias("most"),
    ).unique("denominator", maintain_order=True)
    right = 96 if form == "wide" else 70
    x = alt.X(
        "denominator:Q",
        scale=alt.Scale(type="log", range=theme.across(form, 50, right), nice=False),
        axis=alt.Axis(title="complaints decided on the merits (log scale)", grid=False, tickCount=4),
    )
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=theme.percent_axis(labelAlign="left", labelPadding=0),
    )
    lines: Any = alt.Chart(limits).encode(x=x)
    dashed = [
        lines.mark_line(color=theme.GREY, strokeDash=[4, 3]).encode(y=alt.Y(f"{side}:Q")) for side in ("least", "most")
    ]
    centre = lines.mark_line(color=theme.INK).encode(y=alt.Y("target:Q"))
    told = rows.filter(
        pl.col("country").is_in([subject.country, subject.comparator]) | pl.col("place").str.ends_with("99.8 %")
    ).with_columns(pl.col("country").map_elements(words.country, return_dtype=pl.String).alias("name"))
    dots: Any = alt.Chart(rows).mark_point(filled=True, size=45, color=theme.BLUE, opacity=1).encode(x=x, y=y)
    marked: Any = alt.Chart(told).encode(x=x, y=y)
    names = marked.mark_text(align="left", dx=8, fontWeight="bold").encode(text="name:N")
    diamonds = marked.mark_point(filled=True, size=90, shape="diamond", color=theme.VERMILLION, opacity=1)
    return alt.layer(*dashed, centre, dots, diamonds, names).properties(width=theme.room(form), height=300)
