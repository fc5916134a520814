"""What may stand on a page: small cells blanked, the rest as measured. Frames for pages and figures are read here."""

from typing import Any

import duckdb
import polars as pl
from polars import selectors

from pipeline.results.subject import Subject
from pipeline.settings import SMALLEST_CELL

# Everything from which a small count could be read or worked out.
TELLING = (
    "n", "numerator", "denominator", "value", "low", "high", "bound_low", "bound_high",
    "ratio", "value_a", "value_b", "difference", "difference_low", "difference_high",
)  # fmt: skip
WORDS = ("country", "comparator", "instrument", "year", "window")


def query(con: duckdb.DuckDBPyConnection, sql: str, subject: Subject) -> pl.DataFrame:
    """The rows of a query as they are. It may use $country, $comparator, $instrument, $year and $window."""
    given = {name: getattr(subject, name) for name in WORDS if f"${name}" in sql}
    return con.sql(sql, params=given).pl().cast({selectors.decimal(): pl.Float64})


def filled(sql: str, subject: Subject) -> str:
    """The query on one line with its $names filled in, so that it can be pasted into any DuckDB shell."""
    for name in WORDS:
        value = getattr(subject, name)
        sql = sql.replace(f"${name}", str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'")
    return " ".join(sql.split())


def frame(con: duckdb.DuckDBPyConnection, sql: str, subject: Subject) -> pl.DataFrame:
    """The rows of a query, with the numbers of suppressed rows null.

    A row is suppressed where `is_suppressed` says so; one with a count `n` and without that column is,
    where n is from 1 to SMALLEST_CELL - 1.
    """
    return blanked(query(con, sql, subject))


def blanked(rows: pl.DataFrame) -> pl.DataFrame:
    """The same rows with `is_suppressed`, and with TELLING null where that is true."""
    if "is_suppressed" not in rows.columns:
        hidden = pl.col("n").is_between(1, SMALLEST_CELL - 1) if "n" in rows.columns else pl.lit(False)
        rows = rows.with_columns(hidden.fill_null(False).alias("is_suppressed"))
    blank = [_blank(name) for name in TELLING if name in rows.columns]
    return rows.with_columns(blank)


def _blank(name: str) -> Any:
    return pl.when(pl.col("is_suppressed")).then(None).otherwise(pl.col(name)).alias(name)
