"""Two rates compared, x1 events over t1 and x2 over t2: ratio, difference and test.

Counts may be numbers or arrays. The ratio and its high limit are infinite where x2 is 0, NaN where an exposure is 0.
With t1 = t2 = 1 the same functions compare two plain counts.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats
from statsmodels.stats.rates import confint_poisson_2indep

from pipeline.measure import poisson, proportions
from pipeline.measure.counts import LEVEL, Array, Interval, events, quantile


def ratio(x1: ArrayLike, t1: ArrayLike, x2: ArrayLike, t2: ArrayLike) -> Array:
    """(x1/t1) / (x2/t2): infinite where only x2 is 0, NaN where both are or an exposure is."""
    (x1, t1), (x2, t2) = events(x1, t1), events(x2, t2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (x1 / t1) / (x2 / t2)


def exact_conditional(x1: ArrayLike, t1: ArrayLike, x2: ArrayLike, t2: ArrayLike, level: float = LEVEL) -> Interval:
    """Exact interval for the ratio, given the sum of the counts. The default for complaint rates and plain counts.

    Given x1 + x2, x1 is binomial with share s = r·t1/(r·t1 + t2): the Clopper-Pearson limits of s, as odds times t2/t1.
    Covers at least the level. Source: Przyborowski and Wilenski (1940), Biometrika 31:313-323; poisson.test in R.
    """
    return _conditional(x1, t1, x2, t2, proportions.clopper_pearson, level)


def mid_p(x1: ArrayLike, t1: ArrayLike, x2: ArrayLike, t2: ArrayLike, level: float = LEVEL) -> Interval:
    """As `exact_conditional` with the mid-p interval: less wide, coverage near the level but not guaranteed.

    Source: Rothman and Greenland (1998), Modern Epidemiology, ch. 14; rateratio of epitools (R).
    """
    return _conditional(x1, t1, x2, t2, proportions.mid_p, level)


def median_unbiased(x1: ArrayLike, t1: ArrayLike, x2: ArrayLike, t2: ArrayLike) -> Array:
    """The ratio at which the observed count is in the middle of its chances: the mid-p interval of level 0.

    Source: Rothman and Greenland (1998), Modern Epidemiology, ch. 14.
    """
    return _conditional(x1, t1, x2, t2, proportions.mid_p, 0.0)[0]


def wald(x1: ArrayLike, t1: ArrayLike, x2: ArrayLike, t2: ArrayLike, level: float = LEVEL) -> Interval:
    """Normal interval on the log of the ratio: ln r ± z·sqrt(1/x1 + 1/x2). For large counts; NaN where a count is 0.

    Source: Rothman and Greenland (1998), Modern Epidemiology, ch. 14.
    """
    (x1, t1), (x2, t2) = events(x1, t1), events(x2, t2)
    x1, x2 = np.where(x1 == 0, np.nan, x1), np.where(x2 == 0, np.nan, x2)
    centre, width = np.log((x1 / t1) / (x2 / t2)), quantile(level) * np.sqrt(1 / x1 + 1 / x2)
    return np.exp(centre - width), np.exp(centre + width)


def score(x1: ArrayLike, t1: ArrayLike, x2: ArrayLike, t2: ArrayLike, level: float = LEVEL) -> Interval:
    """Score interval for the ratio: less wide than the exact one, near the level on average. For counts above 0.

    Source: Graham, Mengersen and Morton (2003), Stat Med 22:2071-2083.
    """
    (x1, t1), (x2, t2) = events(x1, t1), events(x2, t2)
    return confint_poisson_2indep(x1, t1, x2, t2, method="score", compare="ratio", alpha=1 - level)


def difference(x1: ArrayLike, t1: ArrayLike, x2: ArrayLike, t2: ArrayLike, level: float = LEVEL) -> Interval:
    """Interval for x1/t1 - x2/t2 from the two exact intervals, put together as Newcombe does for shares (MOVER).

    low = d - sqrt((r1-l1)² + (u2-r2)²), high = d + sqrt((u1-r1)² + (r2-l2)²).
    Source: Donner and Zou (2012), Stat Methods Med Res 21:347-359.
    """
    (x1, t1), (x2, t2) = events(x1, t1), events(x2, t2)
    r1, r2 = x1 / t1, x2 / t2
    (l1, u1), (l2, u2) = poisson.exact(x1, t1, level), poisson.exact(x2, t2, level)
    return r1 - r2 - np.hypot(r1 - l1, u2 - r2), r1 - r2 + np.hypot(u1 - r1, r2 - l2)


def p_value(x1: ArrayLike, t1: ArrayLike, x2: ArrayLike, t2: ArrayLike) -> Array:
    """Two-sided p-value that both rates are the same: twice the smaller binomial tail, at most 1.

    It is below 0.05 exactly where `exact_conditional` leaves out 1. NaN where nothing was counted.
    """
    (x1, t1), (x2, t2) = events(x1, t1), events(x2, t2)
    total, share = x1 + x2, t1 / (t1 + t2)
    tails = np.minimum(stats.binom.cdf(x1, total, share), stats.binom.sf(x1 - 1, total, share))
    return np.where(total > 0, np.minimum(2 * tails, 1.0), np.nan)


def least_likely_p_value(x1: int, t1: float, x2: int, t2: float) -> float:
    """The same test as poisson.test in R has it: the chance of all splits no likelier than the observed one.

    One pair at a time. It can disagree with the interval at the margin, which `p_value` cannot.
    """
    return float(stats.binomtest(x1, x1 + x2, t1 / (t1 + t2)).pvalue)


def _conditional(x1: ArrayLike, t1: ArrayLike, x2: ArrayLike, t2: ArrayLike, interval, level: float) -> Interval:
    (x1, t1), (x2, t2) = events(x1, t1), events(x2, t2)
    low, high = interval(x1, x1 + x2, level)
    with np.errstate(divide="ignore"):
        return low / (1 - low) * t2 / t1, high / (1 - high) * t2 / t1
