"""The published counts as cells: one number each, whichever rows of whichever tables print it.

The numerator of a rate, its denominator and a plain count may be the same number. A row that is printed gives away all
the cells it holds; a cell is hidden only where every row that holds it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from pipeline.protect.small import PER_REQUEST, REST

KEYS = ["quantity", "unit", "country", "instrument", "period"]

# What the two counts of a rate are. `@` stands for the clock.
_OF_RATES = {
    ("initial_pass_rate", "checked"): ("passed", "checked"),
    ("initial_pass_rate", "submitted"): ("passed", "submitted"),
    (PER_REQUEST, "per_circulated"): ("complaints", "circulated"),
    (PER_REQUEST, "per_passed"): ("complaints", "passed"),
    (PER_REQUEST, "per_submitted"): ("complaints", "submitted"),
    ("overturn_rate", "received"): ("overturned@", "complaints"),
    ("overturn_rate", "with_data"): ("overturned@", "with_data@"),
    ("overturn_rate", "on_merits"): ("overturned@", "on_merits@"),
    ("overturn_rate", "broad"): ("overturned_broad@", "with_data@"),
    ("overturn_rate", "modified"): ("modified@", "on_merits@"),
}
BETWEEN = {
    f"{end}@{clock}": (f"overturned@{clock}", f"{wide}@{clock}")
    for clock in ("received", "decided")
    for end, wide in (("deleted", "overturned_broad"), ("updated", "modified"))
}
_OF_COUNTS = {"requests": "submitted", "complaints": "complaints"}
_PERIOD = pl.coalesce("window", pl.col("year").cast(pl.String), pl.lit("all")).alias("period")


@dataclass(frozen=True)
class Cells:
    """Every cell, and which row holds which.

    table   id (0, 1, …), KEYS, value; in order of KEYS, so that the same numbers give the same ids
    held    row (running number over all tables), id, is_printed: false for a rest, which a reader works out
    marked  one value for each row: is it suppressed for its own smallness
    """

    table: pl.DataFrame
    held: pl.DataFrame
    marked: pl.Series


def cells(tables: Mapping[str, pl.DataFrame], primary: Mapping[str, pl.Series]) -> Cells:
    """The cells of tables of rates (numerator, denominator) and of counts (n).

    primary  for each table, which rows are suppressed for their own smallness
    """
    every = _said(tables)
    every = pl.concat([every, *_between(every)])
    table = every.unique(KEYS, keep="first", maintain_order=True).select(*KEYS, "value").sort(KEYS).with_row_index("id")
    held = (
        every.join(table.select(*KEYS, "id"), on=KEYS, how="left").select("row", "id", "is_printed").sort("row", "id")
    )
    marked = (
        pl.concat([primary[name].rename("marked") for name in tables]) if tables else pl.Series([], dtype=pl.Boolean)
    )
    return Cells(table, held, marked)


def numbers(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """row (running number over all tables), part (n, numerator or denominator), KEYS and value of all they print."""
    return _said(tables).filter("is_printed").drop("is_printed")


def _said(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    said, start = [], 0
    for table in tables.values():
        said.append(_of_table(_with_window(table), start))
        start += table.height
    return pl.concat(said)


def _between(said: pl.DataFrame) -> list[pl.DataFrame]:
    """What no row prints and two give: how many were deleted by their source, how many kept with an update."""
    same = ["unit", "country", "instrument", "period"]
    once = said.filter("is_printed").unique(KEYS, keep="first", maintain_order=True)
    found = []
    for name, (narrow, wide) in BETWEEN.items():
        few, many = (once.filter(pl.col("quantity") == quantity) for quantity in (narrow, wide))
        both = many.join(few.select(*same, pl.col("value").alias("less")), on=same, maintain_order="left")
        found.append(
            both.with_columns(
                pl.lit("rest").alias("part"),
                pl.lit(name).alias("quantity"),
                pl.col("value") - pl.col("less"),
                pl.lit(False).alias("is_printed"),
            ).select(said.columns)
        )
    return found


def _with_window(table: pl.DataFrame) -> pl.DataFrame:
    return table if "window" in table.columns else table.with_columns(pl.lit(None, pl.String).alias("window"))


def _of_table(table: pl.DataFrame, start: int) -> pl.DataFrame:
    rows = table.with_row_index("row", offset=start).with_columns(_PERIOD, pl.col("row").cast(pl.Int64))
    if "n" in table.columns:
        at_clock = pl.format("{}@{}", "measure", "year_basis")
        quantity = pl.col("measure").replace_strict(_OF_COUNTS, default=at_clock)
        return _cell(rows, "n", quantity, pl.col("n"))
    names = pl.struct("measure", "basis")
    parts = []
    for at, value in enumerate(("numerator", "denominator")):
        known = {f"{measure}.{basis}": pair[at] for (measure, basis), pair in _OF_RATES.items()}
        said = pl.format("{}.{}", "measure", "basis")
        quantity = said.replace_strict(known, default=pl.format(f"{{}}.{value}@", said), return_dtype=pl.String)
        parts.append(_cell(rows, value, _at_clock(quantity), pl.col(value)))
    rest = _at_clock(pl.format("rest of {}.{}@", names.struct["measure"], names.struct["basis"]))
    parts.append(_cell(rows.filter(pl.col("measure") != PER_REQUEST), "rest", rest, REST))
    return pl.concat(parts)


def _at_clock(quantity: pl.Expr) -> pl.Expr:
    return pl.when(quantity.str.ends_with("@")).then(quantity + pl.col("year_basis")).otherwise(quantity)


def _cell(rows: pl.DataFrame, part: str, quantity: pl.Expr, value: pl.Expr) -> pl.DataFrame:
    return rows.select(
        "row",
        pl.lit(part).alias("part"),
        quantity.alias("quantity"),
        "unit",
        "country",
        "instrument",
        "period",
        value.cast(pl.Int64).alias("value"),
        pl.lit(part != "rest").alias("is_printed"),
    )
