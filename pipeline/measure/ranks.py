"""The place of one country among others, and how sure that place is."""

import numpy as np
from numpy.typing import ArrayLike

from pipeline.measure import multiple
from pipeline.measure.counts import LEVEL


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
