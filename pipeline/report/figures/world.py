"""Complaints worldwide: a tile for each country, about where it lies, so that small countries are seen as well."""

from functools import cache
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl

from pipeline.language import _
from pipeline.report.figures import theme, tips
from pipeline.report.figures.base import Figure, named, nothing
from pipeline.results import words
from pipeline.results.subject import Subject

TILES = Path(__file__).with_name("world_tiles.txt")
STEP = {"wide": 30, "narrow": 15}  # pixels from one row of tiles to the next
LIGHT = "#dcebf5"
LISTED = 6


@cache
def tiles() -> pl.DataFrame:
    """Country (code), column and row of every tile, read off world_tiles.txt, which is a picture of the world."""
    rows = [line.split() for line in TILES.read_text("utf8").splitlines()]
    found = [(code, x, y) for y, row in enumerate(rows) for x, code in enumerate(row) if code != "..."]
    return pl.DataFrame(found, schema=["country", "column", "row"], orient="row")


def complaints_worldwide(counts: pl.DataFrame, subject: Subject) -> Figure:
    """Tiles, darker where more complaints are about a country's data.

    counts: one row per country and one for ALL, headline window: country, n (null where suppressed), is_suppressed
    """
    total = counts.filter(country="ALL")["n"].sum()
    known = counts.filter(pl.col("country") != "ALL").sort("n", "country", descending=[True, False], nulls_last=True)
    shown = known.filter(pl.col("n") > 0)
    if shown.is_empty() or not total:
        return nothing("complaints by country")
    first = shown.row(0, named=True)
    share = words.percent(first["n"] / total)
    span = subject.main_window.span
    headline = _(
        "{share} of all complaints are about data of {country}", share=share, country=words.country(first["country"])
    )
    few = known.filter("is_suppressed").height
    subtitle = _(
        "Requests to delete or correct data about {things} received from {span}, by the country that "
        "is the source of the data: one tile for each, about where it lies. Dashed tiles: {few} "
        "({few_2} countries).",
        things=subject.things,
        span=span,
        few=_(words.FEW),
        few_2=few,
    )
    alt_text = _(
        "Tile map of the world with the complaints received from {span}; {height} countries have a "
        "number. {country} has most, {n} of {total}.",
        span=span,
        height=shown.height,
        country=words.country(first["country"]),
        n=words.count(first["n"]),
        total=words.count(total),
    )
    off = known.filter(~pl.col("country").is_in(tiles()["country"].to_list()))
    placed = tiles().join(known, on="country", how="left").with_columns(pl.col("is_suppressed").fill_null(False))
    rows = placed.with_columns(named(), _kind())
    table = pl.concat([rows, off.with_columns(named(), _kind())], how="diagonal").filter(pl.col("kind") != "none")
    return Figure(
        headline,
        subtitle,
        _("n = {total} complaints", total=words.count(total)),
        alt_text,
        table.drop("column", "row").sort("n", "country", descending=[True, False], nulls_last=True),
        lambda form: _body(rows, shown, form),
        tips.counted("complaints"),
    )


def _kind() -> pl.Expr:
    counted = pl.when(pl.col("n") > 0).then(pl.lit("counted")).otherwise(pl.lit("none"))
    return pl.when("is_suppressed").then(pl.lit("few")).otherwise(counted).alias("kind")


def _body(rows: pl.DataFrame, shown: pl.DataFrame, form: str) -> Any:
    step = STEP[form]
    most = float(shown["n"][0])
    base: Any = alt.Chart(rows).encode(
        x=alt.X(
            "column:O", axis=None, scale=alt.Scale(range=theme.across(form, 1, 1), paddingInner=0.08, paddingOuter=0)
        ),
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.08, paddingOuter=0)),
    )
    shade = alt.Scale(type="sqrt", domain=[0, most], range=[LIGHT, theme.BLUE])
    counted = base.transform_filter("datum.kind == 'counted'")
    layers = [
        base.transform_filter("datum.kind == 'none'").mark_rect(fill=theme.RULE, opacity=0.55),
        base.transform_filter("datum.kind == 'few'").mark_rect(
            fill=theme.PAPER, stroke=theme.GREY, strokeDash=[2, 2], strokeWidth=1
        ),
        counted.mark_rect(stroke=theme.GREY, strokeWidth=0.7).encode(color=alt.Color("n:Q", scale=shade, legend=None)),
    ]
    if form == "wide":
        dark = f"datum.kind == 'counted' && datum.n > {most * 0.45}"
        ink = alt.condition(dark, alt.value(theme.PAPER), alt.value(theme.TILE_INK))
        plain = base.transform_filter("datum.kind != 'counted'")
        layers += [
            plain.mark_text(fontSize=8, color=theme.SOFT).encode(text=alt.Text("country:N")),
            counted.mark_text(fontSize=8, dy=-6).encode(text=alt.Text("country:N"), color=ink),
            counted.mark_text(fontSize=9.5, dy=5, fontWeight="bold").encode(
                text=alt.Text("n:Q", format="d"), color=ink
            ),
        ]
    height = step * (1 + int(rows["row"].max()))  # type: ignore[arg-type]
    grid = alt.layer(*layers).properties(width=theme.room(form), height=height)
    if form == "wide":
        return grid
    told = [f"{words.country(code)} {words.count(n)}" for code, n in shown.head(LISTED).select("country", "n").rows()]
    return alt.vconcat(grid, theme.note(_("Most: {told}.", told=", ".join(told)), form), spacing=8)
