"""The tables that may leave, blanked: what `article3 export` and the press pack write."""

from collections.abc import Mapping

import duckdb
import polars as pl

from pipeline.protect import classes
from pipeline.protect.marks import marked
from pipeline.protect.small import small, small_rate
from pipeline.settings import SMALLEST_CELL

COUNTED = ("rates", "counts", "window_rates", "window_counts")
COMPARED = {"comparisons": ("rates", "counts"), "window_comparisons": ("window_rates", "window_counts")}
KEPT = ("measure", "basis", "unit", "country", "country_a", "country_b", "instrument", "year", "window", "year_basis")
AS_TEXT = ("interval_method", "method", "is_suppressed")
INVENTED = "INVENTED DEMONSTRATION DATA"


def public_rates(
    con: duckdb.DuckDBPyConnection, earlier: Mapping[str, pl.DataFrame] | None = None, limit: int = SMALLEST_CELL
) -> dict[str, pl.DataFrame]:
    """measures.rates, counts, their windows and comparisons by name, as they may be printed.

    earlier  the same tables of an earlier release: what it blanked stays blank, and so does a count that has moved by
             less than `limit` since, because the difference is a small count
    Every row that must be blank has `is_suppressed` and no number; the attacker of `attack.py` finds no small count.
    """
    spans = con.sql('select "window", first_year, last_year from raw.windows order by all').fetchall()
    tables = {name: _with_marks(_read(con, name), (earlier or {}).get(name), limit) for name in COUNTED}
    hidden = marked(tables, {name: (first, last) for name, first, last in spans}, limit, thorough=True)
    for name, sources in COMPARED.items():
        hidden[name] = _either(_read(con, name), [hidden[source] for source in sources])
    return {name: blanked(table, name) for name, table in hidden.items()}


def blanked(table: pl.DataFrame, name: str) -> pl.DataFrame:
    """Only columns that may leave, numbers null where `is_suppressed`."""
    table = table.select(classes.may_leave(f"measures.{name}", table.columns))
    numbers = [column for column in table.columns if column not in (*KEPT, *AS_TEXT)]
    hide = pl.col("is_suppressed")
    return table.with_columns(pl.when(~hide).then(pl.col(column)).alias(column) for column in numbers)


def _read(con: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    table = con.sql(f"select * from measures.{name}").pl()
    return table.sort([column for column in KEPT if column in table.columns], nulls_last=False)


def _with_marks(table: pl.DataFrame, earlier: pl.DataFrame | None, limit: int) -> pl.DataFrame:
    """`is_suppressed` for the row's own smallness, and for what an earlier release gives away by comparison."""
    few = small("n", limit=limit) if "n" in table.columns else small_rate(limit)
    table = table.with_columns(few)
    if earlier is None:
        return table
    keys = [column for column in KEPT if column in table.columns]
    counts = [column for column in ("n", "numerator", "denominator") if column in table.columns]
    before = earlier.select(
        *keys,
        *(pl.col(name).cast(pl.Int64).alias(f"{name}_before") for name in counts),
        pl.col("is_suppressed").alias("hidden_before"),
    )
    both = table.join(before, on=keys, how="left", nulls_equal=True, maintain_order="left")
    moved = [(pl.col(name) - pl.col(f"{name}_before")).abs().is_between(1, limit - 1) for name in counts]
    again = pl.any_horizontal("is_suppressed", "hidden_before", *moved).fill_null(False)
    return both.with_columns((pl.col("is_suppressed") | again).alias("is_suppressed")).select(table.columns)


def _either(comparisons: pl.DataFrame, sources: list[pl.DataFrame]) -> pl.DataFrame:
    """A comparison is blank where a row of one of its two countries is."""
    keys = [column for column in KEPT if column in comparisons.columns and not column.startswith("country")]
    rows = pl.concat(
        [
            source.select(*(column for column in (*keys, "country", "is_suppressed") if column in source.columns))
            for source in sources
        ],
        how="diagonal",
    )
    found = comparisons.drop("is_suppressed")
    for side in ("a", "b"):
        its = rows.rename({"country": f"country_{side}", "is_suppressed": f"hidden_{side}"})
        found = found.join(its, on=[*keys, f"country_{side}"], how="left", nulls_equal=True, maintain_order="left")
    either = pl.any_horizontal("hidden_a", "hidden_b").fill_null(False).alias("is_suppressed")
    return found.with_columns(either).drop("hidden_a", "hidden_b")
