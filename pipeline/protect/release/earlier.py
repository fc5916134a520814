"""What an earlier release tells a reader of this one: the two side by side must give no small count away."""

from collections.abc import Mapping

import polars as pl

from pipeline.protect.cells import KEYS, numbers


def beside(cells: pl.DataFrame, earlier: Mapping[str, pl.DataFrame] | None, limit: int) -> pl.DataFrame:
    """For each cell, in order: was_blank, has_moved (by 1 to limit - 1: the difference is a small count), is_same."""
    if not earlier:
        return cells.select(pl.lit(False).alias(name) for name in ("was_blank", "has_moved", "is_same"))
    before = numbers(earlier).group_by(KEYS).agg(pl.col("value").max().alias("before"))
    both = cells.join(before.with_columns(was_there=True), on=KEYS, how="left", maintain_order="left")
    moved = (pl.col("value") - pl.col("before")).abs()
    return both.select(
        (pl.col("was_there").fill_null(False) & pl.col("before").is_null()).alias("was_blank"),
        moved.is_between(1, limit - 1).fill_null(False).alias("has_moved"),
        (moved == 0).fill_null(False).alias("is_same"),
    )
