"""Who asks, and for what: a table of tiles, countries by instruments."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.language import N_, _
from pipeline.report.figures import theme, tips
from pipeline.report.figures.base import Figure, named, nothing
from pipeline.results import words
from pipeline.results.subject import Subject

SHOWN = 12
COLUMNS = {
    "red_notice": N_("Red notice"),
    "red_diffusion": N_("Red diffusion"),
    "blue_notice": N_("Blue notice"),
    "yellow_notice": N_("Yellow notice"),
    "green_notice": N_("Green notice"),
    "other": N_("Other"),
}


def who_asks(counts: pl.DataFrame, subject: Subject) -> Figure:
    """Tiles with the number of requests in each, darker where more.

    counts: one row per country and instrument, ALL among both, all years: country (code), instrument, n
    """
    totals = counts.filter(pl.col("instrument") == "ALL", pl.col("country") != "ALL", pl.col("n").is_not_null())
    totals = totals.sort(["n", "country"], descending=[True, False]).head(SHOWN)
    if totals.is_empty():
        return nothing("requests by country")
    everything = counts.filter(country="ALL", instrument="ALL")["n"].sum()
    tiles = counts.filter(
        pl.col("country").is_in(totals["country"].to_list()), pl.col("instrument").is_in(list(COLUMNS))
    )
    first = totals.row(0, named=True)
    share = words.percent(first["n"] / everything, 0) if everything else _(words.NONE)
    name = words.country(first["country"])
    headline = _("{name} files most requests: {n}, {share} of all", name=name, n=words.count(first["n"]), share=share)
    subtitle = _(
        "Requests on record by country and instrument, all years, for the {many} countries with "
        "most. Blank tiles hold no request, or {few}.",
        many=len(totals),
        few=_(words.FEW),
    )
    alt_text = _(
        "Table of tiles with the number of requests of {many} countries by instrument. {name} filed "
        "{n} of {everything}.",
        many=len(totals),
        name=name,
        n=words.count(first["n"]),
        everything=words.count(everything),
    )
    rows = _named(tiles, totals)
    return Figure(
        headline,
        subtitle,
        _("n = {everything} requests", everything=words.count(everything)),
        alt_text,
        rows,
        lambda form: _body(rows, totals, form),
        _tell,
    )


def _tell(row: tips.Row) -> list[str]:
    if row.get("n") is None or "column" not in row:
        return []
    return [f"{row['name']}, {row['column'].lower()}", _("{n} requests", n=words.count(row["n"]))]


def _named(tiles: pl.DataFrame, totals: pl.DataFrame) -> pl.DataFrame:
    order = {code: i for i, code in enumerate(totals["country"])}
    return (
        tiles.with_columns(
            named(),
            pl.col("country").replace_strict(order).alias("rank"),
            pl.col("instrument").replace_strict(words.spoken(COLUMNS)).alias("column"),
        )
        .sort("rank", "instrument")
        .select("country", "name", "instrument", "column", "n", "is_suppressed", "rank")
    )


def _body(tiles: pl.DataFrame, totals: pl.DataFrame, form: str) -> Any:
    wide = form == "wide"
    left = 170 if wide else 116
    names = [words.country(code) for code in totals["country"]]
    used = [label for label in words.spoken(COLUMNS).values() if label in set(tiles["column"])]
    drawn = tiles.filter(pl.col("n") > 0)
    most = float(drawn["n"].max() or 1)  # type: ignore[arg-type]
    x = alt.X(
        "column:N",
        sort=used,
        scale=alt.Scale(domain=used, range=theme.across(form, left), paddingInner=0.04),
        axis=alt.Axis(
            orient="top",
            title=None,
            labelExpr="split(datum.label, ' ')",
            labelLineHeight=13,
            labelPadding=20,
            labelAngle=0,
            labelOverlap=False,
            labelFontSize=12 if wide else 9.5,
            grid=False,
        ),
    )
    base = alt.Chart(drawn).encode(y=alt.Y("name:N", sort=names, axis=None), x=x)
    shade = alt.Scale(type="sqrt", domain=[0, most], range=["#eef4f9", theme.BLUE])
    rect = base.mark_rect().encode(color=alt.Color("n:Q", scale=shade, legend=None))
    ink = alt.when(alt.datum.n > most * 0.7).then(alt.value(theme.PAPER)).otherwise(alt.value(theme.TILE_INK))
    numbers = base.mark_text(fontSize=12 if wide else 10).encode(text=alt.Text("n:Q", format=","), color=ink)
    labels = totals.with_columns(pl.Series("name", names))
    rows = alt.Chart(labels).encode(y=alt.Y("name:N", sort=names, axis=None))
    return alt.layer(rect, numbers, theme.row_labels(rows, "name", limit=left - 4)).properties(
        width=theme.room(form), height=25 * len(names)
    )
