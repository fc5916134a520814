"""The ledger: what the press reports said, statement by statement, and what these records say to it."""

from typing import Any

import polars as pl

from pipeline.language import _
from pipeline.report.pages.base import Material, Page
from pipeline.results import words

# Each verdict as a verb, of one statement and of several.
VERDICTS = {
    "holds": ("holds", "hold"),
    "does not hold": ("does not hold", "do not hold"),
    "not settled": ("is not settled", "are not settled"),
    "cannot be tested": ("cannot be tested", "cannot be tested"),
}

# How a found value is written, by the question that was asked.
WRITTEN: dict[str, Any] = {
    "rate": words.percent,
    "ratio": words.ratio,
    "figure_ratio": words.ratio,
    "apart": words.percent,
}


def claims(m: Material) -> Page | None:
    """The page `claims`; None where there is no ledger."""
    if not (m.has("measures.claims") and m.has("measures.claim_readings")):
        return None
    ledger = m.con.sql(
        "select id, claim, reported_by, verdict, note, caution, contradicts from measures.claims order by id"
    ).pl()
    readings = m.con.sql("select * from measures.claim_readings order by id").pl()
    entries = [
        {**row, "readings": [_reading(one) for one in readings.filter(pl.col("id") == row["id"]).to_dicts()]}
        for row in ledger.to_dicts()
    ]
    return Page("claims", _("The reports’ claims"), "claims.html.j2", {"entries": entries, "tally": _tally(ledger)})


def _tally(ledger: pl.DataFrame) -> str:
    """ "Of 22 statements 12 hold, 1 does not hold and 9 cannot be tested": how many of each verdict there are."""
    counts = dict(ledger["verdict"].value_counts().iter_rows())
    parts = [f"{counts[word]} {said[counts[word] > 1]}" for word, said in VERDICTS.items() if word in counts]
    return f"Of {ledger.height} statements {' and '.join([', '.join(parts[:-1]), parts[-1]] if parts[1:] else parts)}"


def _reading(row: dict[str, Any]) -> dict[str, str]:
    """One way to read a claim: what it was taken to mean, where it was looked up, and what was found."""
    return {
        "reading": row["reading"],
        "evidence": "published" if row["evidence"] == "published" else "these records",
        "found": _found(row),
        "counts": _counts(row),
        "bounds": _bounds(row),
        "verdict": row["verdict"],
        "note": row["note"] or "",
    }


def _found(row: dict[str, Any]) -> str:
    if row["is_suppressed"] and row["evidence"] != "published":
        return words.FEW
    if row["value"] is None:
        return "nothing"
    write: Any = WRITTEN.get(row["ask"], _plainly)
    if row["low"] is None or row["high"] is None:
        return write(row["value"])
    ends = (write(row["low"]), write(row["high"]))
    if ends[0] == ends[1] == write(row["value"]):
        return str(ends[0])
    return f"{write(row['value'])} ({ends[0]} to {ends[1]})"


def _counts(row: dict[str, Any]) -> str:
    """What was divided by what, of the country and of what it is compared with."""
    if row["is_suppressed"] and row["evidence"] != "published":
        return words.FEW
    sides = [(row["numerator"], row["denominator"]), (row["numerator_b"], row["denominator_b"])]
    told = [words.count(x) if n is None else f"{words.count(x)} of {words.count(n)}" for x, n in sides if x is not None]
    return " against ".join(told)


def _bounds(row: dict[str, Any]) -> str:
    """Where the value would lie if all open cases ended one way or the other; empty where no bounds apply."""
    if row["bound_low"] is None or row["bound_high"] is None or row["is_suppressed"]:
        return ""
    write: Any = WRITTEN.get(row["ask"], _plainly)
    return f"{write(row['bound_low'])} to {write(row['bound_high'])}"


def _plainly(value: float) -> str:
    return words.count(value) if float(value).is_integer() else f"{value:,.2f}"
