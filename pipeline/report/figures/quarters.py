"""Requests quarter by quarter, with the days and years in which the rules changed."""

from datetime import date
from typing import Any

import altair as alt
import polars as pl
from babel.dates import format_date

from pipeline.language import N_, SOURCE, _, language
from pipeline.report.figures import lines, theme, tips
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import words
from pipeline.results.subject import Subject

KINDS = {"red_notice": N_("Red notices"), "red_diffusion": N_("Red diffusions")}
HEIGHT = 220
BESIDE = 4  # quarters compared on each side of a known day


def requests_by_quarter(counts: pl.DataFrame, events: pl.DataFrame, subject: Subject) -> Figure:
    """A line for each instrument; a numbered mark at each event, as wide as its date is known.

    counts: one row per quarter and instrument: quarter (its first day), instrument, n (requests), is_suppressed
    events: event_on (null where only a month or year is known), event_on_text, country, event
    A year in which a quarter holds too few has no points at all: the year's total would give the few away.
    """
    drawn = _whole_years(counts).with_columns(
        (pl.col("quarter").dt.year() + (pl.col("quarter").dt.quarter() - 0.5) / 4).alias("at"),
        pl.col("instrument").replace_strict(words.spoken(KINDS)).alias("line"),
        pl.format(_("{}, quarter {}"), pl.col("quarter").dt.year(), pl.col("quarter").dt.quarter()).alias("period"),
    )
    if drawn.is_empty():
        return nothing(_("requests of {name} by quarter", name=subject.name))
    first, last = int(drawn["quarter"].dt.year().min()), int(drawn["quarter"].dt.year().max())  # type: ignore[arg-type]
    marks = _marks(events, first, last, subject)
    headline = _headline(drawn, events, subject)
    subtitle = _(
        "Requests of {name} on record, by the quarter of the request. The numbered lines are changes "
        "of the rules; a band where only the month or the year is known. A change of numbers may "
        "have any cause of its time.",
        name=subject.name,
    )
    alt_text = _(
        "Line chart of the red notices and red diffusions {name} asked for in each quarter from "
        "{first} to {last}, with {height} changes of the rules marked. {headline}.",
        name=subject.name,
        first=first,
        last=last,
        height=marks.height,
        headline=headline,
    )
    sample = _("n = {n} requests", n=words.count(drawn["n"].sum()))
    table = drawn.select("quarter", "instrument", "n", "is_suppressed")
    return Figure(
        headline, subtitle, sample, alt_text, table, lambda form: _body(drawn, marks, form, (first, last)), _tell
    )


def _tell(row: tips.Row) -> list[str]:
    if row.get("event"):
        return [row["event_on_text"], row["event"]]
    return [f"{row['line']}, {row['period']}", _("{n} requests", n=words.count(row["n"]))] if row.get("period") else []


def _whole_years(counts: pl.DataFrame) -> pl.DataFrame:
    """The years of each instrument in which no quarter is blank, in order; 0 where a quarter has no row."""
    rows = counts.filter(pl.col("instrument").is_in(list(KINDS)), pl.col("quarter").is_not_null())
    if rows.is_empty():
        return rows
    first, last = rows["quarter"].min(), rows["quarter"].max()
    days = pl.select(pl.date_range(first, last, interval="3mo").alias("quarter"))  # type: ignore[arg-type]
    rows = rows.select("instrument").unique().join(days, how="cross").join(rows, ["instrument", "quarter"], "left")
    rows = rows.with_columns(
        pl.col("is_suppressed").fill_null(False),
        pl.when(~pl.col("is_suppressed").fill_null(False)).then(pl.col("n").fill_null(0)),
    )
    whole = (~pl.col("is_suppressed").any()).over("instrument", pl.col("quarter").dt.year())
    return rows.filter(whole).sort("instrument", "quarter")


def _headline(drawn: pl.DataFrame, events: pl.DataFrame, subject: Subject) -> str:
    """Four quarters on either side of the first known day of this country; else what there is in all."""
    own = events.filter(pl.col("event_on").is_not_null(), pl.col("country") == subject.country).sort("event_on")
    for day in own["event_on"]:
        before, after = (_beside(drawn, day, side) for side in (-1, 1))
        if before and after:
            said = _(
                "{before} red diffusions in the four quarters before that of {day}",
                before=words.count(before),
                day=_said(day),
            )
            return _("{name}: {said}, {after} after", name=subject.name, said=said, after=words.count(after))
    return _("{name} asked for {n} red notices and red diffusions", name=subject.name, n=words.count(drawn["n"].sum()))


def _beside(drawn: pl.DataFrame, day: date, side: int) -> int | None:
    """Red diffusions of the quarters just before (-1) or after (1) the one a day lies in; None where one is blank."""
    middle = day.year * 4 + (day.month - 1) // 3
    wanted = [middle + side * step for step in range(1, BESIDE + 1)]
    number = pl.col("quarter").dt.year().cast(pl.Int64) * 4 + pl.col("quarter").dt.quarter().cast(pl.Int64) - 1
    found = drawn.filter(pl.col("instrument") == "red_diffusion", number.is_in(wanted))
    return int(found["n"].sum()) if found.height == BESIDE else None


def _said(day: date) -> str:
    if language() != SOURCE:
        return format_date(day, "d MMMM y", locale=language())
    return f"{day.day} {day:%B} {day.year}"


def _marks(events: pl.DataFrame, first: int, last: int, subject: Subject) -> pl.DataFrame:
    """Events of all or of this country within the years drawn, numbered, with the span of time their date leaves."""
    rows: list[dict[str, Any]] = []
    for row in events.sort("event_on_text").iter_rows(named=True):
        start, end = _span(row["event_on_text"])
        if (row["country"] in (None, subject.country)) and first <= start and end <= last + 1:
            rows.append({"number": str(len(rows) + 1), "start": start, "end": end, **row})
    schema = {"number": pl.String, "start": pl.Float64, "end": pl.Float64, "event_on_text": pl.String}
    return pl.DataFrame(rows, schema={**schema, "event": pl.String})


def _span(text: str) -> tuple[float, float]:
    """A date as given ("2022-03-10", "2024-11", "2025") as a span of years with fractions."""
    year, *rest = (int(part) for part in text.split("-"))
    if not rest:
        return float(year), float(year + 1)
    start = year + (rest[0] - 1) / 12
    if len(rest) == 1:
        return start, start + 1 / 12
    day = start + (rest[1] - 1) / 365.25
    return day, day


def _body(rows: pl.DataFrame, marks: pl.DataFrame, form: str, years: tuple[int, int]) -> Any:
    right = 112 if form == "wide" else 100
    shown = [year for year in range(years[0], years[1] + 1) if (years[1] - year) % (2 if form == "wide" else 4) == 0]
    scale = alt.Scale(domain=[years[0], years[1] + 1], nice=False, range=theme.across(form, 34, right))
    x = alt.X("at:Q", scale=scale, axis=alt.Axis(title=None, values=shown, format="d", grid=False))
    top = float(rows["n"].max()) * 1.12  # type: ignore[arg-type]
    axis = alt.Axis(title=None, labelExpr=lines.COUNTS, tickCount=5, labelAlign="left", labelPadding=0)
    y = alt.Y("n:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=axis)
    base: Any = alt.Chart(rows).encode(x=x, y=y)
    names = list(words.spoken(KINDS).values())
    color, dash, shape = (
        channel("line:N", legend=None, scale=alt.Scale(domain=names, range=[*kinds[:2]]))
        for channel, kinds in ((alt.Color, lines.COLORS), (alt.StrokeDash, lines.DASHES), (alt.Shape, lines.SHAPES))
    )
    ends = rows.group_by("line", maintain_order=True).agg(pl.col("at", "n").sort_by("at").last())
    ends = ends.with_columns(
        pl.Series("place", lines.apart(ends["n"].cast(pl.Float64).to_list(), top * lines.LABEL / HEIGHT))
    )
    said = alt.Chart(ends).mark_text(align="left", baseline="middle", fontWeight="bold")
    layers = [
        *_rules(marks, x, scale),
        base.mark_line(strokeWidth=1.7).encode(color=color, strokeDash=dash),
        base.mark_point(filled=True, size=22, opacity=1).encode(color=color, shape=shape),
        said.encode(
            x=alt.XValue(theme.room(form) - right + 8), y=alt.Y("place:Q"), text=alt.Text("line:N"), color=color
        ),
    ]
    plot = alt.layer(*layers).properties(width=theme.room(form), height=HEIGHT)
    told = [f"{row['number']}  {row['event_on_text']}: {_(row['event'])}." for row in marks.iter_rows(named=True)]
    return alt.vconcat(plot, theme.note("\n".join(told), form, "foot"), spacing=10) if told else plot


def _rules(marks: pl.DataFrame, x: alt.X, scale: alt.Scale) -> list[Any]:
    """A line at a day, a band over a month or year, each with its number above."""
    base: Any = alt.Chart(marks.with_columns(((pl.col("start") + pl.col("end")) / 2).alias("at")))
    ends: dict[str, Any] = {"y": alt.value(0), "y2": alt.value(HEIGHT)}
    bands = base.transform_filter("datum.end > datum.start").mark_rect(color=theme.RULE, opacity=0.7)
    rules = base.transform_filter("datum.end == datum.start").mark_rule(color=theme.INK, strokeWidth=1.2)
    numbers = base.mark_text(fontWeight="bold", baseline="bottom")
    return [
        bands.encode(x=alt.X("start:Q", scale=scale), x2=alt.X2("end:Q"), **ends),
        rules.encode(x=x, **ends),
        numbers.encode(x=x, y=alt.YValue(-2), text=alt.Text("number:N")),
    ]
