"""Intervals for one share, x out of n.

Every function takes counts (numbers or arrays) and a level (0.95 unless told), and returns (low, high): shares
from 0 to 1, NaN where n is 0. They treat the n cases as independent draws: where one person has several files,
see `clustered`.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from pipeline.measure.counts import LEVEL, Array, Interval, quantile, shares, solve


def wilson(x: ArrayLike, n: ArrayLike, level: float = LEVEL) -> Interval:
    """Wilson score interval: the shares p that a score test does not reject.

    (p + z²/2n ± z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n) with p = x/n. The default for every published share.
    Not for rates that may pass 1 (see `poisson`), nor where a guaranteed coverage is asked for (`clopper_pearson`).
    Source: Wilson (1927), JASA 22:209-212. Checked against Newcombe (1998), Stat Med 17:857, table I.
    """
    return _library(x, n, level, "wilson")


def wilson_corrected(x: ArrayLike, n: ArrayLike, level: float = LEVEL) -> Interval:
    """Wilson score interval with continuity correction: wider, close to the exact interval.

    Of use to compare with publications that used it; elsewhere it is needlessly wide.
    Source: Newcombe (1998), Stat Med 17:857-872, method 4.
    """
    x, n = shares(x, n)
    z, p = quantile(level), x / n
    centre, scale = 2 * x + z**2, 2 * (n + z**2)
    below = 1 + z * np.sqrt(np.maximum(z**2 - 2 - 1 / n + 4 * p * (n * (1 - p) + 1), 0))
    above = 1 + z * np.sqrt(np.maximum(z**2 + 2 - 1 / n + 4 * p * (n * (1 - p) - 1), 0))
    low = np.where(x == 0, 0.0, np.maximum((centre - below) / scale, 0))
    high = np.where(x == n, 1.0, np.minimum((centre + above) / scale, 1))
    return np.where(np.isnan(n), np.nan, low), np.where(np.isnan(n), np.nan, high)


def clopper_pearson(x: ArrayLike, n: ArrayLike, level: float = LEVEL) -> Interval:
    """Exact interval from the binomial tails: covers at least the level, often more.

    low = Beta(α/2; x, n-x+1), high = Beta(1-α/2; x+1, n-x). For small counts that an opponent will attack;
    as a default it is too wide. Source: Clopper and Pearson (1934), Biometrika 26:404-413.
    """
    return _library(x, n, level, "beta")


def jeffreys(x: ArrayLike, n: ArrayLike, level: float = LEVEL) -> Interval:
    """Equal-tailed interval of the Beta(x+½, n-x+½) posterior; low is 0 at x = 0 and high is 1 at x = n, by convention.

    Agrees with the posteriors of `ranking`. Not exact in the sense of a guaranteed coverage.
    Source: Brown, Cai and DasGupta (2001), Stat Sci 16:101-133.
    """
    x, n = shares(x, n)
    low, high = _library(x, n, level, "jeffreys")
    return np.where(x == 0, 0.0, low), np.where(x == n, 1.0, high)


def agresti_coull(x: ArrayLike, n: ArrayLike, level: float = LEVEL) -> Interval:
    """Normal interval around the Wilson centre: simple to check by hand, cut to [0, 1].

    Wider than Wilson near 0 and 1. Source: Agresti and Coull (1998), Am Stat 52:119-126.
    """
    return _library(x, n, level, "agresti_coull")


def mid_p(x: ArrayLike, n: ArrayLike, level: float = LEVEL) -> Interval:
    """Exact interval that counts only half of the chance of the observed count: less wide than Clopper-Pearson.

    low solves P(X > x) + ½P(X = x) = α/2, high solves P(X < x) + ½P(X = x) = α/2.
    Coverage is near the level on average, not guaranteed. Source: Berry and Armitage (1995), Statistician 44:417-423.
    """
    x, n = shares(x, n)
    tail = (1 - level) / 2

    def upper_tail(p: Array, x: Array, n: Array) -> Array:
        return stats.binom.sf(x, n, p) + stats.binom.pmf(x, n, p) / 2 - tail

    def lower_tail(p: Array, x: Array, n: Array) -> Array:
        return stats.binom.cdf(x, n, p) - stats.binom.pmf(x, n, p) / 2 - tail

    low, high = solve(upper_tail, 0.0, 1.0, x, n), solve(lower_tail, 0.0, 1.0, x, n)
    return np.where(x == 0, 0.0, low), np.where(x == n, 1.0, high)


def _library(x: ArrayLike, n: ArrayLike, level: float, method: str) -> Interval:
    x, n = shares(x, n)
    low, high = proportion_confint(x, n, alpha=1 - level, method=method)
    return np.clip(low, 0, 1), np.clip(high, 0, 1)
