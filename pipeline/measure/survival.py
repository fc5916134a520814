"""Time to one kind of end: Kaplan-Meier and the log-rank test.

For complaints there is more than one way to end (overturned, kept, deleted by the source): 1 - Kaplan-Meier then
counts too many. Take `incidence` for those; this is for time to any end.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from statsmodels.duration.survfunc import survdiff

from pipeline.measure.counts import LEVEL, Array, Interval, quantile


@dataclass(frozen=True)
class Survival:
    """The share not yet ended after each time at which something ended: arrays of one length.

    times, at_risk, ended, share; se is Greenwood's standard error (NaN once nobody is left)
    """

    times: Array
    at_risk: Array
    ended: Array
    share: Array
    se: Array

    def interval(self, level: float = LEVEL) -> Interval:
        """Limits on the scale of log(-log), which stay within 0 and 1; NaN where the share is 0 or 1."""
        return log_log_interval(self.share, self.se, level)


def kaplan_meier(time: ArrayLike, ended: ArrayLike, entry: ArrayLike | None = None) -> Survival:
    """S(t) = Π (1 - ended/at risk) over the times up to t, with se² = S² Σ ended/(at risk·(at risk - ended)).

    time   how long each case was watched;  ended  true where it ended then, false where it was still open
    entry  when each case came under watch (a case seen late is at risk only from then on); 0 for all unless given
    Source: Kaplan and Meier (1958), JASA 53:457-481; Greenwood (1926).
    """
    watched, is_end = np.asarray(time, dtype=float), np.asarray(ended, dtype=bool)
    late = np.full(watched.shape, -np.inf) if entry is None else np.asarray(entry, dtype=float)
    times = np.unique(watched[is_end])
    at_risk = np.array([np.sum((late < t) & (watched >= t)) for t in times], dtype=float)
    n_ended = np.array([np.sum(is_end & (watched == t)) for t in times], dtype=float)
    share = np.cumprod(1 - n_ended / at_risk)
    left = at_risk - n_ended
    terms = np.divide(n_ended, at_risk * left, out=np.full(times.shape, np.nan), where=left > 0)
    return Survival(times, at_risk, n_ended, share, share * np.sqrt(np.cumsum(terms)))


def log_log_interval(share: Array, se: Array, level: float = LEVEL) -> Interval:
    """share ^ exp(±z·se/(share·log share)): limits for a share of cases that have (or have not) ended by a time."""
    inside = np.where((share > 0) & (share < 1), share, np.nan)
    width = quantile(level) * se / (inside * np.abs(np.log(inside)))
    return inside ** np.exp(width), inside ** np.exp(-width)


def log_rank(time: ArrayLike, ended: ArrayLike, group: ArrayLike) -> tuple[float, float]:
    """(χ², p-value) that all groups end at the same pace. Not where the curves cross. Source: Mantel (1966)."""
    chi2, p_value = survdiff(np.asarray(time, dtype=float), np.asarray(ended, dtype=int), np.asarray(group))
    return float(chi2), float(p_value)
