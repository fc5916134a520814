"""Did a rule of a known day change how red notices fare: the step, beside steps on days when nothing happened."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.language import N_, _
from pipeline.report.figures import theme, tips
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import words
from pipeline.results.subject import Subject

KINDS = {"own": N_("the day itself"), "controlled": N_("beyond all other countries"), "placebo": N_("nothing known")}


def policy_steps(rows: pl.DataFrame, subject: Subject) -> Figure:
    """One row for each step: ratio and interval.

    rows: event_id, kind (own, controlled, placebo), period, value, low, high, numerator, denominator
    """
    drawn = rows.filter(pl.col("value").is_not_null())
    own = drawn.filter(kind="own")
    if own.is_empty():
        return nothing(_("series of red notices of {name} long enough on both sides of a known day", name=subject.name))
    row = own.row(0, named=True)
    step = _("{value} times", value=words.ratio(row["value"]))
    placebos = drawn.filter(kind="placebo").height
    title = _(
        "Red notices refused at the first check: {step} the trend from {period} on", step=step, period=row["period"]
    )
    subtitle = _(
        "{name}. Ratio of the level just after a day to what the trend before leads one to expect, "
        "with 95 % intervals. A step may have any cause of that time; steps on days when nothing is "
        "known to have happened show how unusual it is.",
        name=subject.name,
    )
    alt_text = _(
        "Ratios with intervals: the step at {period} is {step} ({low}). Beside it stand {placebos} "
        "steps at days on which nothing is known to have happened, and the step beyond other "
        "countries.",
        period=row["period"],
        step=step,
        low=words.ratios(row["low"], row["high"]),
        placebos=placebos,
    )
    sample = _(
        "n = {numerator} refused of {denominator} checked red notices",
        numerator=words.count(row["numerator"]),
        denominator=words.count(row["denominator"]),
    )
    return Figure(title, subtitle, sample, alt_text, rows, lambda form: _body(drawn, form), tips.ratio)


def _body(rows: pl.DataFrame, form: str) -> Any:
    rows = rows.with_columns(
        pl.format("{}: {}", "period", pl.col("kind").replace_strict(words.spoken(KINDS))).alias("label")
    ).with_row_index("place")
    left = 230 if form == "wide" else 158
    x = alt.X(
        "value:Q",
        scale=alt.Scale(type="log", domain=[0.2, 5], range=theme.across(form, left, 16), clamp=True),
        axis=alt.Axis(title=None, values=[0.25, 0.5, 1, 2, 4], format="~g"),
    )
    base: Any = alt.Chart(rows).encode(y=alt.Y("place:O", axis=None))
    color = alt.condition("datum.kind == 'placebo'", alt.value(theme.GREY), alt.value(theme.VERMILLION))
    bars = base.mark_rule(strokeWidth=1.5).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"), color=color)
    dots = base.mark_point(filled=True, size=70, opacity=1).encode(x=x, color=color)
    one = alt.Chart(pl.DataFrame({"value": [1.0]})).mark_rule(color=theme.INK).encode(x=x)
    return alt.layer(one, bars, dots, theme.row_labels(base, "label")).properties(
        width=theme.room(form), height=26 * len(rows)
    )
