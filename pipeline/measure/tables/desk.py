"""What every table of a method is given: the finished models, and what the headline compares."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import polars as pl

from pipeline.errors import Fault
from pipeline.measure.cells import small
from pipeline.results import public, subject
from pipeline.settings import Settings

# The two shares of the headline: measure, basis, clock.
PASSED = ("initial_pass_rate", "checked", "requested")
OVERTURNED = ("overturn_rate", "on_merits", "decided")

# The same as columns of marts.requests and marts.complaints: numerator, denominator, country, year.
FLAGS = {
    PASSED: ("requests", "passes_checked_num", "passes_checked_den", "requesting_country", "year_requested"),
    OVERTURNED: (
        *("complaints", "overturn_on_merits_num", "overturn_on_merits_den"),
        *("respondent_country", "year_decided"),
    ),
}

# Whether a row counts under the headline's instrument.
COUNTED = "($instrument = 'ALL' or instrument = $instrument or ($instrument = 'WANTED' and is_wanted))"

TEXT, NUMBER, WHOLE, FLAG = pl.String(), pl.Float64(), pl.Int64(), pl.Boolean()
Schema = dict[str, pl.DataType]
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Desk:
    """One run's models and its headline (data/raw/hand/comparisons.yml)."""

    con: duckdb.DuckDBPyConnection
    settings: Settings
    subject: subject.Subject

    def rows(self, sql: str) -> pl.DataFrame:
        """The rows of a query, which may use $country, $comparator, $instrument, $year and $window."""
        return public.query(self.con, sql, self.subject)

    def windows(self) -> list[tuple[str, int, int]]:
        """Name, first and last year of every window, the latest beginning first."""
        return [(w.name, w.first, w.last) for w in self.subject.windows]


def desk(con: duckdb.DuckDBPyConnection, settings: Settings) -> Desk | None:
    """The desk of a run; None where comparisons.yml names no headline: then there is nothing to compare."""
    try:
        return Desk(con, settings, subject.load(settings, con))
    except Fault:
        return None


def frame(rows: Rows, schema: Schema, counts: Sequence[str | pl.Expr]) -> pl.DataFrame:
    """Rows as a table with these columns; numbers that are no numbers become null; small ones are marked.

    counts  columns whose values from 1 to 4 mark a row (docs/decisions/small_cells.md)
    """
    table = pl.DataFrame(rows, schema=schema, orient="row")
    floats = pl.col(pl.Float64)
    table = table.with_columns(pl.when(floats.is_finite()).then(floats))
    return table.with_columns(small(*counts))


REST = pl.col("denominator") - pl.col("numerator")
SHARE_COUNTS = ("numerator", "denominator", REST)
