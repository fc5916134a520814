"""`measures.rates` and `measures.window_rates`: every rate with its interval and its bounds."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from pipeline.measure import poisson, proportions
from pipeline.measure.bounds import HOLDS_PENDING, bounds
from pipeline.measure.cells import floats, numbers
from pipeline.protect.small import PER_REQUEST, small_rate


def table(cells: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """One row for each cell of counts, in the order of its keys.

    cells  the keys and numerator, denominator, pending (counts; pending null where no bounds apply)
    adds   value, low, high (shares, or complaints per request), interval_method, bound_low, bound_high, is_suppressed
    """
    cells = cells.sort(keys)
    x, n, pending = (floats(cells[name]) for name in ("numerator", "denominator", "pending"))
    per_request = (cells["measure"] == PER_REQUEST).to_numpy()
    low, high = np.full_like(x, np.nan), np.full_like(x, np.nan)
    low[per_request], high[per_request] = poisson.exact(x[per_request], n[per_request])
    low[~per_request], high[~per_request] = proportions.wilson(x[~per_request], n[~per_request])
    least, most = bounds(x, n, pending, cells["basis"].is_in(HOLDS_PENDING).to_numpy())
    return cells.select(
        *keys,
        "numerator",
        "denominator",
        numbers(x / np.where(n == 0, np.nan, n), "value"),
        numbers(low, "low"),
        numbers(high, "high"),
        pl.when(pl.col("denominator") > 0)
        .then(pl.when(pl.Series(per_request)).then(pl.lit("exact_poisson")).otherwise(pl.lit("wilson")))
        .alias("interval_method"),
        numbers(np.where(per_request, np.nan, least), "bound_low"),
        numbers(np.where(per_request, np.nan, most), "bound_high"),
        small_rate(),
    )
