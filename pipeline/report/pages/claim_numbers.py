"""Where a number of the ledger comes from: the reading behind a claim, and the figures or rows behind a reading."""

from typing import Any

import polars as pl
from markupsafe import Markup

from pipeline.language import _
from pipeline.report.pages.base import table
from pipeline.results import findings

TABLES = ("claims", "claim_readings")
_OF_A_BASIS, _OF_A_UNIT = ("rate", "rate_rank", "apart"), ("count", "ratio", "rank")


def about(row: dict[str, Any]) -> str:
    """The statement; of a reading its id and what it is read as."""
    statement = row.get("claim")
    if statement:
        return _(statement)
    reading = row["reading"]
    return f"{row['id']}: {_(reading)}"


def counts(row: dict[str, Any]) -> Markup:
    """What was found, and the verdict, as a table of one line."""
    verdict = row["verdict"]
    told = {
        "found": findings.value(row),
        "interval": findings.interval(row),
        "bounds": findings.bounds(row),
        "counts": findings.counts(row),
        "verdict": _(verdict),
        "because": findings.why(row),
        "chance": findings.chance(row),
    }
    shown = {name: text for name, text in told.items() if text}
    return table(
        pl.DataFrame([shown]),
        _("What it came to"),
        found="found", counts="counts", verdict="verdict", because="why", chance="chance",
    )  # fmt: skip


def made_of(row: dict[str, Any]) -> tuple[str, ...]:
    """The reading a claim rests on; the figures of the country and of what it is compared with behind a reading."""
    if "claim" in row:
        return (f"reading.{row['id']}.1",)
    part = row["basis"] if row["ask"] in _OF_A_BASIS else row["unit"]
    if row["evidence"] != "records" or row["ask"] not in (*_OF_A_BASIS, *_OF_A_UNIT):
        return ()
    both = row["ask"] in ("ratio", "apart") and row["comparator"]
    countries = (row["country"], row["comparator"]) if both else (row["country"],)
    rest = f"{row['instrument']}.{row['period']}.{row['year_basis']}"
    return tuple(f"{row['measure']}.{part}.{country}.{rest}" for country in countries)
