"""The tables that may leave, blanked: what `article3 export` writes."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import polars as pl

from pipeline.errors import Fault
from pipeline.protect import classes
from pipeline.protect.release.blank import Blanked, blank
from pipeline.protect.release.plan import Plan
from pipeline.settings import SMALLEST_CELL

COUNTED = ("rates", "counts", "window_rates", "window_counts")
COMPARED = {"comparisons": ("rates", "counts"), "window_comparisons": ("window_rates", "window_counts")}
KEPT = ("measure", "basis", "unit", "country", "country_a", "country_b", "instrument", "year", "window", "year_basis")
COUNTS = ("n", "numerator", "denominator")
AS_TEXT = ("interval_method", "method", "is_suppressed", "number")
INVENTED = "INVENTED DEMONSTRATION DATA"


@dataclass(frozen=True)
class Release:
    """The tables that leave, by name, and the blanked counts they are made from."""

    tables: dict[str, pl.DataFrame]
    blanked: Blanked

    def summary(self) -> str:
        """How much is printed, and why the rest is not."""
        cells = self.blanked.cells
        printed, small = cells["is_printed"], cells["is_small"]
        kept = int(cells["value"].filter(printed).sum()) / max(1, int(cells["value"].sum()))
        return (
            f"{sum(table.height for table in self.tables.values()):,} rows in {len(self.tables)} tables; of "
            f"{cells.height:,} counts in them {small.sum():,} are blank because they are small, "
            f"{(~printed & ~small).sum():,} because a small one would follow; {100 * kept:.0f} % of all that is "
            "counted is printed"
        )


def public_rates(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    earlier: Mapping[str, pl.DataFrame] | None = None,
    pages: Mapping[str, pl.DataFrame] | None = None,
    limit: int = SMALLEST_CELL,
) -> Release:
    """measures.rates, counts, their windows and comparisons by name, as they may be printed.

    plan     which of their rows a release has a place for
    earlier  the same tables of an earlier release: what it blanked stays blank, and so does a count that has moved by
             less than `limit` since, because the difference is a small count
    pages    the rows that the report prints
    """
    spans = con.sql('select "window", first_year, last_year from raw.windows order by all').fetchall()
    windows = {name: (first, last) for name, first, last in spans}
    known = {name: table for name, table in (earlier or {}).items() if name in COUNTED}
    found = blank({name: _read(con, name) for name in COUNTED}, plan, windows, limit, known, pages)
    tables = {name: blanked(table, name) for name, table in found.tables.items()}
    for name, sources in COMPARED.items():
        tables[name] = blanked(_both(_read(con, name), [tables[source] for source in sources]), name)
    return Release(tables, found)


def blanked(table: pl.DataFrame, name: str) -> pl.DataFrame:
    """Only columns that may leave; what is worked out of counts is null where `is_suppressed`."""
    table = without_days(table.select(classes.may_leave(f"measures.{name}", table.columns)), name)
    worked_out = [column for column in table.columns if column not in (*KEPT, *COUNTS, *AS_TEXT)]
    hide = pl.col("is_suppressed")
    return table.with_columns(pl.when(~hide).then(pl.col(column)).alias(column) for column in worked_out)


def without_days(table: pl.DataFrame, name: str) -> pl.DataFrame:
    """The table as it is. Fault where a column holds days or hours: in a release nothing is finer than a year."""
    for column, kind in table.schema.items():
        if kind.is_temporal():
            raise Fault(f"measures.{name}", f"{column} holds days", "Release its year, or call it private in its .yml.")
    return table


def _read(con: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    table = con.sql(f"select * from measures.{name}").pl()
    return table.sort([column for column in KEPT if column in table.columns], nulls_last=False)


def _both(comparisons: pl.DataFrame, sources: list[pl.DataFrame]) -> pl.DataFrame:
    """The comparisons of two rows that are both released; suppressed where a number of either is."""
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
        found = found.join(its, on=[*keys, f"country_{side}"], how="inner", nulls_equal=True, maintain_order="left")
    either = pl.any_horizontal("hidden_a", "hidden_b").alias("is_suppressed")
    return found.with_columns(either).drop("hidden_a", "hidden_b")
