"""Gray's test: do countries differ in how often, and how soon, complaints end one way, given the other ways to end?"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from pipeline.measure.counts import Array


def compare(time: ArrayLike, end: ArrayLike, group: ArrayLike, which: int) -> tuple[float, int, float]:
    """(statistic, degrees of freedom, p-value) that the cumulative incidence of one end is the same in all groups.

    time, end  as in `incidence.aalen_johansen` (0 = still open); group  the country of each case
    At each time the ends of each group are set against what its weight R = at risk·(1 - F)/S leads one to expect;
    the variance carries the uncertainty of each group's curve. Not for late entry, nor where several cases concern
    one person. Source: Gray (1988), Ann Stat 16:1141-1154 (weight 1). Checked against cmprsk (R).
    """
    watched, how = np.asarray(time, dtype=float), np.asarray(end, dtype=int)
    names, which_group = np.unique(np.asarray(group), return_inverse=True)
    state = _State(names.size)
    for t in np.unique(watched[how > 0]):
        now = watched == t
        chosen = (watched >= t, now & (how == which), now & (how > 0) & (how != which))
        state.step(*(np.bincount(which_group[c], minlength=names.size).astype(float) for c in chosen))
    score, variance = state.score[:-1], state.variance()[:-1, :-1]
    statistic = float(score @ np.linalg.solve(variance, score))
    df = names.size - 1
    return statistic, df, float(stats.chi2.sf(statistic, df))


class _State:
    """What is carried from one time to the next: each group's curves, the pooled curve, the score and its variance."""

    def __init__(self, groups: int) -> None:
        self.still, self.share = np.ones(groups), np.zeros(groups)  # per group: no end yet; this end
        self.pooled = 0.0  # this end, all groups under the hypothesis
        self.score = np.zeros(groups)
        self.drift = np.zeros((groups, groups))  # how the score leans on each group's curve
        self.own = np.zeros(groups)  # variance of each group's curve
        self.cross, self.direct = np.zeros((groups, groups)), np.zeros((groups, groups))

    def step(self, at_risk: Array, this: Array, other: Array) -> None:
        """Take in the ends of one time: counts for each group."""
        alive = at_risk > 0
        n = np.where(alive, at_risk, 1.0)
        weight = np.where(alive, at_risk / np.where(alive, self.still, 1.0), 0.0)
        total = weight.sum()
        after = np.where(alive, self.still * (n - this - other) / n, self.still)
        pooled = self.pooled + this.sum() / total
        lean = np.diag(weight) - np.outer(weight, weight) / total
        self.drift += lean * this.sum() / (total * (1 - self.pooled))
        expected = weight * (1 - self.share)
        self.score += np.where(alive, this - this.sum() * expected / expected.sum(), 0.0)
        self._spread(at_risk, after, pooled, lean, this.sum(), other, total)
        self.share = np.where(alive, self.share + self.still * this / n, self.share)
        self.still, self.pooled = after, pooled

    def _spread(
        self, n: Array, after: Array, pooled: float, lean: Array, this: float, other: Array, total: float
    ) -> None:
        """Add this time's part of the variance: from ends of this kind (pooled) and of others (each group's own)."""
        ratio = np.divide(1 - pooled, after, out=np.zeros_like(after), where=after > 0)
        for k in range(n.size):
            if this and n[k]:
                ties = 1 - (this - 1) / (total * self.still[k] - 1) if this > 1 else 1.0
                part = 1 - ratio[k] if after[k] > 0 else 1.0
                self._add(k, lean[:, k] - part * self.drift[:, k], part, ties * self.still[k] * this / (total * n[k]))
            if other[k] and after[k] > 0:
                ties = 1 - (other[k] - 1) / (n[k] - 1) if other[k] > 1 else 1.0
                self._add(k, -ratio[k] * self.drift[:, k], ratio[k], ties * self.still[k] ** 2 * other[k] / n[k] ** 2)

    def _add(self, k: int, direction: Array, part: float, variance: float) -> None:
        self.own[k] += part**2 * variance
        self.cross[:, k] += direction * part * variance
        self.direct += np.outer(direction, direction) * variance

    def variance(self) -> Array:
        """The variance of the score after the last time."""
        mixed = self.drift @ self.cross.T
        return self.direct + (self.drift * self.own) @ self.drift.T + mixed + mixed.T
