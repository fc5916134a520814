"""How long the Commission took, against its own limit of nine months."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.language import _
from pipeline.report.figures import theme, tips
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import words
from pipeline.results.subject import Subject

LIMIT = 9
DAYS_A_MONTH = 365.25 / 12


def decision_times(times: pl.DataFrame, subject: Subject) -> Figure:
    """A bar from the first to the third quartile for each year of decision, a dot at the median, a line at the limit.

    times: one row per year of decision: year, n (complaints with both days known), lower_days, median_days, upper_days
        (from admissible to decided), n_in_time, n_timed (decided within nine months, of so many)
    """
    drawn = times.filter(pl.col("n").is_not_null()).sort("year")
    if drawn.is_empty():
        return nothing("how long complaints take")
    months = [
        (pl.col(f"{part}_days") / DAYS_A_MONTH).round(2).alias(f"{part}_months")
        for part in ("lower", "median", "upper")
    ]
    drawn = drawn.with_columns(months)
    now = drawn.filter(pl.col("year") <= subject.year).row(-1, named=True)
    late = 1 - now["n_in_time"] / now["n_timed"]
    headline = _(
        "{late} of the complaints decided in {year} took longer than nine months",
        late=words.percent(late, 0),
        year=now["year"],
    )
    subtitle = _(
        "Months from admissible to decided, {things}, all countries, by year of the decision: the "
        "middle half of the files and their median. Files still open are not in it, so it says "
        "nothing of how long those will take.",
        things=subject.things,
    )
    alt_text = _(
        "Bars of the months that complaints took from admissible to decided, by year of the "
        "decision, {first} to {last}, with a line at the limit of nine. In {year} the median was "
        "{median_months} months and half of the files lay between {lower_months} and {upper_months}.",
        first=drawn["year"][0],
        last=drawn["year"][-1],
        year=now["year"],
        median_months=words.decimal(now["median_months"], 1),
        lower_months=words.decimal(now["lower_months"], 1),
        upper_months=words.decimal(now["upper_months"], 1),
    )
    sample = _("n = {n} decided complaints", n=words.count(drawn["n"].sum()))
    return Figure(headline, subtitle, sample, alt_text, drawn, lambda form: _body(drawn, form), _tell)


def _tell(row: tips.Row) -> list[str]:
    if row.get("median_months") is None:
        return []
    return [
        _("Decided in {year}", year=row["year"]),
        _("Median {median_months} months", median_months=words.decimal(row["median_months"], 1)),
        _(
            "Middle half {lower_months} to {upper_months} months",
            lower_months=words.decimal(row["lower_months"], 1),
            upper_months=words.decimal(row["upper_months"], 1),
        ),
        _("{n} complaints", n=words.count(row["n"])),
    ]


def _body(rows: pl.DataFrame, form: str) -> Any:
    longest = max(float(rows["upper_months"].max()), LIMIT) * 1.05  # type: ignore[arg-type]
    scale = alt.Scale(domain=[0, longest], nice=False, range=theme.across(form, 52, 60))
    axis = alt.Axis(
        title=None, orient="top", labelExpr=f"datum.value + (datum.value == 0 ? '' : ' {_('mo.')}')", tickCount=5
    )
    order = alt.Y("year:O", sort="descending", axis=None)
    base = alt.Chart(rows).encode(y=order)
    bars = base.mark_bar(height=9, color=theme.BLUE).encode(
        x=alt.X("lower_months:Q", scale=scale, axis=axis), x2=alt.X2("upper_months:Q")
    )
    dots = base.mark_point(shape="diamond", filled=True, size=80, opacity=1, color=theme.PAPER).encode(
        x=alt.X("median_months:Q")
    )
    told = base.mark_text(align="right").encode(
        x=alt.XValue(theme.room(form)), text=alt.Text("median_months:Q", format=".1f")
    )
    limit = theme.single().mark_rule(color=theme.VERMILLION, strokeDash=[5, 3], strokeWidth=1.5)
    height = 25 * len(rows)
    plot = alt.layer(
        limit.encode(x=alt.XDatum(LIMIT, scale=scale)), bars, dots, theme.row_labels(base, "year"), told
    ).properties(width=theme.room(form), height=height)
    return alt.vconcat(_key(form, longest), plot, spacing=2)


def _key(form: str, longest: float) -> Any:
    """What the line and the column on the right are."""
    start, end = theme.across(form, 52, 60)
    at = start + (end - start) * LIMIT / longest
    limit = theme.single().mark_text(text=_("limit"), color=theme.VERMILLION, fontWeight="bold", align="center")
    median = theme.single().mark_text(text=_("median"), fontWeight="bold", align="right")
    return alt.layer(
        limit.encode(x=alt.XValue(at), y=alt.YValue(6)), median.encode(x=alt.XValue(theme.room(form)), y=alt.YValue(6))
    ).properties(width=theme.room(form), height=12)
