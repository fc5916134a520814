"""One year's overturn rate under every denominator that can be defended."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.language import N_, _, carried
from pipeline.report.figures import theme
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import choices, words
from pipeline.results.subject import Subject

CLOCKS = {
    "decided": N_("Complaints decided in {year}"),
    "received": N_("Complaints received in {year}, as far as they are decided"),
}
LABELS = choices.SHORT


def overturn_denominators(rates: pl.DataFrame, subject: Subject) -> Figure:
    """Points with 95 % intervals, and the bounds left open by undecided complaints.

    rates: one row per year_basis ("decided", "received") and basis: value, low, high, numerator, denominator,
        bound_low, bound_high; null where suppressed
    """
    drawn = rates.filter(pl.col("value").is_not_null())
    decided = drawn.filter(year_basis="decided").sort("value")
    if decided.is_empty():
        return nothing(_("how complaints about {name} were decided in {year}", name=subject.name, year=subject.year))
    least, most = decided.row(0, named=True), decided.row(-1, named=True)
    span = _("{value} to {value_2}", value=words.percent(least["value"]), value_2=words.percent(most["value"]))
    headline = _("From {span} overturned in {year}: the denominator makes the difference", span=span, year=subject.year)
    subtitle = _(
        "Share of complaints about {things} of {name} that ended with the data found non-compliant. "
        "Lines are 95 % intervals; open boxes show where the share would lie if every open case "
        "ended one way or the other.",
        things=subject.things,
        name=subject.name,
    )
    alt_text = _(
        "Dot plot of the overturn rate of {name} in {year} under {many} denominators for complaints "
        "decided that year and {many_2} for complaints received that year. For those decided it runs "
        "from {value} ({basis}) to {value_2} ({basis_2}).",
        name=subject.name,
        year=subject.year,
        many=len(decided),
        many_2=len(drawn) - len(decided),
        value=words.percent(least["value"]),
        basis=_(LABELS[least["basis"]]),
        value_2=words.percent(most["value"]),
        basis_2=_(LABELS[most["basis"]]),
    )
    sample = _("n = up to {denominator} complaints", denominator=words.count(drawn["denominator"].max()))
    return Figure(headline, subtitle, sample, alt_text, rates, lambda form: _body(drawn, form, subject))


def _body(rows: pl.DataFrame, form: str, subject: Subject) -> Any:
    blocks = []
    for clock, title in CLOCKS.items():
        block = rows.filter(year_basis=clock)
        if not block.is_empty():
            order = [basis for basis in LABELS if basis in set(block["basis"])]
            blocks.append(theme.block_title(_(title, year=subject.year), form))
            blocks.append(_block(block, order, form, is_last=clock == "received"))
    return alt.vconcat(*blocks, spacing=4)


def _block(rows: pl.DataFrame, order: list[str], form: str, is_last: bool) -> Any:
    wide = form == "wide"
    left, right = (225, 130) if wide else (12, 58)
    rows = rows.with_columns(
        pl.col("basis").replace_strict(words.spoken(LABELS)).alias("label"),
        pl.struct("value", "numerator", "denominator")
        .map_elements(carried(lambda r: _told(r, wide)), return_dtype=pl.String)
        .alias("told"),
    )
    scale = alt.Scale(domain=[0, 1], range=theme.across(form, left, right))
    base: Any = alt.Chart(rows).encode(y=alt.Y("basis:N", sort=order, axis=None))
    x = alt.X("value:Q", scale=scale, axis=theme.percent_axis(labels=is_last))
    # on a phone the name stands above its marks
    marks, above = ({}, {}) if wide else ({"yOffset": 8}, {"dy": -9})
    bounds = base.mark_bar(color=theme.PAPER, stroke=theme.GREY, height=11, **marks)
    bars = base.mark_rule(color=theme.INK, strokeWidth=1.5, **marks)
    dots = base.mark_point(color=theme.VERMILLION, filled=True, size=70, opacity=1, shape="diamond", **marks)
    told = base.mark_text(align="right", baseline="middle", dy=0 if wide else 8)
    layers = [
        bars.encode(x=alt.X("low:Q"), x2=alt.X2("high:Q")),
        dots.encode(x=x),
        theme.row_labels(base, "label", **above),
        told.encode(x=alt.XValue(theme.room(form)), text=alt.Text("told:N")),
    ]
    if rows["bound_low"].is_not_null().any():
        layers.insert(0, bounds.encode(x=alt.X("bound_low:Q", scale=scale), x2=alt.X2("bound_high:Q")))
    return alt.layer(*layers).properties(width=theme.room(form), height=(27 if wide else 40) * len(rows))


def _told(row: dict[str, Any], wide: bool) -> str:
    share = words.percent(row["value"])
    return (
        _(
            "{share} ({numerator} of {denominator})",
            share=share,
            numerator=words.count(row["numerator"]),
            denominator=words.count(row["denominator"]),
        )
        if wide
        else share
    )
