"""People another country asked for soon after a request ended, over the chance of the pair; beside it, after a pass."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.language import _, carried
from pipeline.report.figures import theme, tips
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import words
from pipeline.results.subject import Subject

LEAST, MOST, PAIRS = 0.25, 40.0, 12
TICKS = {"wide": [0.25, 0.5, 1, 2, 4, 8, 16, 40], "narrow": [0.25, 1, 4, 16, 40]}
KINDS = ("adverse", "passed")


def other_countries_after_the_end(rows: pl.DataFrame, subject: Subject) -> Figure:
    """A row for each pair of countries, the one with most people first; a dot for each kind of day before.

    rows: basis (adverse, passed), country, other_country, days, n, value, low, high; printed rows only, of one span
    """
    drawn = rows.filter(pl.col("value").is_not_null())
    whole = {row["basis"]: row for row in drawn.filter(country="ALL").to_dicts()}
    if set(whole) != set(KINDS):
        return nothing(_("request of another country after one ended"))
    after, control = whole["adverse"], whole["passed"]
    ratio, beside = words.ratio(after["value"]), words.ratio(control["value"])
    said = {"days": after["days"], "ratio": ratio, "beside": beside}
    title = _(
        "Within {days} days of an end other countries asked {ratio} times as often as by chance, after a pass {beside} "
        "times",
        **said,
    )
    subtitle = _(
        "People another country asked for as well, over the number to expect if its requests lay anywhere among its "
        "own dates: after an end against the will of the first (filled) and, to compare with, after a pass (hollow). "
        "95 % intervals. A lead for reading files, never an accusation: two bureaus may have learned of one deed."
    )
    alt_text = _(
        "Ratios with intervals for pairs of countries, after an end and after a pass. All pairs together lie at "
        "{ratio} times the chance level after an end and at {beside} times after a pass.",
        **said,
    )
    sample = _("n = {n} people asked for by other countries", n=words.count(after["n"]))
    return Figure(title, subtitle, sample, alt_text, rows, lambda form: _body(_ordered(drawn), form), tips.ratio)


def _ordered(rows: pl.DataFrame) -> pl.DataFrame:
    pairs = rows.filter(basis="adverse").sort("n", "country", descending=[True, False]).head(PAIRS)
    pairs = pairs.select("country", "other_country").with_row_index("place")
    label = pl.struct("country", "other_country").map_elements(carried(_label), pl.String)
    joined = rows.join(pairs, on=["country", "other_country"]).with_columns(label.alias("label"))
    return joined.with_columns(pl.col("value", "low", "high").clip(LEAST, MOST)).sort("place", "basis")


def _label(pair: dict[str, str]) -> str:
    if pair["country"] == "ALL":
        return _("All pairs")
    return _(
        "{country}, then {other}", country=words.country(pair["country"]), other=words.country(pair["other_country"])
    )


def _body(rows: pl.DataFrame, form: str) -> Any:
    left = 220 if form == "wide" else 160
    x = alt.X(
        "value:Q",
        scale=alt.Scale(type="log", domain=[LEAST, MOST], range=theme.across(form, left, 16)),
        axis=alt.Axis(title=None, values=TICKS[form], format="~g"),
    )
    one = alt.Chart(pl.DataFrame({"value": [1.0]})).mark_rule(color=theme.INK).encode(x=x)
    layers = [one]
    for basis, color, aside in (("adverse", theme.VERMILLION, -4), ("passed", theme.BLUE, 4)):
        base: Any = alt.Chart(rows.filter(basis=basis)).encode(y=alt.Y("place:O", axis=None))
        layers.append(
            base.mark_rule(strokeWidth=1.5, color=color, yOffset=aside).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
        )
        dot = base.mark_point(filled=basis == "adverse", size=55, opacity=1, color=color, yOffset=aside)
        layers.append(dot.encode(x=x))
    labels: Any = alt.Chart(rows.filter(basis="adverse")).encode(y=alt.Y("place:O", axis=None))
    layers.append(theme.row_labels(labels, "label"))
    return alt.layer(*layers).properties(width=theme.room(form), height=26 * rows["place"].n_unique())
