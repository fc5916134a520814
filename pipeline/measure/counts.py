"""Counts as every method takes them: arrays of floats, checked once."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats
from scipy.optimize import elementwise

from pipeline.errors import Fault

Array: TypeAlias = NDArray[np.float64]
Interval: TypeAlias = tuple[Array, Array]

LEVEL = 0.95


def shares(x: ArrayLike, n: ArrayLike) -> tuple[Array, Array]:
    """Counts `x` out of `n` as float arrays of one shape; where n is 0 both become NaN, and so does all that follows.

    Raises Fault where a count is negative or above its total: such a share has no meaning.
    """
    part, whole = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(n, dtype=float))
    if np.any(part < 0) or np.any(part > whole):
        raise Fault("measure", "a count below zero or above its total", "Check the model that counts it in sql/marts.")
    empty = whole == 0
    return np.where(empty, np.nan, part), np.where(empty, np.nan, whole)


def events(x: ArrayLike, exposure: ArrayLike) -> tuple[Array, Array]:
    """Events `x` over an `exposure` as float arrays of one shape; where the exposure is 0 both become NaN.

    Raises Fault where either is negative. Events may outnumber the exposure.
    """
    count, over = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(exposure, dtype=float))
    if np.any(count < 0) or np.any(over < 0):
        raise Fault("measure", "a count or an exposure below zero", "Check the model that counts it in sql/marts.")
    empty = over == 0
    return np.where(empty, np.nan, count), np.where(empty, np.nan, over)


def quantile(level: float) -> float:
    """The normal quantile of a two-sided interval: 1.96 for a level of 0.95."""
    return float(stats.norm.ppf((1 + level) / 2))


def solve(function: Callable[..., Array], low: float, high: float, *args: Array) -> Array:
    """Where `function(t, *args)` crosses 0 between low and high, for each element of args; NaN where an argument is."""
    shape = np.broadcast_shapes(*(a.shape for a in args))
    with np.errstate(invalid="ignore"):
        return elementwise.find_root(function, (np.full(shape, low), np.full(shape, high)), args=args).x
