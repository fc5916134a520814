"""Counts as the models hand them over, and columns of numbers on their way back."""

from collections.abc import Sequence

import duckdb
import numpy as np
import polars as pl

from pipeline.measure.counts import Array
from pipeline.protect.small import small as small  # the mark is the gate's; measures read it here

RATE_KEYS = ["measure", "basis", "unit", "country", "instrument", "year", "year_basis"]
COUNT_KEYS = ["measure", "unit", "country", "instrument", "year", "year_basis"]
_WHOLE = {"numerator": "bigint", "denominator": "bigint", "pending": "bigint", "n": "bigint", "year": "integer"}


def with_window(keys: Sequence[str]) -> list[str]:
    """The same keys for the tables over windows: `window` stands before `year`."""
    at = list(keys).index("year")
    return [*keys[:at], "window", *keys[at:]]


def read(con: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str]) -> pl.DataFrame:
    """These columns of a table of cells, counts as whole numbers whatever the model made of them."""
    chosen = ", ".join(f'"{name}"::{_WHOLE.get(name, "varchar")} as "{name}"' for name in columns)
    return con.sql(f"select {chosen} from {table}").pl()


def numbers(values: Array, name: str) -> pl.Series:
    """A column of floats: null where there is no number or it has no end (docs/decisions/no_number.md)."""
    return pl.Series(name, np.where(np.isfinite(values), values, np.nan), dtype=pl.Float64).fill_nan(None)


def floats(column: pl.Series) -> Array:
    """A column as an array; null becomes NaN."""
    return column.cast(pl.Float64).to_numpy()
