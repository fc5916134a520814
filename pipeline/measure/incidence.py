"""How complaints end over time, where one end excludes the others: Aalen-Johansen, exact with ties.

Share overturned within 9 months of all complaints, those still open counted as long as they were watched. Never 1 -
Kaplan-Meier with the other ends taken as open: it says what would happen if no other end existed. Ends are numbered
1, 2, …; 0 is still open.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pipeline.measure.counts import LEVEL, Array, Interval
from pipeline.measure.survival import log_log_interval


@dataclass(frozen=True)
class Incidence:
    """The share that had one kind of end by each time at which anything ended.

    times, at_risk  when something ended, and how many were still open and watched just before
    open_share      share with no end yet
    share, se       share with this end, and its standard error
    """

    times: Array
    at_risk: Array
    open_share: Array
    share: Array
    se: Array

    def at(self, time: float) -> tuple[float, float]:
        """(share, standard error) by this time; (0, 0) before the first end."""
        i = int(np.searchsorted(self.times, time, side="right")) - 1
        return (0.0, 0.0) if i < 0 else (float(self.share[i]), float(self.se[i]))

    def interval(self, level: float = LEVEL) -> Interval:
        """Limits on the scale of log(-log), which stay within 0 and 1; NaN where the share is 0 or 1."""
        return log_log_interval(self.share, self.se, level)


def aalen_johansen(
    time: ArrayLike, end: ArrayLike, which: int, entry: ArrayLike | None = None, person: ArrayLike | None = None
) -> Incidence:
    """Cumulative incidence of one kind of end.

    F(t) = Σ S(before)·ended this way/at risk, S(t) = Π (1 - ended in any way/at risk), over the times up to t.
    time, end  how long each case was watched (same unit for all, days say) and how it ended then (0 = still open)
    entry      when each case came under watch: one that is in the files only since some date is at risk from then on
    person     who each case concerns: cases of one person then count together in the standard error

    The standard error is the infinitesimal jackknife (the influence of each case, or person, squared and added), as in
    survival::survfit of R. Work grows with cases × times: for above 20,000 cases take weeks as the unit.
    Source: Aalen and Johansen (1978), Scand J Stat 5:141-150; Therneau, survival vignettes.
    """
    watched, how = np.asarray(time, dtype=float), np.asarray(end, dtype=int)
    late = np.full(watched.shape, -np.inf) if entry is None else np.asarray(entry, dtype=float)
    who = np.arange(watched.size) if person is None else np.unique(np.asarray(person), return_inverse=True)[1]
    times = np.unique(watched[how > 0])
    still, share = 1.0, 0.0
    on_open, on_share = np.zeros(watched.size), np.zeros(watched.size)
    rows = []
    for t in times:
        risk = (late < t) & (watched >= t)
        n = risk.sum()
        any_end, this_end = (watched == t) & (how > 0), (watched == t) & (how == which)
        any_hazard, hazard = any_end.sum() / n, this_end.sum() / n
        on_share += on_open * hazard + still * (this_end - hazard * risk) / n
        on_open = on_open * (1 - any_hazard) - still * (any_end - any_hazard * risk) / n
        share, still = share + still * hazard, still * (1 - any_hazard)
        rows.append((n, still, share, np.sqrt(np.sum(np.bincount(who, on_share) ** 2))))
    at_risk, open_share, shares, se = np.array(rows, dtype=float).reshape(-1, 4).T
    return Incidence(times, at_risk, open_share, shares, se)


def aalen_variance(time: ArrayLike, end: ArrayLike, which: int) -> Array:
    """Variance of the same share by Aalen's formula, at each time: to compare with cmprsk::cuminc of R.

    Larger than the jackknife where few are at risk. No late entry, no persons with several cases.
    Source: Aalen (1978), Ann Stat 6:534-545; with ties counted as cmprsk does.
    """
    watched, how = np.asarray(time, dtype=float), np.asarray(end, dtype=int)
    still, share, v = 1.0, 0.0, np.zeros(3)
    found = []
    for t in np.unique(watched[how > 0]):
        n = np.sum(watched >= t)
        this, other = np.sum((watched == t) & (how == which)), np.sum((watched == t) & (how > 0) & (how != which))
        after = still * (n - this - other) / n
        share += still * this / n
        odds, ratio = (1 / after, share / after) if after > 0 else (0.0, 0.0)
        for count, weight in ((other, ratio), (this, 1 + ratio)):
            if count and (after > 0 or weight == 1):
                ties = 1 - (count - 1) / (n - 1) if count > 1 else 1.0
                v += still**2 * ties * count / n**2 * np.array([weight**2, odds * weight, odds**2])
        found.append(v[0] + share**2 * v[2] - 2 * share * v[1])
        still = after
    return np.array(found)
