"""Many tests at once: p-values adjusted so that the number of false alarms stays known.

Holm for the confirmatory list that was declared beforehand; Benjamini-Hochberg for screening. Each takes p-values
(0 to 1, one for each test, no missing ones) and returns adjusted p-values in the same order.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from pipeline.measure.counts import Array


def holm(p_values: ArrayLike) -> Array:
    """Chance of even one false alarm among all tests: the smallest p times their number, the next times one less, …

    Source: Holm (1979), Scand J Stat 6:65-70.
    """
    values = np.asarray(p_values, dtype=float)
    order = np.argsort(values, kind="stable")
    stepped = np.maximum.accumulate(values[order] * np.arange(values.size, 0, -1))
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def benjamini_hochberg(p_values: ArrayLike) -> Array:
    """Expected share of false alarms among those raised, for independent tests: screening only.

    Source: Benjamini and Hochberg (1995), JRSS B 57:289-300.
    """
    return stats.false_discovery_control(p_values, method="bh")


def benjamini_yekutieli(p_values: ArrayLike) -> Array:
    """As `benjamini_hochberg` whatever the tests depend on; stricter. Source: Ann Stat (2001) 29:1165-1188."""
    return stats.false_discovery_control(p_values, method="by")
