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


def no_rest(rows: pl.DataFrame) -> pl.DataFrame:
    """A table that is counted where it is shown, with `is_suppressed` so that no small count is the rest of its total.

    The first column is what is told apart, further words what the counts are of; `n` is the count. Where one row alone
    is small, or all small ones come to less than SMALLEST_CELL, the next smallest goes too.
    Tables of measures say themselves what is suppressed: they stay as they are.
    """
    if "n" not in rows.columns or "is_suppressed" in rows.columns or rows.is_empty():
        return rows
    of = [name for name, kind in rows.schema.items() if kind == pl.String][1:]
    groups: dict[tuple[Any, ...], list[int]] = {}
    for at, key in enumerate(rows.select(of).rows() if of else [()] * rows.height):
        groups.setdefault(key, []).append(at)
    counts = rows["n"].to_list()
    hidden = {at for group in groups.values() for at in _too_few([(counts[at], at) for at in group if counts[at]])}
    return rows.with_columns(pl.Series("is_suppressed", [at in hidden for at in range(rows.height)]))


def _too_few(counted: list[tuple[int, int]]) -> list[int]:
    """The places of the small counts, and of as many of the next as keep their sum from telling one."""
    found: list[tuple[int, int]] = []
    for n, at in sorted(counted):
        is_open = len(found) > 1 and sum(few for few, _ in found) >= SMALLEST_CELL
        if n >= SMALLEST_CELL and (not found or is_open):
            break
        found.append((n, at))
    return [at for _, at in found]


def _blank(name: str) -> Any:
    return pl.when(pl.col("is_suppressed")).then(None).otherwise(pl.col(name)).alias(name)
