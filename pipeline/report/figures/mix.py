"""What a country asks for, year by year: the mix of red notices, red diffusions and everything else."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.language import N_, _
from pipeline.report.figures import theme, tips
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import words
from pipeline.results.subject import Subject
from pipeline.settings import SMALLEST_CELL

PARTS = {"red_notice": N_("Red notices"), "red_diffusion": N_("Red diffusions"), "rest": N_("Everything else")}
COLORS = [theme.BLUE, theme.VERMILLION, theme.GREY]
HEIGHT = 240


def instrument_mix(counts: pl.DataFrame, subject: Subject) -> Figure:
    """A column for each year, divided into three parts.

    counts: one row per year and instrument, ALL and WANTED among them: year, instrument, n (null where suppressed)
    A year in which one of the parts may not be given has no column.
    """
    rows = _parts(counts)
    if rows["year"].n_unique() < 2:
        return nothing(_("mix of requests of {name} over the years", name=subject.name))
    first, last = int(rows["year"].min()), int(rows["year"].max())  # type: ignore[arg-type]
    then, now = (
        words.percent(rows.filter(year=year, instrument="red_diffusion")["share"].item(), 0) for year in (first, last)
    )
    headline = _(
        "Red diffusions were {then} of what {name} asked for in {first}, {now} in {last}",
        then=then,
        name=subject.name,
        first=first,
        now=now,
        last=last,
    )
    subtitle = _(
        "Requests of {name} on record by year of the request, in per cent of all of that year. "
        "Diffusions go straight to other bureaus and are checked after they were sent, notices "
        "before they are published.",
        name=subject.name,
    )
    alt_text = _(
        "Columns for {year} years from {first} to {last}, each divided into red notices, red "
        "diffusions and everything else that {name} asked for. The share of red diffusions went from "
        "{then} to {now}.",
        year=rows["year"].n_unique(),
        first=first,
        last=last,
        name=subject.name,
        then=then,
        now=now,
    )
    sample = _("n = {n} requests", n=words.count(rows["n"].sum()))
    return Figure(headline, subtitle, sample, alt_text, rows.drop("label"), lambda form: _body(rows, form), _tell)


def _tell(row: tips.Row) -> list[str]:
    return tips.counted("requests")(row) if row.get("share") is not None else []


def _parts(counts: pl.DataFrame) -> pl.DataFrame:
    """Number and share of each part in each year that can be given whole, where its stack starts and ends."""
    wide = counts.pivot("instrument", index="year", values="n")
    if not {"ALL", "WANTED", "red_notice", "red_diffusion"} <= set(wide.columns):
        return pl.DataFrame(schema={"year": pl.Int32, "instrument": pl.String, "n": pl.Int64, "share": pl.Float64})
    wide = wide.with_columns((pl.col("ALL") - pl.col("WANTED")).alias("rest")).filter(pl.col("ALL") > 0)
    wide = wide.select("year", *PARTS).drop_nulls()
    wide = wide.filter(~pl.any_horizontal(pl.col(list(PARTS)).is_between(1, SMALLEST_CELL - 1)))
    rows = wide.unpivot(index="year", variable_name="instrument", value_name="n")
    order = {part: i for i, part in enumerate(PARTS)}
    rows = rows.sort("year", pl.col("instrument").replace_strict(order, return_dtype=pl.Int64))
    rows = rows.with_columns((pl.col("n") / pl.col("n").sum().over("year")).alias("share"))
    end = pl.col("share").cum_sum().over("year")
    label = pl.col("instrument").replace_strict(words.spoken(PARTS), return_dtype=pl.String).alias("label")
    return rows.with_columns(label, end.alias("end"), (end - pl.col("share")).alias("start"))


def _body(rows: pl.DataFrame, form: str) -> Any:
    wide = form == "wide"
    right = 112 if wide else 100
    years = rows["year"].unique().sort().to_list()
    shown = years if wide else [year for year in years if (years[-1] - year) % 3 == 0]
    x = alt.X(
        "year:O",
        scale=alt.Scale(range=theme.across(form, 40, right), paddingInner=0.12, paddingOuter=0),
        axis=alt.Axis(title=None, values=shown, labelAngle=0, grid=False),
    )
    y = theme.share_axis("start")
    scale = alt.Scale(domain=list(words.spoken(PARTS).values()), range=COLORS)
    bars = (
        alt.Chart(rows)
        .mark_bar(stroke=theme.PAPER, strokeWidth=1)
        .encode(x=x, y=y, y2=alt.Y2("end:Q"), color=alt.Color("label:N", legend=None, scale=scale))
    )
    ends = rows.filter(year=years[-1]).with_columns(((pl.col("start") + pl.col("end")) / 2).alias("place"))
    names: Any = alt.Chart(ends).mark_text(align="left", baseline="middle", fontWeight="bold")
    said = names.encode(
        x=alt.XValue(theme.room(form) - right + 8),
        y=alt.Y("place:Q"),
        text=alt.Text("label:N"),
        color=alt.Color("label:N", legend=None, scale=scale),
    )
    return alt.layer(bars, said).properties(width=theme.room(form), height=HEIGHT)
