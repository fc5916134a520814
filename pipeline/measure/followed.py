"""Events after one kind of day against events after another, within strata: what would have been expected anyway.

A case is watched from a day on until its first event or the end of watching. Cases of one person are not independent.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pipeline.errors import Fault
from pipeline.measure import rate_ratios
from pipeline.measure.counts import LEVEL, Array


@dataclass(frozen=True)
class Followed:
    """Observed and expected events of the cases in question, and their ratio with its interval.

    used       for each case whether it is in a stratum where both kinds were watched
    observed   events of the cases in question that are used (count)
    expected   events they would have had, each at the rate of the other kind in its stratum
    value      observed over expected; NaN where nothing is expected
    """

    used: Array
    observed: int
    expected: float
    value: float
    low: float
    high: float


def against(
    event: ArrayLike, days: ArrayLike, is_asked: ArrayLike, stratum: ArrayLike, person: ArrayLike, level: float = LEVEL
) -> Followed:
    """Indirectly standardised rate ratio: Σ events / Σ days·(rate of the other kind in the same stratum).

    event      whether the case had the event (0 or 1);  days  how long it was watched for it (above 0)
    is_asked   true for the cases in question, false for those they are set against
    stratum    number of the stratum of each case;  person  number of the person of each case

    Both sums vary: each is taken for a count as large as its own variance says (sum² / variance), and the exact
    interval for the ratio of two such counts is given. The variance adds up over persons what each adds beyond its
    expectation, and is never less than that of independent events.
    Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, ch. 3; Rao and Scott (1992), Biometrics
    48:577-585, for the effective counts.
    """
    x, t = np.asarray(event, dtype=float), np.asarray(days, dtype=float)
    asked, group = np.asarray(is_asked, dtype=bool), np.asarray(stratum, dtype=int)
    if np.any(t <= 0):
        raise Fault("measure", "a case was watched for no day", "Leave it out in the model that counts the days.")
    size = int(group.max()) + 1 if group.size else 0
    theirs = [np.bincount(group[~asked], weight[~asked], size) for weight in (x, t)]
    ours = np.bincount(group[asked], t[asked], size)
    both = (ours > 0) & (theirs[1] > 0)
    rate = np.divide(theirs[0], theirs[1], out=np.zeros(size), where=both)
    weight = np.divide(ours, theirs[1], out=np.zeros(size), where=both)
    used = both[group]
    observed, expected = float(x[asked & used].sum()), float(ours @ rate)
    value = observed / expected if expected else np.nan
    excess = np.where(asked, x - (value if expected else 0.0) * rate[group] * t, weight[group] * (x - rate[group] * t))
    low, high = _interval(
        (observed, _variance(excess, asked & used, person, observed)),
        (expected, _variance(excess, ~asked & used, person, float(weight**2 @ theirs[0]))),
        level,
    )
    return Followed(used, int(observed), expected, value, low, high)


def _variance(excess: Array, chosen: Array, person: ArrayLike, least: float) -> float:
    _, who = np.unique(np.asarray(person)[chosen], return_inverse=True)
    return max(float(np.sum(np.bincount(who, excess[chosen]) ** 2)), least) if chosen.any() else least


def _interval(asked: tuple[float, float], other: tuple[float, float], level: float) -> tuple[float, float]:
    """Limits for the ratio of two sums, each (sum, variance), as if of two counts with these variances."""
    (observed, its), (expected, others) = asked, other
    if not expected:
        return np.nan, np.nan
    count, against = observed**2 / its if observed else 0.0, expected**2 / others
    over = count / observed if observed else 1.0
    low, high = rate_ratios.exact_conditional(count, over, against, against / expected, level)
    return float(low), float(high)
