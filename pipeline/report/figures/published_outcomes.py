"""The only published table of outcomes that adds up, 2021: one table, four shares, each with its denominator."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.language import _, carried
from pipeline.report.figures import theme
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import words
from pipeline.results.subject import Subject

# Parts of the published table by the metric that gives them.
PARTS = {
    "ccf_complaints_processed": "processed",
    "ccf_complaints_admissible_with_data": "with_data",
    "ccf_complaints_compliant": "kept",
    "ccf_complaints_non_compliant_deleted": "overturned",
    "ccf_complaints_deleted_by_ipsg_or_ncb": "deleted",
}
YEAR = "2021"


def published_outcomes(rows: pl.DataFrame, subject: Subject) -> Figure:
    """rows: metric, place (year), value, publisher, definition, source; the parts of one year's table."""
    found = {PARTS[row["metric"]]: row["value"] for row in rows.iter_rows(named=True) if row["metric"] in PARTS}
    if set(found) != set(PARTS.values()):
        return nothing(_("whole published table of outcomes for {year}", year=YEAR))
    shares = pl.DataFrame(_shares(found), schema=["label", "numerator", "denominator"], orient="row").with_columns(
        (pl.col("numerator") / pl.col("denominator")).alias("value")
    )
    least, most = (words.percent(shares["value"][i]) for i in (0, -1))
    headline = _(
        "{year}, all countries: from {least} to {most} overturned, from one published table",
        year=YEAR,
        least=least,
        most=most,
    )
    subtitle = _(
        "Complaints the Commission finished in the year. The same cases give four shares that can be defended; none "
        "is right "
        "without its denominator."
    )
    alt_text = _(
        "A dot plot of the share of complaints overturned in {year} under {many} denominators. It "
        "runs from {least} ({first}) to {most} ({last}).",
        year=YEAR,
        many=len(shares),
        least=least,
        first=shares["label"][0],
        most=most,
        last=shares["label"][-1],
    )
    sample = _("n = {processed} complaints processed", processed=words.count(found["processed"]))
    table = shares.with_columns(pl.lit("; ".join(sorted(set(rows["source"].drop_nulls())))).alias("source"))
    return Figure(headline, subtitle, sample, alt_text, table, lambda form: _body(shares, form))


def _shares(n: dict[str, float]) -> list[tuple[str, float, float]]:
    """The four shares in order of size: of all processed, with data, on the merits, with those deleted by the "
    "source."""
    return [
        (_("of all processed"), n["overturned"], n["processed"]),
        (_("of those concluded with data"), n["overturned"], n["with_data"]),
        (_("of those decided on the merits"), n["overturned"], n["overturned"] + n["kept"]),
        (_("with data, adding those deleted"), n["overturned"] + n["deleted"], n["with_data"]),
    ]


def _body(rows: pl.DataFrame, form: str) -> Any:
    left, right = (225, 140) if form == "wide" else (12, 60)
    rows = rows.with_columns(
        pl.struct("value", "numerator", "denominator")
        .map_elements(carried(lambda r: _told(r, form == "wide")), return_dtype=pl.String)
        .alias("told")
    )
    base: Any = alt.Chart(rows).encode(y=alt.Y("label:N", sort=None, axis=None))
    low = {} if form == "wide" else {"yOffset": 9}
    x = alt.X(
        "value:Q", scale=alt.Scale(domain=[0, 1], range=theme.across(form, left, right)), axis=theme.percent_axis()
    )
    dots = base.mark_point(filled=True, size=80, opacity=1, color=theme.VERMILLION, shape="diamond", **low).encode(x=x)
    told = base.mark_text(align="right", dy=0 if form == "wide" else 9).encode(
        x=alt.XValue(theme.room(form)), text=alt.Text("told:N")
    )
    labels = theme.row_labels(base, "label", dy=0 if form == "wide" else -9)
    return alt.layer(dots, labels, told).properties(
        width=theme.room(form), height=(28 if form == "wide" else 42) * len(rows)
    )


def _told(row: dict[str, Any], wide: bool) -> str:
    parts = {name: words.decimal(row[name]) for name in ("numerator", "denominator")}
    return words.percent(row["value"]) + (_(" ({numerator} of {denominator})", **parts) if wide else "")
