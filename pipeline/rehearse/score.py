"""Compares what the program found with what was planted: every difference, in words a person can act on."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from pipeline.errors import Fault
from pipeline.rehearse import scans

RATE = ("measure", "basis", "country", "instrument", "year", "year_basis")
COUNT = ("measure", "unit", "country", "instrument", "year", "year_basis")
ACCOUNTING = ("rows_found", "rows_staged", "rows_quarantined", "rows_excluded")

# Bases whose denominator holds the pending already.
HOLDS_PENDING = ("received", "submitted")

# Entries of audit.unmapped that speak of no word: columns ignored by name, and the number of charges
NO_WORDS = ("(column)", "offence_text")

Found = dict[tuple[Any, ...], tuple[Any, ...]]


def score(database: Path, truth: Path, units: tuple[str, ...] = ("cases",)) -> list[str]:
    """Differences between the database and the truth of the delivery it was built from; empty where all was recovered.

    units   of the counts that are compared; `persons` hang on how well people are linked
    Fault where one of the two files is missing.
    """
    for path in (database, truth):
        if not path.exists():
            raise Fault(path.name, "there is no such file", "Run `article3 rehearse --truth FILE` and `article3 run`.")
    planted = json.loads(truth.read_text("utf8"))
    with duckdb.connect(str(database), read_only=True) as con:
        return [
            *_rates(con, planted),
            *_counts(con, planted, units),
            *_accounting(con, planted),
            *_unmapped(con, planted),
            *_documents(con, planted),
            *_figures(con, planted),
        ]


def _rates(con: duckdb.DuckDBPyConnection, planted: dict[str, Any]) -> Iterator[str]:
    """Numerator, denominator and bounds of every rate of cases; a rate of nothing may be left out."""
    true = {tuple(rate[k] for k in RATE): _expected(rate) for rate in planted["rates"]}
    columns = ", ".join(RATE)
    sql = f"select {columns}, numerator, denominator, bound_low, bound_high from measures.rates where unit = 'cases'"
    found = {key: (*n, _rounded(low), _rounded(high)) for key, (*n, low, high) in _read(con, sql, len(RATE)).items()}
    return _differences("rate", true, found, (0, 0, None, None))


def _expected(rate: dict[str, Any]) -> tuple[Any, ...]:
    """(numerator, denominator, bound_low, bound_high) by the definition of the bounds."""
    above, below, pending = rate["numerator"], rate["denominator"], rate["pending"]
    whole = below if rate["basis"] in HOLDS_PENDING else below + (pending or 0)
    if pending is None or not whole:
        return above, below, None, None
    return above, below, _rounded(above / whole), _rounded((above + pending) / whole)


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 9)


def _counts(con: duckdb.DuckDBPyConnection, planted: dict[str, Any], units: tuple[str, ...]) -> Iterator[str]:
    """Counts without the messages that stand on a scan alone, which are as good as OCR."""
    true = {tuple(count[k] for k in COUNT): (count["n"],) for count in planted["counts"] if count["unit"] in units}
    found = _read(con, f"select {', '.join(COUNT)}, n from measures.counts", len(COUNT))
    for country, year in scans.messages_on_scans_alone(con, planted):
        for cell in {(place, span) for place in ("ALL", country) if place for span in (year, None)}:
            key = ("messages", "cases", cell[0], "ALL", cell[1], "sent")
            found[key] = (found[key][0] - 1,)
    return _differences("count", true, {key: n for key, n in found.items() if key[1] in units}, (0,))


def _accounting(con: duckdb.DuckDBPyConnection, planted: dict[str, Any]) -> Iterator[str]:
    true = {(path,): tuple(file[k] for k in ACCOUNTING) for path, file in planted["accounting"].items()}
    found = _read(con, f"select path, {', '.join(ACCOUNTING)} from audit.records", 1)
    for path in planted.get("scans", {}):  # without OCR they are skipped, and listed so
        if (path,) not in found:
            del true[(path,)]
    return _differences("accounting of", true, found, (0, 0, 0, 0))


def _unmapped(con: duckdb.DuckDBPyConnection, planted: dict[str, Any]) -> Iterator[str]:
    true = {(row["path"], row["value"]): (row["n"],) for row in planted["unmapped"]}
    sql = f"select path, value, cast(sum(n) as integer) from audit.unmapped where field not in {NO_WORDS} group by all"
    found = {key: n for key, n in _read(con, sql, 2).items() if key[0] not in planted.get("scans", {})}
    return _differences("unmapped value", true, found, (0,))


def _documents(con: duckdb.DuckDBPyConnection, planted: dict[str, Any]) -> Iterator[str]:
    """What each planted decision says, field by field."""
    said = planted.get("documents")
    if not said:
        return iter(())
    true = {(path, field): (value,) for path, fields in said.items() for field, value in fields.items()}
    fields = sorted({field for _, field in true})
    found: Found = {}
    for path, *values in con.execute(f"select source_file, {', '.join(fields)} from staged.documents").fetchall():
        values = [
            sorted(value or ()) if name == "grounds" else value for name, value in zip(fields, values, strict=True)
        ]
        found |= {(path, name): (value,) for name, value in zip(fields, values, strict=True) if path in said}
    return _differences("decision", true, found, (None,))


def _figures(con: duckdb.DuckDBPyConnection, planted: dict[str, Any]) -> Iterator[str]:
    """Every figure that the prose of a report gives, and every row of the table of requests in circulation."""
    names = ("measure", "country", "year", "value", "unit")
    true = {(path, *(one[k] for k in names)): (1,) for path, ones in planted.get("figures", {}).items() for one in ones}
    true |= {("in circulation", *row): (1,) for row in planted.get("stock", ())}
    sql = f"select source_file, {', '.join(names)}, cast(count(*) as integer) from staged.reported_figures group by all"
    found = _read(con, sql, 6) if planted.get("figures") else {}
    stock = "select 'in circulation', country, cast(as_of as varchar), n, 1 from staged.snapshots"
    found |= _read(con, stock, 4) if planted.get("stock") else {}
    return _differences("figure", true, found, (0,))


def _read(con: duckdb.DuckDBPyConnection, sql: str, keys: int) -> Found:
    return {row[:keys]: row[keys:] for row in con.execute(sql).fetchall()}


def _differences(what: str, true: Found, found: Found, nothing: tuple[Any, ...]) -> Iterator[str]:
    for key in sorted(true.keys() | found.keys(), key=str):
        planted, recovered = true.get(key, nothing), found.get(key, nothing)
        if planted != recovered:
            yield f"{what} {' '.join(map(str, key))}: planted {planted}, found {recovered}"
