"""Intervals for the difference of two shares, x1/n1 - x2/n2, and the test that it is 0.

Counts may be numbers or arrays. (low, high) lie in [-1, 1]; NaN where a total is 0.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from pipeline.measure.counts import LEVEL, Array, Interval, shares


def newcombe(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, level: float = LEVEL) -> Interval:
    """Newcombe's hybrid score interval, from the two Wilson intervals. The default for differences of shares.

    low = d - sqrt((p1-l1)² + (u2-p2)²), high = d + sqrt((u1-p1)² + (p2-l2)²). Sound at zero counts.
    Not for two shares of the same cases (paired). Source: Newcombe (1998), Stat Med 17:873-890, method 10.
    """
    return _library(x1, n1, x2, n2, level, "newcomb")


def agresti_caffo(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, level: float = LEVEL) -> Interval:
    """Normal interval after one case and one other case are added to each side: simple to check by hand.

    Source: Agresti and Caffo (2000), Am Stat 54:280-288.
    """
    return _library(x1, n1, x2, n2, level, "agresti-caffo")


def score_p_value(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike) -> Array:
    """Two-sided p-value of the score test that both shares are the same (Pearson's χ² without correction).

    It is below 0.05 exactly where Koopman's 95 % interval leaves out 1. NaN where nothing or everything was counted.
    """
    (x1, n1), (x2, n2) = shares(x1, n1), shares(x2, n2)
    pooled = (x1 + x2) / (n1 + n2)
    spread = pooled * (1 - pooled) * (1 / n1 + 1 / n2)
    z = (x1 / n1 - x2 / n2) / np.sqrt(np.where(spread > 0, spread, np.nan))
    return 2 * stats.norm.sf(np.abs(z))


def _library(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, level: float, method: str) -> Interval:
    (x1, n1), (x2, n2) = shares(x1, n1), shares(x2, n2)
    low, high = confint_proportions_2indep(x1, n1, x2, n2, method=method, compare="diff", alpha=1 - level)
    return np.clip(low, -1, 1), np.clip(high, -1, 1)
