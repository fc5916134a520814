"""Complementary suppression: hide as many more rows as it takes until no small count can be worked out.

What follows line by line goes first (quick), then what the attacker of `attack.py` finds out. Where a hidden cell is
found out, the cheapest printed cell on the way to it is hidden as well, with every row that holds it. Deterministic:
costs are the counts themselves, ties go by the order of the cells.
"""

import numpy as np
import polars as pl

from pipeline.protect import by_line, by_program
from pipeline.protect.cells import Cells
from pipeline.protect.gate import Gate
from pipeline.protect.lines import Lines
from pipeline.settings import SMALLEST_CELL


def suppress(cells: Cells, lines: Lines, cost: np.ndarray, limit: int = SMALLEST_CELL) -> np.ndarray:
    """For each row of the tables, whether it must be blank.

    cost   for each cell, what it costs a reader to lose it
    limit  the smallest count that may be printed
    """
    gate = Gate(cells, lines, cost, limit)
    by_line.close(gate)
    by_program.open_up(gate)
    return gate.hidden


def costs(table: pl.DataFrame, windows: list[str]) -> np.ndarray:
    """What it costs to lose a cell: its count; zeros, all years and windows last, the first window last of all."""
    last = {name: 2.0 + (at == 0) for at, name in enumerate(windows)}
    rank = pl.col("period").replace_strict({"all": 2.0, **last}, default=0.0, return_dtype=pl.Float64)
    zero = pl.when(pl.col("value") == 0).then(1.0).otherwise(0.0)
    return table.select(pl.col("value") + 1e9 * (rank + zero)).to_series().to_numpy()
