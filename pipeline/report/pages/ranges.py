"""The headline under other choices, for the front page: the range, how many ways flip it, and whether it is settled."""

from typing import Any

from pipeline.report.pages.base import Material
from pipeline.results import words

_WRITTEN: dict[str, Any] = {"complaints": words.ratio}


def ranges(m: Material) -> dict[str, dict[str, Any]]:
    """For each question with a range that may be shown: its ends in words, the number of ways, and the status."""
    if not m.has("measures.specification_ranges"):
        return {}
    rows = m.con.sql("""
        select question, status, flipped_by, least, most, ways, flipping, low, high, bound_low, bound_high
        from measures.specification_ranges where ways > 0 and not is_suppressed""").pl()
    return {row["question"]: _told(row) for row in rows.to_dicts()}


def _told(row: dict[str, Any]) -> dict[str, Any]:
    write = _WRITTEN.get(row["question"], words.percent)
    bounds = None if row["bound_low"] is None else (write(row["bound_low"]), write(row["bound_high"]))
    return {
        **{name: row[name] for name in ("status", "flipped_by", "ways", "flipping")},
        "least": write(row["least"]),
        "most": write(row["most"]),
        "bounds": bounds,
    }
