"""`measures.comparisons` and `measures.window_comparisons`: one country against another.

Three kinds of numbers, three methods, named in the column `method`:
shares            ratio by Koopman, difference by Newcombe, p-value of the score test
complaint rates   ratio by the exact conditional interval with requests as exposure, difference by MOVER, exact p-value
counts            the same with equal exposure: both countries were watched for the same time
"""

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
import polars as pl

from pipeline.measure import differences, rate_ratios, ratios
from pipeline.measure.cells import floats, numbers
from pipeline.measure.counts import Array
from pipeline.measure.rate_table import PER_REQUEST

SHARES = "ratio: koopman; difference: newcombe; p: score test"
RATES = "ratio: exact conditional; difference: mover of exact poisson; p: exact conditional, central"
COUNTS = "ratio: exact conditional, equal exposure; difference: mover of exact poisson; p: exact conditional, central"

_NUMBERS = ["value_a", "value_b", "ratio", "low", "high", "difference", "difference_low", "difference_high", "p_value"]


def table(rates: pl.DataFrame, counts: pl.DataFrame, pairs: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """One row for each pair and each rate both countries have, or count either has (a count not there is 0).

    rates, counts  as `rate_table.table` and `count_table.table` give them
    pairs          country_a, country_b; ratio and difference are of a to b
    keys           what a rate is named by, with `country` among them
    """
    shared = [key for key in keys if key != "country"]
    of_rates = _side_by_side(rates.rename({"numerator": "x", "denominator": "n"}), pairs, shared, "inner")
    once = counts.rename({"n": "x"}).with_columns(pl.lit(None, pl.String).alias("basis"), pl.lit(1).alias("n"))
    of_counts = _side_by_side(once, pairs, shared, "full").with_columns(
        pl.col("x_a", "x_b").fill_null(0), pl.col("n_a", "n_b").fill_null(1)
    )
    per_request = pl.col("measure") == PER_REQUEST
    at = shared.index("instrument") + 1
    order = [*shared[:at], "country_a", "country_b", *shared[at:]]
    parts = [
        _compared(of_rates.filter(~per_request), _shares, SHARES),
        _compared(of_rates.filter(per_request), _rates, RATES),
        _compared(of_counts, _rates, COUNTS),
    ]
    return pl.concat([part.select(*order, *_NUMBERS, "method", "is_suppressed") for part in parts]).sort(order)


def _side_by_side(
    frame: pl.DataFrame, pairs: pl.DataFrame, shared: list[str], how: Literal["inner", "full"]
) -> pl.DataFrame:
    """Both countries of each pair in one row; with `full` also where only one of them has a row."""

    def side(letter: str) -> pl.DataFrame:
        its = {name: f"{name}_{letter}" for name in ("country", "x", "n", "is_suppressed")}
        return pairs.join(frame.select(*shared, *its).rename(its), on=f"country_{letter}")

    on = ["country_a", "country_b", *shared]
    both = side("a").join(side("b"), on=on, how=how, nulls_equal=True, coalesce=True)
    either = pl.any_horizontal(pl.col("is_suppressed_a", "is_suppressed_b").fill_null(False))
    return both.with_columns(either.alias("is_suppressed"))


def _compared(sides: pl.DataFrame, compare: Callable[..., tuple[Array, ...]], method: str) -> pl.DataFrame:
    found = compare(*(floats(sides[name]) for name in ("x_a", "n_a", "x_b", "n_b")))
    columns = [numbers(values, name) for name, values in zip(_NUMBERS, found, strict=True)]
    return sides.with_columns(*columns, pl.lit(method).alias("method"))


def _shares(x1: Array, n1: Array, x2: Array, n2: Array) -> tuple[Array, ...]:
    p1, p2 = x1 / _unless_0(n1), x2 / _unless_0(n2)
    limits = _unless_nothing(x1, x2, ratios.koopman(x1, n1, x2, n2))
    apart = differences.newcombe(x1, n1, x2, n2)
    p_value = differences.score_p_value(x1, n1, x2, n2)
    return (p1, p2, ratios.ratio(x1, n1, x2, n2), *limits, p1 - p2, *apart, p_value)


def _rates(x1: Array, t1: Array, x2: Array, t2: Array) -> tuple[Array, ...]:
    r1, r2 = x1 / _unless_0(t1), x2 / _unless_0(t2)
    limits = _unless_nothing(x1, x2, rate_ratios.exact_conditional(x1, t1, x2, t2))
    apart = rate_ratios.difference(x1, t1, x2, t2)
    p_value = rate_ratios.p_value(x1, t1, x2, t2)
    return (r1, r2, rate_ratios.ratio(x1, t1, x2, t2), *limits, r1 - r2, *apart, p_value)


def _unless_0(n: Array) -> Array:
    return np.where(n == 0, np.nan, n)


def _unless_nothing(x1: Array, x2: Array, limits: tuple[Array, Array]) -> tuple[Array, Array]:
    """Where neither side counted anything there is no ratio to bound: no limits rather than 0 to infinity."""
    nothing = (x1 == 0) & (x2 == 0)
    return np.where(nothing, np.nan, limits[0]), np.where(nothing, np.nan, limits[1])
