"""What can be said of a share where some outcomes are not known, without guessing them."""

import numpy as np
from scipy import stats
from scipy.optimize import brentq

from pipeline.errors import Fault
from pipeline.measure.counts import LEVEL


def manski(success: int, observed: int, n: int) -> tuple[float, float]:
    """Least and greatest share of n cases, when only `observed` of them have a known outcome, `success` of these yes.

    low = success/n, high = (success + n - observed)/n: none and all of the unknown are yes. Certain for these cases;
    no chance in it. Raises Fault where there is no case. Source: Manski (1989), J Human Resources 24:343-360.
    """
    if n == 0:
        raise Fault("measure", "bounds were asked for no cases at all", "Leave the cell out.")
    return success / n, (success + n - observed) / n


def imbens_manski(success: int, observed: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Interval that holds the true share with the level: the Manski bounds, widened for chance.

    low - C·se(low), high + C·se(high), where C lies between the one-sided quantile (wide bounds) and the two-sided one
    (no unknown): Φ(C + (high - low)/max se) - Φ(-C) = level. For large n, some of each outcome.
    Source: Imbens and Manski (2004), Econometrica 72:1845-1857.
    """
    low, high = manski(success, observed, n)
    se_low, se_high = (float(np.sqrt(p * (1 - p) / n)) for p in (low, high))
    c = critical_value(high - low, max(se_low, se_high), level)
    return max(0.0, low - c * se_low), min(1.0, high + c * se_high)


def critical_value(width: float, se: float, level: float = LEVEL) -> float:
    """C of `imbens_manski`: from 1.96 (width 0) down to 1.645 (wide) for a level of 0.95."""
    apart = width / se if se > 0 else np.inf
    return float(brentq(lambda c: stats.norm.cdf(c + apart) - stats.norm.cdf(-c) - level, 0.0, 10.0, xtol=1e-14))


def among_published(published: int, overturned: int, kept: int) -> tuple[float, float]:
    """What "passed" and "overturned" leave possible for all published requests: the share that would be non-compliant.

    published   requests that passed the first check and reached other countries
    overturned  of these, found non-compliant after a complaint
    kept        of these, found compliant after a complaint
    returns     (at least overturned/published, at most 1 - kept/published)

    Nobody knows how the requests without a complaint would fare, so nothing narrower can be said. Part of what is
    overturned is a bureau's silence and no finding against its request: the lower end is a share of decisions, not
    of abuse.
    """
    least, _ = manski(overturned, overturned + kept, published)
    return least, 1 - kept / published
