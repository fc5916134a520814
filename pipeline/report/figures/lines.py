"""Lines over years, each named where it ends: shape, dash and label tell them apart, colour only helps."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.report.figures import theme
from pipeline.results import words

COLORS = (theme.BLUE, theme.VERMILLION, theme.GREY)
DASHES = ([1, 0], [6, 3], [2, 2])
SHAPES = ("circle", "square", "diamond")
HEIGHT = 260
LABEL = 16  # pixels a label needs for itself
SHARES = theme.PERCENT
COUNTS = "format(datum.value, ',d')"


def by_year(
    rows: pl.DataFrame, field: str, domain: tuple[float, float], form: str, order: list[str], written: str
) -> Any:
    """A line for each country, in the order given: first, second, background.

    rows     country (code), year and `field`; with low and high, a bar shows the interval, but for the background
    domain   the lower and the upper end of the vertical scale
    written  SHARES or COUNTS: how the axis writes its values
    """
    order = [code for code in order if code in set(rows["country"])]
    names = [words.country(code) for code in order]
    rows = rows.with_columns(pl.col("country").replace_strict(dict(zip(order, names, strict=True))).alias("line"))
    axis = alt.Axis(title=None, labelExpr=written, tickCount=5, labelAlign="left", labelPadding=0, gridColor=theme.RULE)
    y = alt.Y(f"{field}:Q", scale=alt.Scale(domain=list(domain), nice=False, zero=False), axis=axis)
    base = alt.Chart(rows).encode(x=_years(rows, form), y=y)
    color, dash, shape = (
        channel("line:N", legend=None, scale=alt.Scale(domain=names, range=[*kinds[: len(names)]]))
        for channel, kinds in ((alt.Color, COLORS), (alt.StrokeDash, DASHES), (alt.Shape, SHAPES))
    )
    layers = [base.mark_line(strokeWidth=2).encode(color=color, strokeDash=dash)]
    if "low" in rows.columns:
        for name, aside in zip(names[:2], (-2, 2), strict=False):
            mine = base.transform_filter(alt.datum.line == name)
            layers.append(
                mine.mark_rule(strokeWidth=1.5, xOffset=aside).encode(
                    y=alt.Y("low:Q"), y2=alt.Y2("high:Q"), color=color
                )
            )
    layers.append(base.mark_point(filled=True, size=50, opacity=1).encode(color=color, shape=shape))
    layers.append(_names(rows, field, domain, form, color))
    return alt.layer(*layers).properties(width=theme.room(form), height=HEIGHT)


def _years(rows: pl.DataFrame, form: str) -> alt.X:
    """Every year on the wide form, every third on a phone, the last one always."""
    first, last = int(rows["year"].min()), int(rows["year"].max())  # type: ignore[arg-type]
    shown = [year for year in range(first, last + 1) if form == "wide" or (last - year) % 3 == 0]
    return alt.X(
        "year:Q",
        scale=alt.Scale(domain=[first, last], nice=False, range=theme.across(form, 46, 104 if form == "wide" else 84)),
        axis=alt.Axis(title=None, values=shown, format="d", grid=False),
    )


def _names(rows: pl.DataFrame, field: str, domain: tuple[float, float], form: str, color: Any) -> Any:
    """The name of each line right of its last point, moved apart where two would touch."""
    ends = rows.group_by("line", maintain_order=True).agg(pl.col("year", field).sort_by("year").last())
    places = apart(ends[field].to_list(), (domain[1] - domain[0]) * LABEL / HEIGHT)
    ends = ends.with_columns(pl.Series("place", places))
    text = alt.Chart(ends).mark_text(align="left", baseline="middle", fontWeight="bold")
    return text.encode(
        x=alt.XValue(theme.room(form) - (92 if form == "wide" else 76)),
        y=alt.Y("place:Q"),
        text=alt.Text("line:N"),
        color=color,
    )


def apart(values: list[float], gap: float) -> list[float]:
    """The same values, pushed up where needed so that any two are at least `gap` apart; order kept."""
    placed: dict[int, float] = {}
    floor = float("-inf")
    for i in sorted(range(len(values)), key=lambda i: values[i]):
        placed[i] = max(values[i], floor)
        floor = placed[i] + gap
    return [placed[i] for i in range(len(values))]
