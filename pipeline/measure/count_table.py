"""`measures.counts` and `measures.window_counts`: plain counts, with the mark for small ones."""

from collections.abc import Sequence

import polars as pl

from pipeline.protect.small import small


def table(cells: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """One row for each count, in the order of its keys; `is_suppressed` where n is from 1 to 4."""
    return cells.sort(keys).select(*keys, "n", small("n"))
