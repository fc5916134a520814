"""How complaints end: the whole of them, unfolded outcome by outcome, for the two countries of the headline."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.language import _, carried
from pipeline.report.figures import theme, tips
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import words
from pipeline.results.subject import Subject

# In the order they are stacked: overturned first, kept next, then the files that never came to a finding.
ORDER = [
    "non_compliant", "deleted_by_source", "compliant_with_update", "compliant",
    "no_data", "inadmissible", "withdrawn", "pending", "unknown",
]  # fmt: skip
COLORS = {
    "non_compliant": theme.VERMILLION,
    "deleted_by_source": theme.VERMILLION,
    "compliant_with_update": theme.BLUE,
    "compliant": theme.BLUE,
}


def how_complaints_end(outcomes: pl.DataFrame, subject: Subject) -> Figure:
    """A stack for each country, every outcome on its own row, starting where the one before it ends.

    outcomes: one row per country (code) and outcome: country, outcome, n (null where suppressed), total of its country
    """
    rows = _stacked(_safe(outcomes))
    mine = rows.filter(country=subject.country)
    if mine.is_empty():
        return nothing(_("how complaints about {name} end", name=subject.name))
    total = mine["total"][0]
    shares = dict(mine.select("outcome", "share").iter_rows())
    overturned = shares.get("non_compliant")
    headline = _(
        "{overturned} of all complaints about {name} end with the data found non-compliant",
        overturned=words.percent(overturned),
        name=subject.name,
    )
    subtitle = _(
        "All requests to delete or correct data about {things}, all years, by outcome. Each bar "
        "starts where the one above it ends. Outcomes with {few} are left out, and one more where "
        "they would follow.",
        things=subject.things,
        few=_(words.FEW),
    )
    kept = sum(shares.get(outcome) or 0 for outcome in ("compliant", "compliant_with_update"))
    alt_text = _(
        "Bar charts that unfold all complaints about {name} and {other} by outcome. Of {total} "
        "complaints about {name}, {overturned} were found non-compliant, {kept} were kept and "
        "{value} are still open.",
        name=subject.name,
        other=subject.other,
        total=words.count(total),
        overturned=words.percent(overturned),
        kept=words.percent(kept),
        value=words.percent(shares.get("pending") or 0),
    )
    sample = _("n = {total} complaints", total=words.count(rows.unique("country")["total"].sum()))
    told = tips.counted("complaints")
    return Figure(headline, subtitle, sample, alt_text, rows, lambda form: _body(rows, form, subject), told)


def _safe(outcomes: pl.DataFrame) -> pl.DataFrame:
    """Without what is suppressed; where that is one outcome or more of a country, without another one as well.

    The total of a country is published: one outcome that is missing alone would follow from it. The other one is the
    smallest of those without a finding, because no rate is made of them, else the smallest of all.
    """
    shown = outcomes.filter(pl.col("n") > 0)
    few = outcomes.filter(pl.col("n").is_null())["country"].unique()
    without = pl.col("outcome").fill_null("unknown").is_in(list(COLORS))
    spare = shown.filter(pl.col("country").is_in(few.to_list())).sort(without, "n", "outcome")
    spare = spare.unique("country", keep="first", maintain_order=True)
    return shown.join(spare, on=["country", "outcome"], how="anti", nulls_equal=True, maintain_order="left")


def _stacked(outcomes: pl.DataFrame) -> pl.DataFrame:
    """With the share of each outcome in its country, and where its bar starts and ends."""
    rank = {outcome: i for i, outcome in enumerate(ORDER)}
    rows = outcomes.with_columns(pl.col("outcome").fill_null("unknown")).filter(pl.col("outcome").is_in(ORDER))
    rows = rows.with_columns(pl.col("outcome").replace_strict(rank, return_dtype=pl.Int64).alias("rank")).sort(
        "country", "rank"
    )
    share = pl.col("n") / pl.col("total")
    rows = rows.with_columns(share.alias("share"), share.cum_sum().over("country").alias("end"))
    return rows.with_columns((pl.col("end") - pl.col("share")).alias("start")).drop("rank")


def _body(rows: pl.DataFrame, form: str, subject: Subject) -> Any:
    present = [outcome for outcome in ORDER if outcome in set(rows["outcome"])]
    parts = []
    for code in (subject.country, subject.comparator):
        mine = rows.filter(country=code)
        if not mine.is_empty():
            parts += [
                theme.block_title(
                    _("{code}: {first} complaints", code=words.country(code), first=words.count(mine["total"][0])), form
                ),
                _stack(mine, present, form),
            ]
    return alt.vconcat(*parts, spacing=4)


def _stack(rows: pl.DataFrame, present: list[str], form: str) -> Any:
    wide = form == "wide"
    rows = rows.with_columns(
        pl.col("outcome").replace_strict(words.OUTCOMES).alias("label"),
        pl.struct("n", "share").map_elements(carried(lambda r: _told(r, wide)), return_dtype=pl.String).alias("told"),
        pl.col("outcome").replace_strict(COLORS, default=theme.GREY).alias("color"),
    )
    left, right = (170, 110) if wide else (138, 50)
    scale = alt.Scale(domain=[0, 1], range=theme.across(form, left, right))
    base = alt.Chart(rows).encode(y=alt.Y("outcome:N", sort=present, axis=None))
    bars = base.mark_bar(height=14).encode(
        x=alt.X("start:Q", scale=scale, axis=None), x2=alt.X2("end:Q"), color=alt.Color("color:N", scale=None)
    )
    told = base.mark_text(align="right").encode(x=alt.XValue(theme.room(form)), text=alt.Text("told:N"))
    return alt.layer(bars, theme.row_labels(base, "label"), told).properties(
        width=theme.room(form), height=21 * len(rows)
    )


def _told(row: dict[str, Any], wide: bool) -> str:
    share = words.percent(row["share"])
    return f"{words.count(row['n'])}  ·  {share}" if wide else share
