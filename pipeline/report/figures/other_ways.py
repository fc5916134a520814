"""What could change the answer: every way of counting one headline as a curve, and which choices move it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import altair as alt
import polars as pl

from pipeline.language import _
from pipeline.report.figures import theme, tips
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import choices, words
from pipeline.results.statements import statement
from pipeline.results.subject import Subject

RESPECTS = tuple(choices.RESPECTS)


def other_ways(ways: pl.DataFrame, subject: Subject, question: str, says: str) -> Figure:
    """Above: all ways in order of their value, with intervals; below: the span of values under each choice.

    ways      value, low, high, is_headline, flips, changes, accept_low, accept_high and RESPECTS; null where suppressed
    question  complaints (a ratio of two countries), passed or overturned (shares)
    says      the statement of the headline
    """
    drawn = ways.filter(pl.col("value").is_not_null()).sort("value").with_row_index("place")
    headline = drawn.filter("is_headline")
    if headline.is_empty():
        return nothing(_("way to count whether {says}", says=statement(says)))
    write = words.ratio if question == "complaints" else words.percent
    least, most, told = (write(v) for v in (drawn["value"][0], drawn["value"][-1], headline["value"].item()))
    flips = int(drawn["flips"].sum())
    title = _("{told} as counted here; from {least} to {most} under other choices", told=told, least=least, most=most)
    subtitle = _(
        "“{says}”: every way to count it that can be defended. The diamond is the headline; the grey "
        "field holds the values that bear the statement out. Of {many} ways {flips} give another "
        "answer: a number of ways, not a probability.",
        says=words.sentence(statement(says)),
        many=len(drawn),
        flips=flips,
    )
    alt_text = _(
        "A curve of {many} points in order of value, from {least} to {most}, with the headline at "
        "{told}. Below it bars show the span of values under each choice, and {flips} of the ways "
        "turn the answer round.",
        many=len(drawn),
        least=least,
        most=most,
        told=told,
        flips=flips,
    )
    return Figure(
        title,
        subtitle,
        _("n = {many} ways of counting", many=len(drawn)),
        alt_text,
        ways,
        lambda form: _body(drawn, form, question, subject),
        partial(_tell, write, subject),
    )


def _tell(write: Callable[[float | None], str], subject: Subject, row: tips.Row) -> list[str]:
    """One way of counting by its choices; or the span of all ways with one choice in common."""
    if row.get("least") is not None:
        return [row["label"], _("{least} to {most}", least=write(row["least"]), most=write(row["most"]))]
    if "place" not in row:
        return []
    chosen = [
        choices.in_words(respect, str(row[respect]), subject) for respect in RESPECTS if row.get(respect) is not None
    ]
    return [", ".join(chosen), *tips.usual({**row, "label": "one way"}, write)[1:]]


def _body(rows: pl.DataFrame, form: str, question: str, subject: Subject) -> Any:
    left = 216 if form == "wide" else 190
    ends = [0.0, float(max(1.0, rows["value"].max() or 0.0))]  # type: ignore[arg-type]
    ticks = 5 if form == "wide" else 2
    write: dict[str, Any] = {} if question == "complaints" else {"labelExpr": theme.PERCENT}
    axes = (alt.Axis(title=None, tickCount=ticks, **more) for more in (write, {"labels": False}))
    scale = alt.Scale(domain=ends, range=theme.across(form, left, 26), clamp=True)
    x, plain = (alt.X("value:Q", scale=scale, axis=axis) for axis in axes)
    curve = _curve(rows, form, x, ends)
    blocks = _choices(rows, form, plain, subject)
    return alt.vconcat(theme.block_title(_("All ways, in order"), form), curve, *blocks, spacing=4)


def _curve(rows: pl.DataFrame, form: str, x: alt.X, ends: list[float]) -> Any:
    base: Any = alt.Chart(rows.select("place", "value", "low", "high", "is_headline", *RESPECTS)).encode(
        y=alt.Y("place:Q", axis=None, scale=alt.Scale(domain=[-1, len(rows)]))
    )
    headline = base.transform_filter("datum.is_headline")
    bars = base.mark_rule(color=theme.RULE, strokeWidth=1).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    dots = base.mark_point(filled=True, size=8, color=theme.BLUE, opacity=1).encode(x=x)
    mark = headline.mark_point(filled=True, size=110, shape="diamond", color=theme.VERMILLION, opacity=1).encode(x=x)
    return alt.layer(_accepted(rows, x, ends), bars, dots, mark).properties(width=theme.room(form), height=190)


def _accepted(rows: pl.DataFrame, x: alt.X, ends: list[float]) -> Any:
    """The values that bear the statement out, as far as the axis goes."""
    low, high = rows["accept_low"][0], rows["accept_high"][0]
    span = pl.DataFrame({"value": [ends[0] if low is None else low], "to": [ends[1] if high is None else high]})
    return alt.Chart(span).mark_rect(color=theme.RULE, opacity=0.45).encode(x=x, x2=alt.X2("to:Q"))


def _choices(rows: pl.DataFrame, form: str, x: alt.X, subject: Subject) -> list[Any]:
    """A block for each respect in which ways differ: the span of each choice; the headline with it alone changed."""
    blocks = []
    for respect in RESPECTS:
        if rows[respect].drop_nulls().n_unique() < 2:
            continue
        single = pl.when((pl.col("changes") == 0) | (pl.col("changes") == 1)).then("value")
        headline = rows.filter("is_headline")[respect].item()
        alone = pl.when((pl.col("changes") == 0) | (pl.col(respect) != headline)).then(single)
        spans = rows.group_by(respect).agg(
            pl.col("value").min().alias("least"),
            pl.col("value").max().alias("most"),
            alone.drop_nulls().first().alias("value"),
        )
        labels = [choices.in_few_words(respect, code, subject) for code in spans.sort(respect)[respect]]
        spans = spans.sort(respect).with_columns(pl.Series("label", labels, pl.String))
        base: Any = alt.Chart(spans).encode(y=alt.Y("label:N", sort=None, axis=None))
        bars = base.mark_bar(color=theme.GREY, height=6).encode(x=alt.X("least:Q"), x2=alt.X2("most:Q"))
        marks = base.mark_point(filled=True, size=60, shape="diamond", color=theme.VERMILLION, opacity=1).encode(x=x)
        layer = alt.layer(bars, marks, theme.row_labels(base, "label")).properties(
            width=theme.room(form), height=20 * len(spans)
        )
        blocks += [theme.block_title(choices.RESPECTS[respect], form), layer]
    return blocks
