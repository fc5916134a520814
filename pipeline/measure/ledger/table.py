"""`measures.claims`, one row for each claim, and `measures.claim_readings`, one for each way to read it."""

from dataclasses import replace

import duckdb
import polars as pl

from pipeline.language import N_
from pipeline.measure.ledger import conflicts
from pipeline.measure.ledger.finding import Finding
from pipeline.measure.ledger.questions import QUESTIONS
from pipeline.measure.ledger.reading import Claim, Reading, claims, readings
from pipeline.measure.ledger.verdict import NOTHING, UNTESTED, accepted, chance, judged
from pipeline.protect.small import small
from pipeline.settings import Settings

READINGS_FILE, CONFLICTS_FILE = "claim_readings.yml", "claim_conflicts.yml"
INVENTED = N_("The records are invented: the verdict shows that the method works and nothing about the world.")
NO_READING = f"{READINGS_FILE} says of no record how this claim is to be read"

_NUMBERS = ("value", "low", "high", "bound_low", "bound_high")
_COUNTS = ("numerator", "denominator", "numerator_b", "denominator_b")
_FOUND = (*_NUMBERS, *_COUNTS, "method", "source")
_JUDGED = ("verdict", "because", "chance")
_READINGS = (
    *("id", "place", "decides", "evidence", "reading", *_JUDGED, "accept_low", "accept_high", *_FOUND, "query", "ask"),
    *("measure", "basis", "unit", "country", "comparator", "instrument", "period", "year_basis", "operator", "note"),
)
_CLAIMS = (
    *(
        "id",
        "claim",
        "reported_by",
        "kind",
        "unit",
        "operator",
        "claimed",
        "tolerance",
        *_JUDGED,
        "accept_low",
        "accept_high",
    ),
    *(*_FOUND, "evidence", "reading", "ask", "readings", "readings_agreeing"),
    *("published_verdict", "published_value", "published_source", "contradicts", "contradicts_if", "note", "caution"),
)


def build(settings: Settings, con: duckdb.DuckDBPyConnection) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The ledger and its readings, in the order of the claims and of the file of readings.

    Reads raw.claims, the measures and sequences, raw.statistics, raw.cases, raw.policy_events, and
    data/raw/hand/claim_readings.yml; a claim with no reading there cannot be tested.
    """
    known = claims(con)
    windows = {name for (name,) in con.sql('select "window" from raw.windows').fetchall()} | {""}
    asked_for = readings(settings.hand / READINGS_FILE, known, tuple(QUESTIONS))
    only_if = conflicts.conditions(settings.hand / CONFLICTS_FILE, known)
    answered = [(r, QUESTIONS[r.ask](con, r)) if r.window in windows else (_no_window(r), Finding()) for r in asked_for]
    asked = _in_order(pl.DataFrame([_reading_row(r, found) for r, found in answered], schema=_schema(_READINGS)))
    invented = con.sql("select count(*) from raw.deliveries where nature = 'invented'").fetchall()[0][0] > 0
    rows = [
        {
            **_claim_row(claim, asked.filter(pl.col("id") == claim.id), invented),
            **dict(zip(("contradicts", "contradicts_if"), conflicts.of(claim, known, only_if), strict=True)),
        }
        for claim in known
    ]
    return pl.DataFrame(rows, schema=_schema(_CLAIMS)).with_columns(small(*_COUNTS)), asked


def _in_order(asked: pl.DataFrame) -> pl.DataFrame:
    """By claim, the reading that decides first, then as in the file; each with its place."""
    of_records = pl.col("evidence") == "records"
    first = of_records & (of_records.cum_sum().over("id") == 1)
    ordered = asked.with_columns(first.alias("decides")).sort("id", ~pl.col("decides"), maintain_order=True)
    return ordered.with_columns(pl.int_range(1, pl.len() + 1).over("id").alias("place"), small(*_COUNTS))


def _no_window(reading: Reading) -> Reading:
    return replace(reading, note=f"comparisons.yml has no window '{reading.window}'")


def _schema(names: tuple[str, ...]) -> dict[str, pl.DataType]:
    """The type of each column: text unless it is known as something else."""
    floats = dict.fromkeys(
        (*_NUMBERS, "claimed", "tolerance", "accept_low", "accept_high", "published_value"), pl.Float64()
    )
    whole = dict.fromkeys((*_COUNTS, "place", "readings", "readings_agreeing"), pl.Int64())
    known: dict[str, pl.DataType] = {**floats, **whole, "contradicts": pl.List(pl.String()), "decides": pl.Boolean()}
    return {name: known.get(name, pl.String()) for name in names}


def _reading_row(reading: Reading, found: Finding) -> dict[str, object]:
    claimed = (reading.operator, reading.value, reading.tolerance)
    word, because = judged(found, *claimed, reading.settles)
    said = {name: getattr(reading, name) for name in _READINGS if hasattr(reading, name) and name not in _FOUND}
    return {
        **said,
        **{name: getattr(found, name) for name in (*_FOUND, "query")},
        "id": reading.claim,
        **{"verdict": word, "because": because, "chance": chance(found, *claimed), "period": _period(reading)},
        **dict(zip(("accept_low", "accept_high"), accepted(*claimed), strict=True)),
    }


def _period(reading: Reading) -> str:
    """A window, a year, or years with an open end where one is not named: "decade_10", "2024", "2023-"."""
    first, last = reading.first_year, reading.last_year
    if reading.window or first is last is None:
        return reading.window or "all"
    return str(first) if first == last else f"{first or ''}-{last or ''}"


def _claim_row(claim: Claim, asked: pl.DataFrame, invented: bool) -> dict[str, object]:
    """The ledger's row: the first reading of the records, how many others agree, and the first published figure."""
    records = asked.filter(pl.col("evidence") == "records").to_dicts()
    published = asked.filter(pl.col("evidence") == "published").to_dicts()
    none = {"verdict": UNTESTED, "because": NOTHING, "evidence": "records", "note": NO_READING}
    main = records[0] if records else none
    context = published[0] if published else {}
    taken = (*_FOUND, *_JUDGED, "accept_low", "accept_high", "evidence", "reading", "ask")
    return {
        **{name: main.get(name) for name in taken},
        **{
            name: getattr(claim, name)
            for name in ("id", "claim", "reported_by", "kind", "unit", "operator", "tolerance")
        },
        "claimed": claim.value,
        "readings": len(records),
        "readings_agreeing": sum(r["verdict"] == main["verdict"] for r in records),
        "published_verdict": context.get("verdict"),
        "published_value": context.get("value"),
        "published_source": context.get("source"),
        "note": "; ".join(part for part in (claim.note, main.get("note")) if part),
        "caution": INVENTED if invented and main["verdict"] != UNTESTED else None,
    }
