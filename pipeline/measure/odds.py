"""Odds ratio of two shares, (x1/(n1-x1)) / (x2/(n2-x2)): for case-control comparisons and strata, not for headlines.

A ratio of odds is no ratio of shares: where shares are above a tenth it is further from 1. Prefer `ratios`.
"""

import numpy as np
from scipy.stats import contingency
from statsmodels.stats.proportion import confint_proportions_2indep

from pipeline.measure.counts import LEVEL


def wald(x1: int, n1: int, x2: int, n2: int, level: float = LEVEL) -> tuple[float, float, float]:
    """(odds ratio, low, high) with a normal interval on the log: ± z·sqrt(1/x1 + 1/(n1-x1) + 1/x2 + 1/(n2-x2)).

    For large counts, all four above 0. Source: Woolf (1955), Ann Hum Genet 19:251-253.
    """
    low, high = confint_proportions_2indep(x1, n1, x2, n2, method="logit", compare="odds-ratio", alpha=1 - level)
    return x1 * (n2 - x2) / ((n1 - x1) * x2), float(low), float(high)


def score(x1: int, n1: int, x2: int, n2: int, level: float = LEVEL) -> tuple[float, float]:
    """(low, high) of the odds ratios that a score test with the variance times n/(n-1) does not reject.

    Source: Miettinen and Nurminen (1985), Stat Med 4:213-226; PropCIs (R).
    """
    low, high = confint_proportions_2indep(
        x1, n1, x2, n2, method="score", compare="odds-ratio", alpha=1 - level, correction=True
    )
    return float(low), float(high)


def exact(x1: int, n1: int, x2: int, n2: int, level: float = LEVEL) -> tuple[float, float, float]:
    """(odds ratio, low, high): the likeliest ratio given both margins, with Fisher's exact interval.

    Source: Fisher (1935), JRSS 98:39-82; fisher.test in R.
    """
    table = np.array([[x1, n1 - x1], [x2, n2 - x2]])
    found = contingency.odds_ratio(table, kind="conditional")
    low, high = found.confidence_interval(level)
    return float(found.statistic), float(low), float(high)
