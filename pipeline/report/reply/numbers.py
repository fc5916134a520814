"""The numbers that concern one body: each as the report shows it, small counts blank, with its definition."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import polars as pl

from pipeline.results import public, words
from pipeline.results.subject import Subject

EVERY = "ALL"
ORDER = ("requests", "initial_pass_rate", "complaints", "complaint_rate", "overturn_rate")
USUAL = {"initial_pass_rate": ("requested",), "complaint_rate": ("received",), "overturn_rate": ("decided", "received")}


@dataclass(frozen=True)
class Line:
    """One number: its name in definitions.yml ("overturn_rate.on_merits"), its span of years, what is said of it."""

    name: str
    clock: str
    span: str
    value: str
    counts: str
    interval: str
    bounds: str


def lines(con: duckdb.DuckDBPyConnection, about: Subject, country: str) -> list[Line]:
    """Rates and counts of the headline's year, of its windows and of all years; those of no case are left out."""
    found = [*_counts(con, about, country), *_rates(con, about, country)]
    return sorted(found, key=lambda line: (ORDER.index(line.name.split(".")[0]), line.name, line.clock, line.span))


def _spans(about: Subject) -> dict[str, str]:
    """How a span of years is called: a year, a window, all."""
    return {str(about.year): str(about.year), **{w.name: w.span for w in about.windows}, "all": "all years"}


def _read(con: duckdb.DuckDBPyConnection, about: Subject, country: str, kind: str) -> Iterator[dict[str, Any]]:
    """Rows of the year and of all years, then of the windows; numbers of small counts are null."""
    spans = _spans(about)
    for table, span in ((kind, "coalesce(year::varchar, 'all')"), (f"window_{kind}", '"window"')):
        rows = con.execute(
            f"select *, {span} as span from measures.{table} where country = ? and instrument = ? and unit = 'cases' "
            "order by all",
            [country, about.instrument],
        ).pl()
        for row in public.blanked(rows.filter(pl.col("span").is_in(list(spans)))).to_dicts():
            yield {**row, "span": spans[row["span"]]}


def _counts(con: duckdb.DuckDBPyConnection, about: Subject, country: str) -> Iterator[Line]:
    for row in _read(con, about, country, "counts"):
        if row["measure"] in ("requests", "complaints") and (row["n"] or row["is_suppressed"]):
            said = words.FEW if row["is_suppressed"] else words.count(row["n"])
            yield Line(f"{row['measure']}.cases", row["year_basis"], row["span"], said, "", "", "")


def _rates(con: duckdb.DuckDBPyConnection, about: Subject, country: str) -> Iterator[Line]:
    for row in _read(con, about, country, "rates"):
        if row["measure"] not in USUAL or row["year_basis"] not in USUAL[row["measure"]]:
            continue
        if row["is_suppressed"]:
            said = (words.FEW, "", "", "")
        elif not row["denominator"]:
            continue
        else:
            said = _said(row)
        yield Line(f"{row['measure']}.{row['basis']}", row["year_basis"], row["span"], *said)


def _said(row: dict[str, Any]) -> tuple[str, str, str, str]:
    """Value, counts, interval and bounds in words; complaint rates as complaints per 100 requests."""
    counts = f"{words.count(row['numerator'])} of {words.count(row['denominator'])}"
    if row["measure"] == "complaint_rate":
        high = "or more" if row["high"] is None else f"to {100 * row['high']:.1f}"
        counts = f"{words.count(row['numerator'])} to {words.count(row['denominator'])} requests"
        return f"{100 * row['value']:.1f} per 100", counts, f"{100 * row['low']:.1f} {high}", ""
    bounds = "" if row["bound_low"] is None else words.percents(row["bound_low"], row["bound_high"])
    return words.percent(row["value"]), counts, words.percents(row["low"], row["high"]), bounds
