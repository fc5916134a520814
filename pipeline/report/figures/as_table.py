"""The rows of a figure as a table beneath it: what is drawn, words for codes, no column that only places marks."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

import polars as pl
from markupsafe import Markup

from pipeline.language import N_, _
from pipeline.results import choices, tables, words
from pipeline.results.subject import Subject

# Columns that say where a mark stands, or who is in the headline, and nothing else.
_PLACING = {"notice", "name", "rank", "column", "in_headline", "start", "end", "place", "accept_low", "accept_high"}
_PLACING |= {"event_id", "lower_days", "median_days", "upper_days", "changes"}
FIGURE = "figure"  # the first word of the name under which the query of a figure stands
NEAR = 2  # a table holds the ways of counting that differ from the headline in so many choices
_NEAREST = N_("Ways of counting that differ from the headline in one or two choices; the CSV holds all")


@dataclass(frozen=True)
class Told:
    """How one figure's table is headed and written.

    caption   what the table holds
    heads     column -> heading
    formats   column -> how a value is written
    """

    caption: str
    heads: dict[str, str] = field(default_factory=dict)
    formats: dict[str, Any] = field(default_factory=dict)


_KINDS = {"own": N_("the day itself"), "controlled": N_("beyond all other countries"), "placebo": N_("nothing known")}
_RATE = {"numerator": N_("cases"), "denominator": N_("of so many")}
_WAYS = {"is_headline": N_("headline"), "flips": N_("another answer"), **choices.RESPECTS}
_PLACES = {
    "target": N_("share of all"),
    "interval_99": N_("99.8 % limits"),
    "wide_99": N_("99.8 % limits, with differences among countries"),
}
TOLD = {
    "who_asks": Told(N_("Requests by country and instrument"), {"n": N_("requests")}),
    "complaints_by_country": Told(N_("Complaints received, by country"), {"n": N_("complaints")}),
    "complaints_by_year": Told(N_("Complaints received, by year"), {"n": N_("complaints")}),
    "first_check_by_year": Told(N_("Requests that passed the first check"), {"value": N_("passed"), **_RATE}),
    "how_complaints_end": Told(N_("Complaints by outcome"), {"n": N_("complaints")}),
    "overturn_denominators": Told(
        N_("The share overturned, by denominator and clock"), {"value": N_("overturned"), **_RATE}
    ),
    "passed_against_overturned": Told(
        N_("What passed, and what was overturned, by year"), {"kind": N_("what"), **_RATE}
    ),
    "decision_times": Told(
        N_("Months from admission to the end, by year of the end"),
        {"n": N_("files"), "n_in_time": N_("in the time of the Statute"), "n_timed": N_("files timed")},
    ),
    "countries_side_by_side": Told(
        N_("The share overturned, and the limits of what chance explains"),
        {"value": N_("overturned"), **_PLACES, **_RATE},
    ),
    "time_to_decision": Told(
        N_("Ended, by months since admission"), {"value": N_("ended this way"), "files": N_("files followed")}
    ),
    "policy_steps": Told(
        N_("Ratio of refusals to what the trend before leads one to expect"),
        {
            "value": N_("ratio"),
            "period": N_("from"),
            "kind": N_("which day"),
            "numerator": N_("refused"),
            "denominator": N_("checked"),
        },
        {"value": words.ratio, "kind": partial(words.one_of, _KINDS)},
    ),
    "other_ways_complaints": Told(
        _NEAREST,
        {"value": N_("ratio to 1"), **_WAYS},
        {"value": words.ratio},
    ),
    "other_ways_passed": Told(
        _NEAREST,
        {"value": N_("passed"), **_WAYS},
    ),
    "other_ways_overturned": Told(
        _NEAREST,
        {"value": N_("overturned"), **_WAYS},
    ),
    "published_outcomes": Told(
        N_("The published table of outcomes under four denominators"), {"label": N_("share"), **_RATE}
    ),
}


def _address(url: str) -> Markup:
    """A source as a link that says where it leads."""
    if not url.startswith(("https://", "http://")):
        return Markup("{}").format(url)
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(url, url.split("/")[2].removeprefix("www."))


_PUBLISHED = Told(
    N_("Published figures, each with its source"),
    {"place": N_("year or country"), "value": N_("figure"), "definition": N_("what it counts"), "source": N_("source")},
    {"value": words.count, "metric": words.plain, "place": str, "source": _address},
)


def as_table(name: str, rows: pl.DataFrame, subject: Subject) -> Markup:
    """The table of one figure; nothing where it has no row. A row that no measure names leads to the figure's query."""
    told = TOLD.get(name) or (_PUBLISHED if name.startswith("published") else Told(words.plain(name)))
    hidden = _PLACING - ({"place"} if name.startswith("published") else set())
    chosen = {}
    if set(rows.columns) <= {"n", "notice"}:  # a figure that says it has nothing to draw
        return Markup("")
    if name.startswith("other_ways"):
        rows = rows.filter(pl.col("changes") <= NEAR)
        chosen = {respect: _choice(respect, subject) for respect in choices.RESPECTS}
    rows = rows.drop([column for column in rows.columns if column in hidden])
    if rows.is_empty():
        return Markup("")
    formats = {**dict.fromkeys(("period", "window"), subject.period), **chosen, **told.formats}
    leads = (
        "" if name.startswith("published") else f"{FIGURE}.{name}"
    )  # published figures have their source beside them
    return Markup(tables.table(rows, _(told.caption), told.heads, formats, leads))  # noqa: S704 - cells are escaped there


def _choice(respect: str, subject: Subject) -> Any:
    return lambda code: choices.in_words(respect, code, subject)
