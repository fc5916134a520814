"""The ledger: what the press reports said, statement by statement, and what these records say to it."""

from typing import Any

import polars as pl
from markupsafe import Markup

from pipeline.language import _, ngettext
from pipeline.report.pages.base import Material, Page
from pipeline.results import findings, words
from pipeline.results.tables import opened


def _counted(word: str, n: int) -> str:
    """A verdict with the number of statements it was given on: "12 hold"."""
    said = {
        "holds": ngettext("{n} holds", "{n} hold", n),
        "does not hold": ngettext("{n} does not hold", "{n} do not hold", n),
        "not settled": ngettext("{n} is not settled", "{n} are not settled", n),
        "cannot be tested": ngettext("{n} cannot be tested", "{n} cannot be tested", n),
    }
    return said[word]


def claims(m: Material) -> Page | None:
    """The page `claims`; None where there is no ledger."""
    if not (m.has("measures.claims") and m.has("measures.claim_readings")):
        return None
    ledger = m.con.sql("select * from measures.claims order by id").pl()
    readings = m.con.sql("select * from measures.claim_readings order by id, place").pl()
    verdicts = dict(ledger.select("id", "verdict").iter_rows())
    entries = [_entry(row, verdicts, readings.filter(pl.col("id") == row["id"])) for row in ledger.to_dicts()]
    return Page("claims", _("The reports’ claims"), "claims.html.j2", {"entries": entries, "tally": _tally(ledger)})


def _tally(ledger: pl.DataFrame) -> str:
    """ "Of 22 statements 12 hold, 1 does not hold and 9 cannot be tested": how many of each verdict there are."""
    counts = dict(ledger["verdict"].value_counts().iter_rows())
    parts = [_counted(word, counts[word]) for word in words.VERDICTS if word in counts]
    told = parts[0] if len(parts) == 1 else _("{some} and {last}", some=", ".join(parts[:-1]), last=parts[-1])
    return _("Of {n} statements {told}", n=ledger.height, told=told)


def _entry(row: dict[str, Any], verdicts: dict[str, str], readings: pl.DataFrame) -> dict[str, Any]:
    """One claim with its verdict, what it rests on, what it contradicts and every way to read it."""
    return {
        **{name: row[name] for name in ("id", "claim", "reported_by", "note", "caution", "contradicts_if")},
        **_told(row),
        "reading": row["reading"],
        "readings": row["readings"],
        "agreeing": row["readings_agreeing"],
        "published": row["published_verdict"],
        "contradicts": [(other, verdicts.get(other, "")) for other in row["contradicts"] or []],
        "ways": [_reading(one) for one in readings.to_dicts()],
    }


def _reading(row: dict[str, Any]) -> dict[str, Any]:
    """One way to read a claim: what it was taken to mean, where it was looked up, and what was found."""
    evidence = _("published") if row["evidence"] == "published" else _("these records")
    return {**_told(row), "reading": row["reading"], "evidence": evidence, "decides": row["decides"]}


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """What both have: the verdict, why, and the numbers, each leading to where it is defined."""
    numbers = {
        name: write(row)
        for name, write in (
            ("found", findings.value),
            ("interval", findings.interval),
            ("bounds", findings.bounds),
            ("counts", findings.counts),
        )
    }
    is_opened = row["value"] is not None and not findings.hidden(row)
    return {
        "verdict": row["verdict"],
        "why": findings.why(row),
        "chance": findings.chance(row),
        "is_chance": row["chance"] == "not settled",
        "note": row["note"] or "",
        **{name: opened(row["number"], text) if text and is_opened else Markup("{}").format(text or words.EMPTY)
           for name, text in numbers.items()},
    }  # fmt: skip
