"""The place of one country among others, and how sure that place is.

Two roads: tests of a country against each other one (`interval`), and posteriors of all shares (`prob_first`,
`probabilities`, `posterior_interval`), which take the parameters of Beta posteriors: x + ½ and n - x + ½ for
Jeffreys' prior.
"""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from pipeline.measure import multiple
from pipeline.measure.counts import LEVEL, Array

_NODES = 400


def rank(value: float, others: ArrayLike) -> int:
    """1 for the highest: one more than the number of others that are higher; those that tie share the better place."""
    return 1 + int(np.sum(np.asarray(others, dtype=float) > value))


def interval(value: float, others: ArrayLike, p_values: ArrayLike, level: float = LEVEL) -> tuple[int, int]:
    """The best and the worst place that the tests of this country against each other one leave open.

    value, others  the numbers ranked (counts or shares)
    p_values       two-sided, of the country against each of the others; NaN (nothing to compare) leaves the place open
    returns        (best, worst): one more than the others surely above; all places less those surely below

    The tests are adjusted together (Holm), so the whole statement holds with the level. Not for a country picked
    because it came first: then the interval is a little too narrow.
    Source: Mogstad, Romano, Shaikh and Wilhelm (2024), Rev Econ Stud 91:476-518.
    """
    beside = np.asarray(others, dtype=float)
    sure = multiple.holm(np.nan_to_num(np.asarray(p_values, dtype=float), nan=1.0)) < 1 - level
    above, below = int(np.sum(sure & (beside > value))), int(np.sum(sure & (beside < value)))
    return 1 + above, 1 + beside.size - below


def prob_first(a: ArrayLike, b: ArrayLike) -> Array:
    """Chance that each country's share is the highest, for independent Beta(a, b) posteriors: they add up to 1.

    ∫ f_i(p) Π F_j(p) dp over the others j, by quadrature: no simulation, no seed.
    """
    return probabilities(a, b)[:, 0]


def probabilities(a: ArrayLike, b: ArrayLike) -> Array:
    """Chance of each place (columns, 1 = highest) for each country (rows), for independent Beta(a, b) posteriors.

    For each country the share is run through its posterior in equal steps of chance (Gauss-Legendre); at each share
    the number of others above it has a Poisson-binomial distribution, built one country at a time.
    Not for shares of the same persons. Work grows with the cube of the number of countries: a hundred take seconds.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    points, weights = _panels()
    found = np.empty((a.size, a.size))
    for i in range(a.size):
        share = stats.beta.ppf(points, a[i], b[i])
        above = stats.beta.sf(share[:, None], np.delete(a, i), np.delete(b, i))
        number = np.zeros((points.size, a.size))
        number[:, 0] = 1
        for chance in above.T:
            number[:, 1:] = number[:, 1:] * (1 - chance[:, None]) + number[:, :-1] * chance[:, None]
            number[:, 0] *= 1 - chance
        found[i] = weights @ number
    return found


def posterior_interval(a: ArrayLike, b: ArrayLike, level: float = LEVEL) -> tuple[Array, Array]:
    """Best and worst place of each country that its posterior leaves open, equal tails: two arrays of whole numbers."""
    reached = np.cumsum(probabilities(a, b), axis=1)
    tail = (1 - level) / 2
    return 1 + np.sum(reached <= tail, axis=1), 1 + np.sum(reached < 1 - tail, axis=1)


@cache
def _panels() -> tuple[Array, Array]:
    """Nodes and weights on (0, 1), dense near the ends where a posterior's tails are."""
    x, w = np.polynomial.legendre.leggauss(_NODES)
    u = (x + 1) / 2
    smooth = u**3 * (10 - 15 * u + 6 * u**2)
    return smooth, w / 2 * 30 * u**2 * (1 - u) ** 2
