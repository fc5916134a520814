"""The ledger: what the press reports said, statement by statement, and what these records say to it."""

from typing import Any

import polars as pl

from pipeline.language import _, ngettext
from pipeline.report.pages.base import Material, Page
from pipeline.results import words


def _counted(word: str, n: int) -> str:
    """A verdict with the number of statements it was given on: "12 hold"."""
    said = {
        "holds": ngettext("{n} holds", "{n} hold", n),
        "does not hold": ngettext("{n} does not hold", "{n} do not hold", n),
        "not settled": ngettext("{n} is not settled", "{n} are not settled", n),
        "cannot be tested": ngettext("{n} cannot be tested", "{n} cannot be tested", n),
    }
    return said[word]


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
    parts = [_counted(word, counts[word]) for word in words.VERDICTS if word in counts]
    told = parts[0] if len(parts) == 1 else _("{some} and {last}", some=", ".join(parts[:-1]), last=parts[-1])
    return _("Of {n} statements {told}", n=ledger.height, told=told)


def _reading(row: dict[str, Any]) -> dict[str, str]:
    """One way to read a claim: what it was taken to mean, where it was looked up, and what was found."""
    return {
        "reading": row["reading"],
        "evidence": _("published") if row["evidence"] == "published" else _("these records"),
        "found": _found(row),
        "counts": _counts(row),
        "bounds": _bounds(row),
        "verdict": row["verdict"],
        "note": row["note"] or "",
    }


def _found(row: dict[str, Any]) -> str:
    if row["is_suppressed"] and row["evidence"] != "published":
        return _(words.FEW)
    if row["value"] is None:
        return _("nothing")
    write: Any = WRITTEN.get(row["ask"], _plainly)
    if row["low"] is None or row["high"] is None:
        return write(row["value"])
    ends = (write(row["low"]), write(row["high"]))
    if ends[0] == ends[1] == write(row["value"]):
        return str(ends[0])
    return _("{value} ({low} to {high})", value=write(row["value"]), low=ends[0], high=ends[1])


def _counts(row: dict[str, Any]) -> str:
    """What was divided by what, of the country and of what it is compared with."""
    if row["is_suppressed"] and row["evidence"] != "published":
        return _(words.FEW)
    sides = [(row["numerator"], row["denominator"]), (row["numerator_b"], row["denominator_b"])]
    told = [words.count(x) if n is None else words.part_of(x, n) for x, n in sides if x is not None]
    return f" {_('against')} ".join(told)


def _bounds(row: dict[str, Any]) -> str:
    """Where the value would lie if all open cases ended one way or the other; empty where no bounds apply."""
    if row["bound_low"] is None or row["bound_high"] is None or row["is_suppressed"]:
        return ""
    write: Any = WRITTEN.get(row["ask"], _plainly)
    return _("{low} to {high}", low=write(row["bound_low"]), high=write(row["bound_high"]))


def _plainly(value: float) -> str:
    return words.count(value) if float(value).is_integer() else words.decimal(value, 2)
