"""A figure as it was measured: its row in `measures`, and that row in words."""

from typing import Any

import duckdb

from pipeline.behind.question import ALL, Question
from pipeline.errors import Fault


def measured(con: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Any]:
    """The row of measures.rates or counts (window_… for a window) the question asks for. Fault where there is none."""
    definition = question.definition
    table = "rates" if definition.is_rate else "counts"
    asked = {
        "measure": definition.measure,
        "basis" if definition.is_rate else "unit": definition.basis,
        "country": question.country,
        "instrument": question.instrument,
        "year": question.year,
        "year_basis": question.clock,
    }
    if question.window is not None:
        table, asked["window"] = f"window_{table}", question.window
    conditions = " and ".join(f'"{name}" is not distinct from ?' for name in asked)
    try:
        found = con.execute(f"select * from measures.{table} where {conditions}", list(asked.values()))
    except duckdb.CatalogException:
        raise Fault(f"measures.{table}", "is not there yet", "Run `article3 run` first.") from None
    row = found.fetchone()
    if row is None:
        raise Fault(f"measures.{table}", f"no figure for {in_words(question)}", "No record counts there.")
    return dict(zip([column[0] for column in found.description], row, strict=True))


def in_words(question: Question) -> str:
    """Measure, basis, country, instrument, span and clock on one line."""
    definition = question.definition
    span = question.window or (str(question.year) if question.year else "all years")
    country = "all countries" if question.country == ALL else question.country
    instrument = "all instruments" if question.instrument == ALL else question.instrument
    return f"{definition.measure} {definition.basis}, {country}, {instrument}, {span} by the year {question.clock}"


def lines(question: Question, row: dict[str, Any]) -> list[str]:
    """What the figure is and what it came to."""
    definition = question.definition
    told = [in_words(question), f"  what it is    {definition.means}", f"  numerator     {definition.numerator.means}"]
    if definition.denominator is not None:
        told.append(f"  denominator   {definition.denominator.means}")
    if definition.cautions:
        told.append(f"  caution       {' '.join(definition.cautions)}")
    conditions = dict.fromkeys(side.where for side in (definition.numerator, definition.denominator) if side)
    told.append(f"  model         {definition.model}: {', '.join(conditions)}")
    told += _rate(row) if definition.is_rate else [f"  count         {row['n']:,} {definition.basis}"]
    if row["is_suppressed"]:
        told.append("  few cases     so few that a public page must not give this figure")
    return told


def _rate(row: dict[str, Any]) -> list[str]:
    counts = f"{row['numerator']:,} of {row['denominator']:,}"
    if row["value"] is None:
        return [f"  value         none: {counts}"]
    told = [f"  value         {row['value']:.4f} ({counts}){_range(row, 'low', 'high', ', 95 % interval ')}"]
    told[0] += f" ({row['interval_method']})"
    if row["bound_low"] is not None:
        told.append(
            f"  bounds        {_range(row, 'bound_low', 'bound_high')} if every open case ended one way or the other"
        )
    return told


def _range(row: dict[str, Any], low: str, high: str, before: str = "") -> str:
    top = "no end" if row[high] is None else f"{row[high]:.4f}"
    return f"{before}{row[low]:.4f} to {top}"
