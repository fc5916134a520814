"""What a rate could become once the pending cases are decided."""

import numpy as np
from numpy.typing import ArrayLike

from pipeline.measure.counts import Interval

# On these bases the denominator counts the pending cases already.
HOLDS_PENDING = ("received", "submitted")


def bounds(numerator: ArrayLike, denominator: ArrayLike, pending: ArrayLike, holds_pending: ArrayLike) -> Interval:
    """The least and the most a share could be, whatever the pending cases turn out to be.

    numerator, denominator  the counts of the rate as it stands
    pending                 cases of the same population pending or of unknown outcome; NaN where no bounds apply
    holds_pending           true where the denominator counts the pending cases already
    returns                 (low, high), shares from 0 to 1: none of the pending in the numerator, and all of them

    D is the denominator, with the pending added where it lacks them; low = numerator/D, high = (numerator + pending)/D.
    They hold for certain and for these files only; they are no interval and say nothing of chance. NaN where D is 0.
    Source: Manski (1989), J Human Resources 24:343-360, for a binary outcome.
    """
    x, n, p = (np.asarray(a, dtype=float) for a in (numerator, denominator, pending))
    whole = n + np.where(np.asarray(holds_pending, dtype=bool), 0.0, p)
    whole = np.where(whole == 0, np.nan, whole)
    return np.where(np.isnan(p), np.nan, x / whole), (x + p) / whole
