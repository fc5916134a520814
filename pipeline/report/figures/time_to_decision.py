"""How complaints end as time passes: the share with each end by a number of months since admission."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.language import N_, _
from pipeline.report.figures import lines, theme, tips
from pipeline.report.figures.base import Figure, named, nothing
from pipeline.results import words
from pipeline.results.subject import Subject

ENDS = {
    "non_compliant": N_("Found non-compliant"),
    "kept": N_("Kept, as it was or updated"),
    "deleted_by_source": N_("Deleted by its source"),
    "other_end": N_("Ended otherwise"),
}
STATUTORY = 9
HEIGHT = 110
RIGHT = {"wide": 96, "narrow": 84}  # pixels for the names of the lines


def time_to_decision(rows: pl.DataFrame, subject: Subject) -> Figure:
    """A block for each end, a line for each of the two countries.

    rows: country, outcome, months, value, low, high, files; null where suppressed
    """
    drawn = rows.filter(pl.col("value").is_not_null())
    mine = drawn.filter(country=subject.country)
    by_then = mine.filter(outcome="non_compliant", months=STATUTORY)
    if by_then.is_empty():
        return nothing(
            _(
                "complaint about {name} with enough decisions {statutory} months after admission",
                name=subject.name,
                statutory=STATUTORY,
            )
        )
    share = words.percent(by_then["value"].item())
    last = int(mine["months"].max())  # type: ignore[arg-type]
    title = _("{share} found non-compliant within {statutory} months of admission", share=share, statutory=STATUTORY)
    subtitle = _(
        "Complaints about {things}, {name} (solid) and {other} (dashed): share with each end by a "
        "number of months since the complaint became admissible. Files still open count as long as "
        "they were watched. Bars are 95 % intervals.",
        things=subject.things,
        name=subject.name,
        other=subject.other,
    )
    alt_text = _(
        "Line charts of the share of complaints with each of {outcome} ends over {last} months since "
        "admission, for {name} and {other}. Within {statutory} months {share} of the complaints "
        "about {name} were found non-compliant.",
        outcome=drawn["outcome"].n_unique(),
        last=last,
        name=subject.name,
        other=subject.other,
        statutory=STATUTORY,
        share=share,
    )
    n = words.count(sum(drawn.unique("country")["files"]))
    return Figure(
        title,
        subtitle,
        _("n = {n} complaints followed", n=n),
        alt_text,
        rows,
        lambda form: _body(drawn, form, subject),
        _tell,
    )


def _tell(row: tips.Row) -> list[str]:
    said = tips.usual(row)
    return (
        [_("{first}, within {months} months", first=said[0], months=words.decimal(row["months"])), *said[1:]]
        if said
        else []
    )


def _body(rows: pl.DataFrame, form: str, subject: Subject) -> Any:
    blocks = []
    for outcome, label in ENDS.items():
        block = rows.filter(outcome=outcome)
        if not block.is_empty():
            blocks += [theme.block_title(label, form), _block(block, form, subject)]
    return alt.vconcat(*blocks, spacing=4)


def _block(rows: pl.DataFrame, form: str, subject: Subject) -> Any:
    order = [subject.country, subject.comparator]
    x = alt.X(
        "months:Q",
        scale=alt.Scale(domain=[3, 25], range=theme.across(form, 46, RIGHT[form])),
        axis=alt.Axis(title=_("months"), values=sorted(set(rows["months"])), grid=False),
    )
    y = theme.share_axis()
    color = alt.Color("country:N", legend=None, scale=alt.Scale(domain=order, range=[theme.BLUE, theme.VERMILLION]))
    dash = alt.StrokeDash("country:N", legend=None, scale=alt.Scale(domain=order, range=[[1, 0], [5, 3]]))
    base: Any = alt.Chart(rows).encode(x=x, color=color)
    ends = rows.group_by("country", maintain_order=True).agg(pl.col("months", "value").sort_by("months").last())
    places = lines.apart(ends["value"].to_list(), lines.LABEL / HEIGHT)
    ends = ends.with_columns(
        pl.Series("place", places),
        named(),
    )
    names: Any = alt.Chart(ends).mark_text(align="left", baseline="middle", fontWeight="bold")
    said = names.encode(
        x=alt.XValue(theme.room(form) - RIGHT[form] + 10), y=alt.Y("place:Q"), text=alt.Text("name:N"), color=color
    )
    bars = base.mark_rule().encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q"))
    line = base.mark_line(strokeWidth=2).encode(y=y, strokeDash=dash)
    dots = base.mark_point(filled=True, size=45, opacity=1).encode(y=y)
    return alt.layer(bars, line, dots, said).properties(width=theme.room(form), height=HEIGHT)
