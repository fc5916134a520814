"""The headline under other choices, for the front page: the range, how many ways flip it, and what leaves it open."""

from typing import Any

from pipeline.language import _
from pipeline.report.pages.base import Material
from pipeline.results import words

_WRITTEN: dict[str, Any] = {"complaints": words.ratio}


def ranges(m: Material) -> dict[str, dict[str, Any]]:
    """For each question with a range that may be shown: its ends in words, the number of ways, and the status."""
    if not m.has("measures.specification_ranges"):
        return {}
    rows = m.con.sql("""
        select question, open_cases, chance, counting, least, most, ways, flipping, open_in_interval, bound_low,
            bound_high, accept_low, accept_high, number
        from measures.specification_ranges where ways > 0 and not is_suppressed""").pl()
    return {row["question"]: _told(row) for row in rows.to_dicts()}


def _told(row: dict[str, Any]) -> dict[str, Any]:
    write = _WRITTEN.get(row["question"], words.percent)
    bounds = None if row["bound_low"] is None else (write(row["bound_low"]), write(row["bound_high"]))
    return {
        **{name: row[name] for name in ("open_cases", "chance", "counting", "ways", "flipping", "open_in_interval")},
        "number": row["number"],
        "accept": _accepted(row, write),
        "least": write(row["least"]),
        "most": write(row["most"]),
        "bounds": bounds,
    }


def _accepted(row: dict[str, Any], write: Any) -> str:
    """The values that bear the statement out."""
    low, high = row["accept_low"], row["accept_high"]
    if low is None or high is None:
        return _("{low} or more", low=write(low)) if high is None else _("{high} or less", high=write(high))
    return _("{low} to {high}", low=write(low), high=write(high))
