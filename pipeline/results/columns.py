"""How columns of measures stand in a table: shares as percentages, codes as words, the two ends of a range as one."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import polars as pl
from markupsafe import Markup

from pipeline.language import _
from pipeline.results import names, statements, words
from pipeline.results.reasons import reason, reasons, title

YEARS = ("year", "first_year", "last_year")
_SHARES = ("value", "share", "crude", "target", "low", "high", "bound_low", "bound_high", "common", "value_other")


def as_written(why: str, write: Callable[[str], str] = _) -> Callable[[str], Markup]:
    """Words that hold figures of their own, marked with the reason why these lead nowhere.

    why  "said" (a statement that is tested), "rule" (set by somebody), "received" (what a file or its description says)
    """
    return lambda text: Markup('<span data-why="{}">{}</span>').format(why, write(text))


FORMATS: dict[str, Any] = {
    "says": as_written("said", statements.statement),
    "rule": as_written("rule"),
    "reason": as_written("received", reasons),
    **dict.fromkeys(("title", "delivery"), as_written("received", title)),
    **dict.fromkeys(_SHARES, words.percent),
    **dict.fromkeys(("ratio", "odds"), words.ratio),
    **dict.fromkeys(("p_value", "p_adjusted", "homogeneity_p"), words.p_value),
    **dict.fromkeys(("country", "respondent_country", "requesting_country", "other_country"), words.country),
    **dict.fromkeys(("country_a", "country_b"), words.country),
    "against": lambda code: _("all others together") if code in ("others", "all others") else words.country(code),
    "instrument": partial(words.one_of, words.INSTRUMENTS),
    "outcome": partial(words.one_of, words.OUTCOMES),
    "check_outcome": words.plain,
    "measure": partial(words.one_of, {**names.MEASURES, **words.MEASURES}),
    "basis": partial(words.one_of, {**names.BASES, **words.BASES}),
    **dict.fromkeys(("year_basis", "clock"), partial(words.one_of, words.CLOCKS)),
    **dict.fromkeys(("method", "interval_method", "adjusted_by"), partial(words.one_of, names.METHODS)),
    "kind": partial(words.one_of, names.KINDS),
    "watched": partial(words.one_of, names.WATCHED),
    "strata": partial(words.one_of, names.STRATA),
    "note": reason,
    "complaint_kind": partial(words.one_of, words.KINDS),
    "flipped_by": statements.changes,
}
# What two columns that are the ends of one thing are called together.
_TOGETHER = {"": "interval", "bound": "bounds", "rank": "places", "n": "n_range"}
_LOW = re.compile(r"(?:(?P<before>\w+)_)?low(?P<after>_\w+)?")
_PAIRED: dict[Any, Any] = {words.percent: words.percents, words.ratio: words.ratios, words.count: words.wholes}


def both(frame: pl.DataFrame, formats: Mapping[str, Any]) -> tuple[pl.DataFrame, dict[str, Any]]:
    """The frame with each pair of ends as one column of text, and how to write these columns (as they are).

    The ends are written as the value beside them: a ratio, else a share; places are whole numbers.
    """
    is_ratio = {"ratio", "odds"} & set(frame.columns) or formats.get("value") is words.ratio
    made = {}
    for low in [name for name in frame.columns if _LOW.fullmatch(name)]:
        found = _LOW.fullmatch(low)
        before, after = (found["before"] or "", found["after"] or "") if found else ("", "")
        high = low.replace("low", "high")
        if high not in frame.columns:
            continue
        write = _PAIRED.get(formats.get(low), words.ratios if is_ratio else words.percents)
        name = _TOGETHER.get(before, f"{before}_interval" if before in frame.columns else before) + after
        write = words.wholes if before in ("rank", "n") else write
        pairs = frame.select(low, high).iter_rows()
        text = [None if a is None and b is None else write(a, b) for a, b in pairs]
        place = frame.columns.index(low)
        frame = frame.drop(low, high).insert_column(place, pl.Series(name, text, pl.String))
        made[name] = str
    return frame, made
