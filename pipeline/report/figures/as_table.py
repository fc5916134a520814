"""The rows of a figure as a table beneath it: what is drawn, words for codes, no column that only places marks."""

from typing import Any

import polars as pl
from markupsafe import Markup

from pipeline.language import _
from pipeline.report.figures.told import PUBLIC, TOLD, Told
from pipeline.results import choices, tables, words
from pipeline.results.subject import Subject

# Columns that say where a mark stands, or who is in the headline, and nothing else.
_PLACING = {"notice", "name", "rank", "column", "in_headline", "start", "end", "place", "accept_low", "accept_high"}
_PLACING |= {"event_id", "lower_days", "median_days", "upper_days", "changes"}
FIGURE = "figure"  # the first word of the name under which the query of a figure stands
NEAR = 2  # a table holds the ways of counting that differ from the headline in so many choices


def as_table(name: str, rows: pl.DataFrame, subject: Subject) -> Markup:
    """The table of one figure; nothing where it has no row. A row that no measure names leads to the figure's query."""
    told = TOLD.get(name) or (PUBLIC if name.startswith("published") else Told(words.plain(name)))
    hidden = _PLACING - ({"place"} if name.startswith("published") else set())
    chosen = {}
    if set(rows.columns) <= {"n", "notice"}:  # a figure that says it has nothing to draw
        return Markup("")
    if name.startswith("other_ways"):
        rows = rows.filter(pl.col("changes") <= NEAR)
        chosen = {respect: _choice(respect, subject) for respect in choices.RESPECTS}
    rows = rows.drop([column for column in rows.columns if column in hidden or column in told.without])
    if rows.is_empty():
        return Markup("")
    formats = {**dict.fromkeys(("period", "window"), subject.period), **chosen, **told.formats}
    leads = (
        "" if name.startswith("published") else f"{FIGURE}.{name}"
    )  # published figures have their source beside them
    return Markup(tables.table(rows, _(told.caption), told.heads, formats, leads))  # noqa: S704 - cells are escaped there


def _choice(respect: str, subject: Subject) -> Any:
    return lambda code: choices.in_words(respect, code, subject)
