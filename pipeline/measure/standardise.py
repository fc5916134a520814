"""Countries compared as if they had the same mix of instruments, offences and years.

A crude comparison of two countries also compares their mixes. Strata are arrays in one order. What is not among the
strata is not accounted for.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable

from pipeline.measure.counts import LEVEL, Array, quantile


@dataclass(frozen=True)
class Standardised:
    """A crude rate and the rate with the standard mix, with the latter's interval (events per unit of exposure)."""

    crude: float
    rate: float
    low: float
    high: float


def direct(count: ArrayLike, exposure: ArrayLike, standard: ArrayLike, level: float = LEVEL) -> Standardised:
    """The rate a country would have with the standard's mix: Σ standard share · count/exposure over the strata.

    The interval takes the weighted sum as a gamma variable, sound for few events. Every stratum needs an exposure;
    where some strata are thin take `indirect`. Source: Fay and Feuer (1997), Stat Med 16:791-801; ageadjust.direct
    of epitools (R).
    """
    x, t, mix = (np.asarray(a, dtype=float) for a in (count, exposure, standard))
    weight = mix / mix.sum() / t
    rate, variance, widest = float(weight @ x), float(weight**2 @ x), float(weight.max())
    tail = (1 - level) / 2
    low = stats.gamma.ppf(tail, rate**2 / variance, scale=variance / rate) if rate else 0.0
    upper, spread = rate + widest, variance + widest**2
    high = stats.gamma.ppf(1 - tail, upper**2 / spread, scale=spread / upper)
    return Standardised(float(x.sum() / t.sum()), rate, float(low), float(high))


@dataclass(frozen=True)
class Ratio:
    """Observed over expected events, with its interval."""

    observed: float
    expected: float
    ratio: float
    low: float
    high: float


def indirect(
    count: ArrayLike, exposure: ArrayLike, standard_count: ArrayLike, standard_exposure: ArrayLike, level: float = LEVEL
) -> Ratio:
    """A country's events over those it would have at the standard's rate in each stratum.

    ratio ·/÷ exp(z/sqrt(observed)): the standard's rates are taken as known. Two such ratios of two countries must
    not be set against each other: each has its own mix. Source: ageadjust.indirect of epitools (R).
    """
    x, t, xs, ts = (np.asarray(a, dtype=float) for a in (count, exposure, standard_count, standard_exposure))
    observed, expected = float(x.sum()), float(np.sum(xs / ts * t))
    ratio = observed / expected
    width = np.exp(quantile(level) / np.sqrt(observed)) if observed else np.inf
    return Ratio(observed, expected, ratio, float(ratio / width), float(ratio * width))


@dataclass(frozen=True)
class Pooled:
    """A common odds ratio over strata, the test that it is 1, and the test that the strata have one in common."""

    odds_ratio: float
    low: float
    high: float
    crude: float
    statistic: float
    p_value: float
    homogeneity: float
    homogeneity_p: float


def mantel_haenszel(tables: ArrayLike, level: float = LEVEL) -> Pooled:
    """Odds ratio of two groups within strata: tables is strata × 2 × 2, each [[yes, no], [yes, no]].

    The test of homogeneity (Breslow-Day) comes first: where it rejects, one number for all strata hides the story,
    so show the strata. The test of association has the continuity correction.
    Source: Mantel and Haenszel (1959), JNCI 22:719-748; Robins, Breslow and Greenland (1986) for the interval.
    """
    strata: Array = np.asarray(tables, dtype=float)
    found = StratifiedTable(np.moveaxis(strata, 0, -1))
    low, high = found.oddsratio_pooled_confint(1 - level)
    (a, b), (c, d) = strata.sum(axis=0)
    none = found.test_null_odds(correction=True)
    homogeneity = _breslow_day(strata, float(found.oddsratio_pooled))
    return Pooled(
        float(found.oddsratio_pooled),
        float(low),
        float(high),
        float(a * d / (b * c)),
        float(none.statistic),
        float(none.pvalue),
        homogeneity,
        float(stats.chi2.sf(homogeneity, len(strata) - 1)),
    )


def _breslow_day(strata: Array, common: float) -> float:
    """Squared distance of each stratum from what the common odds ratio leads one to expect, over its variance.

    The expected first cell e solves e(n - r - k + e) = common·(r - e)(k - e) for row and column totals r, k and total
    n, in a form that also holds at a common odds ratio of 1, where the library's divides by 0.
    Source: Breslow and Day (1980), Statistical Methods in Cancer Research I, p. 142.
    """
    row, column, total = strata[:, 0].sum(axis=1), strata[:, :, 0].sum(axis=1), strata.sum(axis=(1, 2))
    b = common * (row + column) + total - row - column
    first = 2 * common * row * column / (b + np.sqrt(b**2 - 4 * (common - 1) * common * row * column))
    cells = np.array([first, row - first, column - first, total - row - column + first])
    return float(np.sum((strata[:, 0, 0] - first) ** 2 * np.sum(1 / cells, axis=0)))
