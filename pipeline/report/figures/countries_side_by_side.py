"""Countries side by side: a funnel in place of a league table."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.language import _
from pipeline.report.figures import theme, tips
from pipeline.report.figures.base import Figure, named, nothing
from pipeline.results import words
from pipeline.results.subject import Subject

LIMITS: dict[str, dict[str, Any]] = {"exact": {}, "wide": {"strokeDash": [4, 3]}}


def countries_side_by_side(rows: pl.DataFrame, subject: Subject) -> Figure:
    """Each country's overturn rate against its number of decided complaints, within the limits chance sets.

    rows: country, value, denominator, target, wide_low_99, wide_high_99, low_99, high_99, place; null where suppressed
    """
    drawn = rows.filter(pl.col("value").is_not_null()).sort("denominator")
    if drawn.is_empty():
        return nothing(_("country with complaints about {things} decided on the merits", things=subject.things))
    outside = drawn.filter(pl.col("place").str.ends_with("99.8 %"))["country"].to_list()
    names = ", ".join(words.country(code) for code in outside) or _("no country")
    title = _("Outside what chance explains: {names}, of {many} countries", names=names, many=len(drawn))
    target = words.percent(drawn["target"][0])
    subtitle = _(
        "Share of complaints about {things} overturned, of those decided on the merits, {span}. The "
        "line across is the share of all countries together, {target}. Limits hold 99.8 % of what "
        "chance brings: exact ones, and wider ones that allow for countries differing among "
        "themselves.",
        things=subject.things,
        span=subject.main_window.span,
        target=target,
    )
    alt_text = _(
        "A funnel plot of {many} countries: the share overturned against the number of complaints "
        "decided on the merits. Beyond the limits of 99.8 % lie {many_2} of them: {names}.",
        many=len(drawn),
        many_2=len(outside),
        names=names,
    )
    n = words.count(drawn["denominator"].sum())
    return Figure(
        title,
        subtitle,
        _("n = {n} complaints decided on the merits", n=n),
        alt_text,
        rows,
        lambda form: _body(drawn, form, subject),
        _tell,
    )


def _tell(row: tips.Row) -> list[str]:
    said = tips.usual(row)
    if not said or not row.get("place"):
        return said
    where = _("within what chance explains") if row["place"] == "inside" else row["place"]
    return [*said, f"{where[:1].upper()}{where[1:]}"]


def _body(rows: pl.DataFrame, form: str, subject: Subject) -> Any:
    limits = rows.unique("denominator", maintain_order=True)
    right = 96 if form == "wide" else 70
    x = alt.X(
        "denominator:Q",
        scale=alt.Scale(type="log", range=theme.across(form, 50, right), nice=False),
        axis=alt.Axis(title=_("complaints decided on the merits (log scale)"), grid=False, tickCount=4),
    )
    y = theme.share_axis()
    lines: Any = alt.Chart(limits).encode(x=x)
    chance = [
        lines.mark_line(color=theme.GREY, strokeWidth=1.5, **LIMITS[kind]).encode(y=alt.Y(f"{side}:Q"))
        for kind, sides in (("exact", ("low_99", "high_99")), ("wide", ("wide_low_99", "wide_high_99")))
        for side in sides
    ]
    centre = lines.mark_line(color=theme.INK).encode(y=alt.Y("target:Q"))
    told = rows.filter(
        pl.col("country").is_in([subject.country, subject.comparator]) | pl.col("place").str.ends_with("99.8 %")
    ).with_columns(named())
    dots: Any = alt.Chart(rows).mark_point(filled=True, size=45, color=theme.BLUE, opacity=1).encode(x=x, y=y)
    marked: Any = alt.Chart(told).encode(x=x, y=y)
    names = marked.mark_text(align="left", dx=8, fontWeight="bold").encode(text=alt.Text("name:N"))
    diamonds = marked.mark_point(filled=True, size=90, shape="diamond", color=theme.VERMILLION, opacity=1)
    plot = alt.layer(*chance, centre, dots, diamonds, names).properties(width=theme.room(form), height=300)
    return alt.vconcat(_key(form), plot, spacing=6)


def _key(form: str) -> Any:
    """What the two kinds of limits are: on a phone one beneath the other."""
    told = (("exact", _("by chance alone, exact")), ("wide", _("allowing for countries that differ")))
    marks: list[Any] = []
    for i, (kind, text) in enumerate(told):
        x, y = (190 * i, 8) if form == "wide" else (0, 8 + 16 * i)
        line = theme.single().mark_rule(color=theme.GREY, strokeWidth=1.5, **LIMITS[kind])
        marks.append(line.encode(x=alt.XValue(x + 3), x2=alt.X2Value(x + 26), y=alt.YValue(y)))
        words_beside = theme.single().mark_text(text=text, align="left", baseline="middle")
        marks.append(words_beside.encode(x=alt.XValue(x + 32), y=alt.YValue(y)))
    return alt.layer(*marks).properties(width=theme.room(form), height=16 if form == "wide" else 32)
