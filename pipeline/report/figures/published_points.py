"""Figures that others have published, as points: two sources that differ are two points, and each names its source."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.language import _, carried
from pipeline.report.figures import theme, tips
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import words
from pipeline.results.subject import Subject


def published_points(rows: pl.DataFrame, subject: Subject, what: str, counts: str, labels: dict[str, str]) -> Figure:
    """A block for each metric, a row for each year or country, a point for each published value.

    rows     metric, place (year or country), value, publisher, definition, source (an address)
    what     the noun of the headline;  counts  what the figures count, and what they do not
    labels   metric -> the words above its block
    """
    what, counts = _(what), _(counts)
    if rows.is_empty():
        return nothing(_("published figure of {what}", what=what))
    first, last = str(rows["place"].min()), str(rows["place"].max())
    apart = rows.group_by("metric", "place").agg(pl.col("value").n_unique()).filter(pl.col("value") > 1).height
    span = (
        _("from {first} to {last}", first=first, last=last)
        if first[:1].isdigit()
        else _("for {place} countries", place=rows["place"].n_unique())
    )
    headline = _("{what}, as published {span}: {many} figures", what=words.sentence(what), span=span, many=len(rows))
    subtitle = _(
        "{counts} Each point is one published figure; where two sources differ both stand on the same line.",
        counts=counts,
    )
    alt_text = _(
        "Points of {many} published figures of {what} {span}, from {publisher} publishers. In "
        "{apart} of the rows sources differ and both are shown.",
        many=len(rows),
        what=what,
        span=span,
        publisher=rows["publisher"].n_unique(),
        apart=apart,
    )
    return Figure(
        headline,
        subtitle,
        _("n = {many} published figures", many=len(rows)),
        alt_text,
        rows,
        lambda form: _body(rows, form, labels),
        _tell,
    )


def _tell(row: tips.Row) -> list[str]:
    if "publisher" not in row:
        return []
    return [row["place"], words.count(row["value"]), *([row["publisher"]] if row["publisher"] else [])]


def _body(rows: pl.DataFrame, form: str, labels: dict[str, str]) -> Any:
    blocks, top = [], float(rows["value"].max() or 1)  # type: ignore[arg-type]
    for metric, label in labels.items():
        block = rows.filter(metric=metric)
        if not block.is_empty():
            blocks += [theme.block_title(label, form), _block(block, form, top)]
    return alt.vconcat(*blocks, spacing=4)


def _block(rows: pl.DataFrame, form: str, top: float) -> Any:
    left, right = (110, 250) if form == "wide" else (84, 60)
    told = rows.group_by("place", maintain_order=True).agg(
        pl.col("value")
        .sort()
        .unique(maintain_order=True)
        .map_elements(carried(words.count), return_dtype=pl.String)
        .str.join(f" {_('or')} "),
        pl.col("publisher").unique(maintain_order=True).str.join("; ").alias("by"),
    )
    told = told.with_columns(
        pl.format("{} ({})", "value", "by").alias("told") if form == "wide" else pl.col("value").alias("told")
    )
    base: Any = alt.Chart(rows).encode(y=alt.Y("place:N", sort=None, axis=None))
    x = alt.X("value:Q", scale=alt.Scale(domain=[0, top], range=theme.across(form, left, right)), axis=None)
    dots = base.mark_point(filled=True, size=70, opacity=1, color=theme.BLUE, shape="diamond").encode(x=x)
    names: Any = alt.Chart(told).encode(y=alt.Y("place:N", sort=None, axis=None))
    said = names.mark_text(align="right", limit=right - 12).encode(
        x=alt.XValue(theme.room(form)), text=alt.Text("told:N")
    )
    return alt.layer(dots, theme.row_labels(names, "place"), said).properties(
        width=theme.room(form), height=24 * rows["place"].n_unique()
    )
