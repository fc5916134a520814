"""`is_suppressed` of every table of rates and counts: small counts, and those from which a small one would follow."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from pipeline.protect import by_line
from pipeline.protect.cells import Cells, cells
from pipeline.protect.gate import Gate
from pipeline.protect.lines import Lines, lines
from pipeline.settings import SMALLEST_CELL

SOONER = {"overturned_broad": 0.0, "modified": 0.0, "with_data": 0.5}  # than the counts beside them
Windows = Mapping[str, tuple[int, int]]  # name -> first and last year


def marked(tables: Mapping[str, pl.DataFrame], windows: Windows, limit: int = SMALLEST_CELL) -> dict[str, pl.DataFrame]:
    """The same tables with `is_suppressed` grown to what a public build must blank.

    tables    by name: rates (numerator, denominator) and counts (n), each with `is_suppressed` for its own smallness
    Against a reader who goes line by line: the pages. What is released as tables is blanked by `release` besides.
    Deterministic: the cheapest printed count on the way to a small one goes first, ties by the order of the cells.
    """
    gate = gate_of(tables, windows, limit)
    by_line.close(gate)
    hidden, start = {}, 0
    for name, table in tables.items():
        marks = pl.Series("is_suppressed", gate.hidden[start : start + table.height])
        hidden[name] = table.with_columns(marks)
        start += table.height
    return hidden


def gate_of(tables: Mapping[str, pl.DataFrame], windows: Windows, limit: int = SMALLEST_CELL) -> Gate:
    """The cells and lines of these tables, with what their marks hide."""
    found: Cells = cells(tables, {name: table["is_suppressed"] for name, table in tables.items()})
    sums: Lines = lines(found, windows)
    return Gate(found, sums, _costs(found.table, list(windows)), limit)


def _costs(table: pl.DataFrame, windows: list[str]) -> np.ndarray:
    """What it costs to lose a cell: its count; zeros, all years and windows later, the first window later still.

    Later than its neighbours of another kind too: what a headline speaks of (red notices and diffusions; the counts
    above and below most shares).
    """
    later = {name: 2.0 + (at == 0) for at, name in enumerate(windows)}
    rank = pl.col("period").replace_strict({"all": 2.0, **later}, default=0.0, return_dtype=pl.Float64)
    zero = (pl.col("value") == 0).cast(pl.Float64)
    wanted = (pl.col("instrument") == "WANTED").cast(pl.Float64)
    kind = pl.col("quantity").str.split("@").list.first().replace_strict(SOONER, default=1.0, return_dtype=pl.Float64)
    return table.select(pl.col("value") + 1e9 * (rank + zero + 4 * wanted + kind)).to_series().to_numpy()
