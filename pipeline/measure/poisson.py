"""Intervals for one rate, x events over an exposure.

Every function takes counts (numbers or arrays) and a level, and returns (low, high) in events per unit of
exposure, NaN where the exposure is 0. Unlike a share, a rate may pass 1.
"""

import numpy as np
from numpy.typing import ArrayLike
from statsmodels.stats.rates import confint_poisson

from pipeline.measure.counts import LEVEL, Interval, events, quantile


def exact(x: ArrayLike, exposure: ArrayLike, level: float = LEVEL) -> Interval:
    """Exact interval: low = χ²(α/2; 2x)/2t, high = χ²(1-α/2; 2x+2)/2t. The default for complaint rates.

    Covers at least the level. Not for shares, where x is part of the exposure (see `proportions`).
    Source: Garwood (1936), Biometrika 28:437-442.
    """
    return _library(x, exposure, level, "exact-c")


def score(x: ArrayLike, exposure: ArrayLike, level: float = LEVEL) -> Interval:
    """Score interval: (x + z²/2 ± z·sqrt(x + z²/4)) / t. Near the level on average, not guaranteed.

    Source: Rao; in Barker (2002), Am Stat 56:85-89.
    """
    return _library(x, exposure, level, "score")


def jeffreys(x: ArrayLike, exposure: ArrayLike, level: float = LEVEL) -> Interval:
    """Equal-tailed interval of the Gamma(x + ½) posterior, low 0 at x = 0; near the level on average, not guaranteed.

    Source: Brown, Cai and DasGupta (2003), Stat Sinica 13:19-49.
    """
    low, high = _library(x, exposure, level, "jeffreys")
    return np.where(np.asarray(x) == 0, low * 0.0, low), high


def byar(x: ArrayLike, exposure: ArrayLike, level: float = LEVEL) -> Interval:
    """Byar's approximation with the count moved by ½ for both limits, as DescTools and epitools have it.

    m(1 - 1/9m ± z/3·sqrt(1/m))³ / t with m = x + ½. Another formula goes by the same name: see `breslow_day`.
    Source: Rothman and Boice (1979), Epidemiologic Analysis with a Programmable Calculator.
    """
    x, exposure = events(x, exposure)
    low = np.maximum(_cubed(x + 0.5, -quantile(level)), 0.0)
    return low / exposure, _cubed(x + 0.5, quantile(level)) / exposure


def breslow_day(x: ArrayLike, exposure: ArrayLike, level: float = LEVEL) -> Interval:
    """Byar's approximation to the exact limits: m = x below and m = x + 1 above, as public-health reports use it.

    Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, p. 69.
    """
    x, exposure = events(x, exposure)
    low = np.where(x == 0, 0.0, _cubed(np.maximum(x, 1), -quantile(level)))
    return np.where(np.isnan(x), np.nan, low) / exposure, _cubed(x + 1, quantile(level)) / exposure


def _cubed(m: np.ndarray, z: float) -> np.ndarray:
    return m * (1 - 1 / (9 * m) + z / (3 * np.sqrt(m))) ** 3


def _library(x: ArrayLike, exposure: ArrayLike, level: float, method: str) -> Interval:
    x, exposure = events(x, exposure)
    low, high = confint_poisson(x, exposure, method=method, alpha=1 - level)
    return np.where(np.isnan(x), np.nan, low), high
