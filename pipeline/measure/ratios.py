"""Intervals for the ratio of two shares, (x1/n1) / (x2/n2).

Counts may be numbers or arrays. (low, high) are ratios; high is infinite where x2 is 0, both NaN where a total is 0.
"""

import numpy as np
from numpy.typing import ArrayLike
from statsmodels.stats.proportion import confint_proportions_2indep

from pipeline.measure.counts import LEVEL, Array, Interval, quantile, shares, solve

# Ratios of shares lie far inside e^-60 to e^60, whatever the counts.
_WIDEST = 60.0


def ratio(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike) -> Array:
    """(x1/n1) / (x2/n2): infinite where only x2 is 0, NaN where both are or a total is."""
    (x1, n1), (x2, n2) = shares(x1, n1), shares(x2, n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (x1 / n1) / (x2 / n2)


def koopman(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, level: float = LEVEL) -> Interval:
    """Koopman's score interval: the ratios that a score test does not reject. The default for ratios of shares.

    z(θ) = (p1 - θp2) / sqrt(p̃1(1-p̃1)/n1 + θ²p̃2(1-p̃2)/n2), where p̃ are the likeliest shares with p̃1 = θp̃2; the
    limits solve z(θ) = ±1.96. Sound at zero counts. Not for counts over exposures (see `rate_ratios`).
    Source: Koopman (1984), Biometrics 40:513-517. Checked against PropCIs (R).
    """
    (x1, n1), (x2, n2) = shares(x1, n1), shares(x2, n2)
    x1, n1, x2, n2 = (np.array(a) for a in np.broadcast_arrays(x1, n1, x2, n2))
    nothing = (x1 == 0) & (x2 == 0)
    args = (np.where(nothing, np.nan, x1), n1, x2, n2)
    z = quantile(level)
    low = np.exp(solve(lambda t, *counts: _score(t, *counts) - z, -_WIDEST, _WIDEST, *args))
    high = np.exp(solve(lambda t, *counts: _score(t, *counts) + z, -_WIDEST, _WIDEST, *args))
    low, high = np.where(x1 == 0, 0.0, low), np.where(x2 == 0, np.inf, high)
    missing = np.isnan(n1) | np.isnan(n2)
    return np.where(missing, np.nan, low), np.where(missing, np.nan, high)


def katz(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, level: float = LEVEL) -> Interval:
    """Normal interval on the log of the ratio, for large counts: ln ratio ± z·sqrt(1/x1 - 1/n1 + 1/x2 - 1/n2).

    NaN where a count is 0; poor below about 10 of either: take `koopman`.
    Source: Katz et al. (1978), Biometrics 34:469-474.
    """
    (x1, n1), (x2, n2) = shares(x1, n1), shares(x2, n2)
    x1, x2 = np.where(x1 == 0, np.nan, x1), np.where(x2 == 0, np.nan, x2)
    return confint_proportions_2indep(x1, n1, x2, n2, method="log", compare="ratio", alpha=1 - level)


def _score(log_ratio: Array, x1: Array, n1: Array, x2: Array, n2: Array) -> Array:
    """The score statistic of the hypothesis p1/p2 = exp(log_ratio); it falls as the ratio grows."""
    theta = np.exp(log_ratio)
    b = theta * (n1 + x2) + x1 + n2
    p2 = 2 * (x1 + x2) / (b + np.sqrt(np.maximum(b**2 - 4 * theta * (n1 + n2) * (x1 + x2), 0)))
    p1 = theta * p2
    spread = p1 * np.maximum(1 - p1, 0) / n1 + theta**2 * p2 * np.maximum(1 - p2, 0) / n2
    return (x1 / n1 - theta * x2 / n2) / np.sqrt(np.maximum(spread, np.finfo(float).tiny))
