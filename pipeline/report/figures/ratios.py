"""One country against another, as ratios with intervals: over every span of years, of complaints and per request."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.language import N_, _, carried
from pipeline.report.figures import theme, tips
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import words
from pipeline.results.subject import Subject

ROWS = {
    "complaints": N_("Complaints received"),
    "per_circulated": N_("per request circulated"),
    "per_submitted": N_("per request submitted"),
    "per_passed": N_("per request passed"),
}


def ratio_of_two(comparisons: pl.DataFrame, subject: Subject) -> Figure:
    """A diamond and a line for each ratio, with the line of no difference at 1.

    comparisons: one row per window and basis (null for the complaints themselves): window, basis, value (the ratio),
        low, high, value_a, value_b; null where suppressed
    """
    spans = {window.name: window.span for window in subject.windows}
    rows = comparisons.with_columns(pl.col("basis").fill_null("complaints")).filter(
        pl.col("value") > 0, pl.col("low") > 0, pl.col("basis").is_in(list(ROWS)), pl.col("window").is_in(list(spans))
    )
    main = {row["basis"]: row["value"] for row in rows.filter(window=subject.window).iter_rows(named=True)}
    if "complaints" not in main:
        return nothing(_("ratio of complaints about {name} and {other}", name=subject.name, other=subject.other))
    per = next((basis for basis in list(ROWS)[1:] if basis in main), None)
    times = words.ratio(main["complaints"])
    headline = _(
        "{name} to {other}: {complaints} in complaints",
        name=subject.name,
        other=subject.other,
        complaints=_to_one(main["complaints"]),
    )
    if per:
        headline += f", {_to_one(main[per])} {_(ROWS[per])}"
    subtitle = _(
        "Complaints about {things}, and the same per request of each country, for each span of "
        "years. Lines are 95 % intervals; where a line reaches 1 the two countries cannot be told "
        "apart. Ratios with too few cases behind them are left out.",
        things=subject.things,
    )
    alt_text = _(
        "Ratios of {name} to {other} with intervals, {height} in all, over {window} spans of years. "
        "From {span} the ratio of complaints is {times}, and those per request run from {value} up.",
        name=subject.name,
        other=subject.other,
        height=rows.height,
        window=rows["window"].n_unique(),
        span=subject.main_window.span,
        times=times,
        value=words.ratio(float(rows["value"].min())),  # type: ignore[arg-type]
    )
    order = [name for name in spans if name in set(rows["window"])]
    rows = rows.with_columns(
        pl.col("basis").replace_strict(words.spoken(ROWS)).alias("label"),
        pl.col("window").replace_strict(spans).alias("span"),
        pl.struct("value", "low", "high").map_elements(carried(_told), return_dtype=pl.String).alias("told"),
    )
    sample = _("n = {height} ratios, each of the counts in the table beneath", height=rows.height)
    return Figure(
        headline, subtitle, sample, alt_text, rows.drop("told"), lambda form: _body(rows, order, spans, form), _tell
    )


def _to_one(value: float) -> str:
    return _("{ratio}\u00a0to\u00a01", ratio=words.ratio(value))


def _told(row: dict[str, Any]) -> str:
    return f"{words.ratio(row['value'])} ({words.ratios(row['low'], row['high'])})"


def _tell(row: tips.Row) -> list[str]:
    said = tips.ratio(row)
    return [f"{row['label']}, {row['span']}", *said[1:]] if said else []


def _body(rows: pl.DataFrame, order: list[str], spans: dict[str, str], form: str) -> Any:
    ends = [min(0.5, float(rows["low"].min())), max(4.0, float(rows["high"].max()))]  # type: ignore[arg-type]
    blocks: list[Any] = []
    for window in order:
        mine = rows.filter(window=window)
        kept = [basis for basis in ROWS if basis in set(mine["basis"])]
        blocks += [theme.block_title(spans[window], form), _block(mine, kept, ends, form, window == order[-1])]
    return alt.vconcat(*blocks, spacing=4)


def _block(rows: pl.DataFrame, kept: list[str], ends: list[float], form: str, is_last: bool) -> Any:
    wide = form == "wide"
    left, right = (190, 150) if wide else (12, 14)
    scale = alt.Scale(type="log", domain=ends, nice=False, range=theme.across(form, left, right))
    x = alt.X("value:Q", scale=scale, axis=alt.Axis(title=None, values=[0.5, 1, 2, 4, 8], format="~g", labels=is_last))
    base: Any = alt.Chart(rows).encode(y=alt.Y("basis:N", sort=kept, axis=None))
    marks, above = ({}, 0) if wide else ({"yOffset": 8}, -9)  # on a phone the name stands above its marks
    none = theme.single().mark_rule() if wide else base.mark_tick(thickness=1, size=14, **marks)
    one = none.encode(x=alt.XDatum(1, scale=scale), color=alt.ColorValue(theme.INK))
    bars = base.mark_rule(color=theme.INK, strokeWidth=1.5, **marks).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    dots = base.mark_point(color=theme.BLUE, filled=True, size=80, opacity=1, shape="diamond", **marks).encode(x=x)
    told = base.mark_text(align="right", baseline="middle", dy=above).encode(
        x=alt.XValue(theme.room(form)), text=alt.Text("told:N")
    )
    return alt.layer(one, bars, dots, theme.row_labels(base, "label", dy=above), told).properties(
        width=theme.room(form), height=(26 if wide else 40) * len(kept)
    )
