"""Where files stand over time when they pass through several states and may go back: admitted, blocked, decided.

With only one step from open to an end, `incidence` says the same and gives standard errors.
"""

from collections.abc import Sequence

import numpy as np

from pipeline.measure.counts import Array

ENTRY, CENSORED = "entry", "censor"


def occupation(
    case: Sequence[object], start: Sequence[float], stop: Sequence[float], to: Sequence[str]
) -> tuple[Array, list[str], Array]:
    """Share of files in each state after each time at which one moved (Aalen-Johansen, with ways back and late entry).

    One row for each stay of a file, in order of time: it lasts from just after `start` to `stop` and ends with a
    move to `to`, or with the end of what is known (CENSORED). The first stay of each file is in ENTRY.
    returns  (times, states, shares): shares is times × states, each row adds up to 1

    P(t) = p(0) Π (I + A), A[i, j] = moves from i to j / files in i just before. All files begin in ENTRY.
    Source: Aalen and Johansen (1978), Scand J Stat 5:141-150. Checked against the hand-worked case of R's survival.
    """
    began, ended = np.asarray(start, dtype=float), np.asarray(stop, dtype=float)
    states = [ENTRY, *sorted({s for s in to if s != CENSORED})]
    index = {state: i for i, state in enumerate(states)}
    origin = np.array([index[s] for s in _origins(case, to)])
    target = np.array([index.get(s, -1) for s in to])
    times = np.unique(ended[target >= 0])
    share = np.eye(len(states))[0]
    rows = []
    for t in times:
        there = np.bincount(origin[(began < t) & (ended >= t)], minlength=len(states))
        step = np.eye(len(states))
        for i, j in zip(origin[(ended == t) & (target >= 0)], target[(ended == t) & (target >= 0)], strict=True):
            step[i, j] += 1 / there[i]
            step[i, i] -= 1 / there[i]
        share = share @ step
        rows.append(share)
    return times, states, np.array(rows)


def _origins(case: Sequence[object], to: Sequence[str]) -> list[str]:
    """The state each stay is in: where the stay before it led."""
    now: dict[object, str] = {}
    origins = []
    for who, where in zip(case, to, strict=True):
        origins.append(now.get(who, ENTRY))
        now[who] = where
    return origins
