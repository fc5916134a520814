"""A funnel plot: how far from a common share a country may lie by chance, given how many cases it has.

A league table ranks noise; a funnel says which countries lie outside what chance explains. It takes the cases of a
country as independent: with over-dispersion take the wider limits, with several files per person see `clustered`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from pipeline.measure.counts import Array, shares

# The usual two pairs of lines: 95 % and 99.8 %.
TAILS = (0.001, 0.025, 0.975, 0.999)


def limits(n: ArrayLike, target: float, tails: ArrayLike = TAILS) -> Array:
    """Shares at which the chance of so few (or so many) of n cases reaches each tail, when the true share is `target`.

    r is the binomial quantile, y = (r - a)/n with a = (P(R ≤ r) - tail) / P(R = r), cut to [0, 1]: exact limits made
    smooth. Returns an array of shape n × tails. Source: Spiegelhalter (2005), Stat Med 24:1185-1202, appendix A.1.1.
    """
    cases, tail = np.asarray(n, dtype=float)[..., None], np.asarray(tails, dtype=float)
    r = stats.binom.ppf(tail, cases, target)
    part = (stats.binom.cdf(r, cases, target) - tail) / stats.binom.pmf(r, cases, target)
    return np.clip((r - part) / cases, 0, 1)


@dataclass(frozen=True)
class Dispersion:
    """How much more countries differ than chance explains.

    factor   mean of the squared z-scores, the outermost tenth on each side pulled in; 1 is chance alone (no unit)
    between  standard deviation of the countries' true shares (a share)
    """

    factor: float
    between: float


def over_dispersion(x: ArrayLike, n: ArrayLike, target: float, winsorised: float = 0.1) -> Dispersion:
    """The spread among countries beyond chance, so that a few outliers do not hide themselves.

    Source: Spiegelhalter (2005), Stat Med 24:1185-1202, sections 4.1 to 4.4.
    """
    x, n = shares(x, n)
    x, n = x[np.isfinite(n)], n[np.isfinite(n)]
    variance = target * (1 - target) / n
    z = (x / n - target) / np.sqrt(variance)
    low, high = np.quantile(z, [winsorised, 1 - winsorised])
    factor = float(np.mean(np.clip(z, low, high) ** 2))
    weight, k = 1 / variance, x.size
    spare = weight.sum() - (weight**2).sum() / weight.sum()
    between = max(0.0, (k * factor - (k - 1)) / spare) if spare > 0 else 0.0
    return Dispersion(factor, float(np.sqrt(between)))


def wide_limits(n: ArrayLike, target: float, dispersion: Dispersion, tails: ArrayLike = TAILS) -> Array:
    """Limits with the spread between countries added (random effects): target + z·sqrt(target(1-target)/n + between²).

    Normal, so for n from about 20. Without spread they are the plain normal limits, not those of `limits`.
    Returns an array of shape n × tails. Source: as `over_dispersion`, section 4.3.
    """
    cases = np.asarray(n, dtype=float)[..., None]
    spread = np.sqrt(target * (1 - target) / cases + dispersion.between**2)
    return np.clip(target + stats.norm.ppf(np.asarray(tails, dtype=float)) * spread, 0, 1)
