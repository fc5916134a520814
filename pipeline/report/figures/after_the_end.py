"""Messages after a request ended, over what requests that passed would lead one to expect."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.language import N_, _, carried
from pipeline.report.figures import theme, tips
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import words
from pipeline.results.leads import who_leads
from pipeline.results.subject import Subject

DAYS = 90
LEAST, MOST = 0.1, 10.0
BLOCKS = {"on_record": N_("Watched to the end of the records"), "alone": N_("Watched until the country asks again")}


def messages_after_the_end(rows: pl.DataFrame, subject: Subject) -> Figure:
    """A block for each way of watching, a row for each country and number of days: ratio and interval.

    rows: watched, country, days, value, low, high, numerator, denominator; printed rows only
    """
    main = rows.filter(watched="on_record", country=subject.country, days=DAYS)
    if main.is_empty() or main["value"].item() is None:
        return nothing(_("message by {country} after its requests ended", country=subject.name))
    row = main.row(0, named=True)
    ratio, ends = words.ratio(row["value"]), words.ratios(row["low"], row["high"])
    subtitle = _(
        "Requests for {things} refused, or cancelled against the bureau's will: first messages within so many "
        "days over what requests of the same country, instrument and quarter that passed lead one to expect. Lines are "
        "95 % intervals. Above one a bureau that was told no wrote more; whether a message was wrong is another "
        "question.",
        things=subject.things,
    )
    alt_text = _(
        "Ratios with intervals for {country}, {other} and all countries, for several spans of days. "
        "Within {days} days {country} wrote {ratio} times as often as after requests that passed ({ends}).",
        **{"country": subject.name, "other": subject.other, "days": DAYS, "ratio": ratio, "ends": ends},
    )
    part, whole = (words.count(row[name]) for name in ("numerator", "denominator"))
    n = _("n = {part} followed of {whole} requests of {country}", part=part, whole=whole, country=subject.name)
    return Figure(
        _title(subject.name, row), subtitle, n, alt_text, rows, lambda form: _body(rows, form, subject), tips.ratio
    )


def _title(name: str, row: dict[str, Any]) -> str:
    said = {"country": name, "ratio": words.ratio(row["value"]), "days": DAYS}
    lead = who_leads(row["value"], row["low"], row["high"])
    if lead == "a":
        return _("Told no, {country} wrote {ratio} times as often within {days} days as when told yes", **said)
    if lead == "b":
        return _("Told no, {country} wrote less often within {days} days than when told yes: {ratio} times", **said)
    return _(
        "Told no or yes, {country} wrote about as often within {days} days: {ratio} times, too close to 1 to tell",
        **said,
    )


def _body(rows: pl.DataFrame, form: str, subject: Subject) -> Any:
    blocks = []
    for watched, label in BLOCKS.items():
        block = _ordered(rows.filter(watched=watched), subject)
        if not block.is_empty():
            blocks += [theme.block_title(_(label), form), _block(block, form)]
    return alt.vconcat(*blocks, spacing=4)


def _ordered(rows: pl.DataFrame, subject: Subject) -> pl.DataFrame:
    order = [subject.country, subject.comparator, "ALL"]
    return (
        rows.filter(pl.col("country").is_in(order), pl.col("value").is_not_null())
        .with_columns(pl.col("country").replace_strict(dict(zip(order, range(3), strict=True))).alias("rank"))
        .sort("rank", "days")
        .with_columns(pl.struct("country", "days").map_elements(carried(_label), pl.String).alias("label"))
        .with_columns(pl.col("low", "high", "value").clip(LEAST, MOST))
        .with_row_index("place")
    )


def _label(row: dict[str, Any]) -> str:
    return _("{country}, {days} days", country=words.country(row["country"]), days=row["days"])


def _block(rows: pl.DataFrame, form: str) -> Any:
    x = alt.X(
        "value:Q",
        scale=alt.Scale(type="log", domain=[LEAST, MOST], range=theme.across(form, 190 if form == "wide" else 150, 16)),
        axis=alt.Axis(title=None, values=[0.1, 0.25, 0.5, 1, 2, 4, 10], format="~g"),
    )
    base: Any = alt.Chart(rows).encode(y=alt.Y("place:O", axis=None))
    color = alt.condition("datum.rank == 0", alt.value(theme.VERMILLION), alt.value(theme.BLUE))
    bars = base.mark_rule(strokeWidth=1.5).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"), color=color)
    dots = base.mark_point(filled=True, size=60, opacity=1).encode(x=x, color=color)
    one = alt.Chart(pl.DataFrame({"value": [1.0]})).mark_rule(color=theme.INK).encode(x=x)
    return alt.layer(one, bars, dots, theme.row_labels(base, "label")).properties(
        width=theme.room(form), height=20 * rows.height
    )
