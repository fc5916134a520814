"""Tests that shares are the same, or as stated, and how strong a hidden cause would have to be."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats
from statsmodels.stats.proportion import proportions_chisquare

from pipeline.measure.counts import Array


def chi_square(x: ArrayLike, n: ArrayLike) -> tuple[float, int, float]:
    """(χ², degrees of freedom, p-value) that all shares x/n are the same.

    Not where an expected count is below about 5: take `fisher`. Source: Pearson (1900); prop.test in R without
    correction.
    """
    found = proportions_chisquare(np.asarray(x), np.asarray(n))
    return float(found[0]), int(np.size(x)) - 1, float(found[1])


def fisher(x1: int, n1: int, x2: int, n2: int) -> float:
    """Two-sided exact p-value that two shares are the same, given both margins; on the safe side.

    Source: Fisher (1935), JRSS 98:39-82.
    """
    return float(stats.fisher_exact(np.array([[x1, n1 - x1], [x2, n2 - x2]])).pvalue)


def binomial(x: int, n: int, share: float, side: Literal["two-sided", "less", "greater"] = "two-sided") -> float:
    """Exact p-value that x of n are draws with this share; two-sided: all counts no likelier than the observed one."""
    return float(stats.binomtest(x, n, share, alternative=side).pvalue)


def e_value(ratio: ArrayLike) -> Array:
    """How strongly (as a ratio) a hidden cause would have to go with both sides to explain a ratio of shares away.

    E = r + sqrt(r(r-1)) for r above 1, of 1/r below. For the limit of an interval nearest to 1 as well. It says
    nothing on whether such a cause exists. Source: VanderWeele and Ding (2017), Ann Intern Med 167:268-274.
    """
    r = np.asarray(ratio, dtype=float)
    r = np.where(r < 1, 1 / r, r)
    return r + np.sqrt(r * (r - 1))
