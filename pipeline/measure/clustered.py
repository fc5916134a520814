"""Intervals for a share where one person has several files: persons are drawn, not files.

Files of one person tend to end alike, so an interval that takes files as independent is too narrow. Give one entry
for each file: whether it counts (0 or 1), and who it concerns (None for a person not known: a file of its own).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from pipeline.errors import Fault
from pipeline.measure import proportions
from pipeline.measure.counts import LEVEL, Array

DRAWS = 2000
SEED = 20260127


@dataclass(frozen=True)
class Clustered:
    """A share of files with an interval for persons.

    effect  variance over that of independent files (design effect); 1 where nobody has several files
    """

    value: float
    low: float
    high: float
    persons: int
    effect: float


def sandwich(counts: ArrayLike, person: Sequence[object], level: float = LEVEL) -> Clustered:
    """Wilson's interval on the number of files that independent draws would need for the same variance. The default.

    variance = m/(m-1) Σ (x_i - p·n_i)² / n² over the m persons, each with x_i of n_i files; effective n = n / effect.
    The quantile is that of t with m - 1 degrees of freedom, because the variance is itself guessed from few persons.
    At p of 0 or 1 nothing shows how files go together: the number of persons takes the place of n, to be safe.
    Not below about 15 persons (benchmarks/coverage.txt). Source: Rao and Scott (1992), Biometrics 48:577-585;
    Wilson (1927); Cameron and Miller (2015), J Human Resources 50:317-372, for t.
    """
    x, n = _by_person(counts, person)
    files, persons = n.sum(), n.size
    p = x.sum() / files
    if 0 < p < 1 and persons > 1:
        variance = persons / (persons - 1) * np.sum((x - p * n) ** 2) / files**2
        effect = max(variance / (p * (1 - p) / files), 1.0)
    else:
        effect = files / persons
    low, high = proportions.wilson(p * files / effect, files / effect, _level_of_t(level, persons))
    return Clustered(float(p), float(low), float(high), persons, float(effect))


def _level_of_t(level: float, persons: int) -> float:
    """The level at which the normal quantile is that of t with one degree of freedom less than there are persons."""
    if persons < 2:
        return level
    return float(2 * stats.norm.cdf(stats.t.ppf((1 + level) / 2, persons - 1)) - 1)


def bootstrap(counts: ArrayLike, person: Sequence[object], level: float = LEVEL, seed: int = SEED) -> Clustered:
    """Percentile interval over DRAWS samples of persons with replacement; the seed is fixed, so are the limits.

    A second road to `sandwich` that assumes no shape; needs some 40 persons and both outcomes.
    Source: Davison and Hinkley (1997), Bootstrap Methods and their Application, ch. 3.8.
    """
    x, n = _by_person(counts, person)
    drawn = np.random.default_rng(seed).multinomial(n.size, np.full(n.size, 1 / n.size), size=DRAWS)
    values = drawn @ x / (drawn @ n)
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    p = x.sum() / n.sum()
    plain = p * (1 - p) / n.sum()
    return Clustered(float(p), float(low), float(high), n.size, float(values.var() / plain) if plain else 1.0)


def _by_person(counts: ArrayLike, person: Sequence[object]) -> tuple[Array, Array]:
    """For each person the files that count and all files."""
    values = np.asarray(counts, dtype=float)
    if values.size == 0:
        raise Fault("measure", "an interval was asked for no files at all", "Leave the cell out.")
    number: dict[object, int] = {}
    index = np.array([number.setdefault((i,) if who is None else who, len(number)) for i, who in enumerate(person)])
    return np.bincount(index, values).astype(float), np.bincount(index).astype(float)
