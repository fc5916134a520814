"""`measures.claims`, one row for each claim, and `measures.claim_readings`, one for each way to read it."""

from dataclasses import replace

import duckdb
import polars as pl

from pipeline.measure.ledger.finding import Finding
from pipeline.measure.ledger.questions import QUESTIONS
from pipeline.measure.ledger.reading import Claim, Reading, claims, readings
from pipeline.measure.ledger.verdict import UNTESTED, chance, verdict
from pipeline.protect.small import small
from pipeline.settings import Settings

READINGS_FILE = "claim_readings.yml"
INVENTED = "The records are invented: the verdict shows that the method works and nothing about the world."
NO_READING = f"{READINGS_FILE} says of no record how this claim is to be read"

_NUMBERS = ("value", "low", "high", "bound_low", "bound_high")
_COUNTS = ("numerator", "denominator", "numerator_b", "denominator_b")
_FOUND = (*_NUMBERS, *_COUNTS, "method", "source")
_READINGS = (
    *("id", "evidence", "reading", "verdict", "chance", *_FOUND),
    *(
        "ask",
        "measure",
        "basis",
        "unit",
        "country",
        "comparator",
        "instrument",
        "period",
        "year_basis",
        "operator",
        "note",
    ),
)
_CLAIMS = (
    *(
        "id",
        "claim",
        "reported_by",
        "kind",
        "operator",
        "claimed",
        "tolerance",
        "verdict",
        "chance",
        *_FOUND,
        "evidence",
        "reading",
    ),
    *("readings", "readings_agreeing", "published_verdict", "published_value", "published_source"),
    *("contradicts", "note", "caution"),
)


def build(settings: Settings, con: duckdb.DuckDBPyConnection) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The ledger and its readings, in the order of the claims and of the file of readings.

    Reads raw.claims, the measures and sequences, raw.statistics, raw.cases, raw.policy_events, and
    data/raw/hand/claim_readings.yml; a claim with no reading there cannot be tested.
    """
    known = claims(con)
    windows = {name for (name,) in con.sql('select "window" from raw.windows').fetchall()} | {""}
    asked_for = readings(settings.hand / READINGS_FILE, known, tuple(QUESTIONS))
    answered = [(r, QUESTIONS[r.ask](con, r)) if r.window in windows else (_no_window(r), Finding()) for r in asked_for]
    asked = pl.DataFrame([_reading_row(r, found) for r, found in answered], schema=_schema(_READINGS)).with_columns(
        small(*_COUNTS)
    )
    invented = con.sql("select count(*) from raw.deliveries where nature = 'invented'").fetchall()[0][0] > 0
    rows = [_claim_row(claim, asked.filter(pl.col("id") == claim.id), known, invented) for claim in known]
    return pl.DataFrame(rows, schema=_schema(_CLAIMS)).with_columns(small(*_COUNTS)), asked.sort(
        "id", maintain_order=True
    )


def _no_window(reading: Reading) -> Reading:
    return replace(reading, note=f"comparisons.yml has no window '{reading.window}'")


def _schema(names: tuple[str, ...]) -> dict[str, pl.DataType]:
    """The type of each column: text unless it is known as something else."""
    floats = dict.fromkeys((*_NUMBERS, "claimed", "tolerance", "published_value"), pl.Float64())
    whole = dict.fromkeys((*_COUNTS, "readings", "readings_agreeing"), pl.Int64())
    known: dict[str, pl.DataType] = {**floats, **whole, "contradicts": pl.List(pl.String())}
    return {name: known.get(name, pl.String()) for name in names}


def _reading_row(reading: Reading, found: Finding) -> dict[str, object]:
    said = {name: getattr(reading, name) for name in _READINGS if hasattr(reading, name) and name not in _FOUND}
    years = "-".join(str(y) for y in (reading.first_year, reading.last_year) if y is not None)
    return {
        **said,
        **{name: getattr(found, name) for name in _FOUND},
        "id": reading.claim,
        "verdict": verdict(found, reading.operator, reading.value, reading.tolerance, reading.settles),
        "chance": chance(found, reading.operator, reading.value, reading.tolerance),
        "period": reading.window or years or "all",
    }


def _claim_row(claim: Claim, asked: pl.DataFrame, known: list[Claim], invented: bool) -> dict[str, object]:
    """The ledger's row: the first reading of the records, how many others agree, and the first published figure."""
    records = asked.filter(pl.col("evidence") == "records").to_dicts()
    published = asked.filter(pl.col("evidence") == "published").to_dicts()
    main = records[0] if records else {"verdict": UNTESTED, "evidence": "records", "note": NO_READING}
    context = published[0] if published else {}
    against = set(claim.contradicts) | {other.id for other in known if claim.id in other.contradicts}
    said = {name: main.get(name) for name in (*_FOUND, "verdict", "chance", "evidence", "reading")}
    return {
        **said,
        **{name: getattr(claim, name) for name in ("id", "claim", "reported_by", "kind", "operator", "tolerance")},
        "claimed": claim.value,
        "readings": len(records),
        "readings_agreeing": sum(r["verdict"] == main["verdict"] for r in records),
        "published_verdict": context.get("verdict"),
        "published_value": context.get("value"),
        "published_source": context.get("source"),
        "contradicts": sorted(against),
        "note": "; ".join(part for part in (claim.note, main.get("note")) if part),
        "caution": INVENTED if invented and said["verdict"] != UNTESTED else None,
    }
