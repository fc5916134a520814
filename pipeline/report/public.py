"""What may stand on a page: small cells blanked, the rest as measured. The one place where frames for pages are read."""

from typing import Any

import duckdb
import polars as pl

from pipeline.settings import SMALLEST_CELL

# Everything from which a small count could be read or worked out.
TELLING = ("n", "numerator", "value", "low", "high", "bound_low", "bound_high")


def frame(con: duckdb.DuckDBPyConnection, sql: str, params: dict[str, Any] | None = None) -> pl.DataFrame:
    """The rows of a query, with the numbers of suppressed rows null.

    A row is suppressed where `is_suppressed` says so; counts without that column are, from 1 to SMALLEST_CELL - 1.
    """
    rows = con.sql(sql, params=params or {}).pl()
    if "is_suppressed" not in rows.columns:
        hidden = pl.col("n").is_between(1, SMALLEST_CELL - 1) if "n" in rows.columns else pl.lit(False)
        rows = rows.with_columns(hidden.fill_null(False).alias("is_suppressed"))
    blank = [pl.when(pl.col("is_suppressed")).then(None).otherwise(pl.col(c)).alias(c) for c in TELLING if c in rows.columns]
    return rows.with_columns(blank)
