"""Which counts are too small to print: the first half of docs/decisions/small_cells.md."""

import polars as pl

from pipeline.settings import SMALLEST_CELL

# Complaints are no part of the requests they are set against: such a rate has no rest.
PER_REQUEST = "complaint_rate"
REST = pl.when(pl.col("measure") != PER_REQUEST).then(pl.col("denominator") - pl.col("numerator"))


def small(*counts: str | pl.Expr, limit: int = SMALLEST_CELL) -> pl.Expr:
    """`is_suppressed`: true where any of these counts is from 1 to limit - 1; one of so few may be known."""
    columns = [pl.col(c) if isinstance(c, str) else c for c in counts]
    few = pl.any_horizontal(c.is_between(1, limit - 1).fill_null(False) for c in columns)
    return few.alias("is_suppressed")


def small_rate(limit: int = SMALLEST_CELL) -> pl.Expr:
    """The same for a rate: a small numerator, denominator or rest."""
    return small("numerator", "denominator", REST, limit=limit)
