"""The rule that turns a finding into a verdict, the same for every claim.

holds             the value lies in the accepted range, and the bounds in the range with twice the tolerance
does not hold     the interval and the bounds both lie outside the accepted range
not settled       everything between
cannot be tested  there is no value
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.measure.ledger.finding import Finding

HOLDS, FAILS, OPEN, UNTESTED = "holds", "does not hold", "not settled", "cannot be tested"
SETTLED = "settled"
# Why a verdict is what it is: codes that `results.findings` has sentences for.
INSIDE, OUTSIDE, REACHED, WIDE, OTHER, NOTHING = "inside", "outside", "reached", "wide", "other_thing", "nothing"


@dataclass(frozen=True)
class Range:
    """All numbers from low to high, both ends included."""

    low: float
    high: float

    def holds(self, low: float, high: float) -> bool:
        return self.low <= low and high <= self.high

    def misses(self, low: float, high: float) -> bool:
        return high < self.low or low > self.high


_JUST_BELOW_0, _JUST_ABOVE_0 = math.nextafter(0.0, -1.0), math.nextafter(0.0, 1.0)


def _around(value: float, tolerance: float) -> Range:
    return Range(value - tolerance, value + tolerance)


# What each operator accepts, from the claimed value and the tolerance.
OPERATORS: dict[str, Callable[[float, float], Range]] = {
    "approx": _around,
    "ratio": _around,
    "rank": _around,
    "equals": _around,
    "at_least": lambda value, tolerance: Range(value - tolerance, math.inf),
    "exists": lambda value, tolerance: Range(1, math.inf),
    "date": lambda value, tolerance: Range(0, 0),  # days between what was claimed and what was found
    "below": lambda value, tolerance: Range(-math.inf, _JUST_BELOW_0),  # a difference from the others
    "above": lambda value, tolerance: Range(_JUST_ABOVE_0, math.inf),
    "trend_up": lambda value, tolerance: Range(_JUST_ABOVE_0, math.inf),  # a slope
}


def verdict(found: Finding, operator: str, value: float | None, tolerance: float | None, settles: bool = True) -> str:
    """One of the four words; `judged` says how it comes about."""
    return judged(found, operator, value, tolerance, settles)[0]


def judged(
    found: Finding, operator: str, value: float | None, tolerance: float | None, settles: bool = True
) -> tuple[str, str]:
    """One of the four words, and why. Where there is no interval or no bounds, the value stands for them.

    settles  false where the evidence bears on the claim without being what it speaks of: then at most `not settled`
    """
    if found.value is None:
        return UNTESTED, NOTHING
    if not settles:
        return OPEN, OTHER
    accepted = OPERATORS[operator](value or 0.0, tolerance or 0.0)
    wide = OPERATORS[operator](value or 0.0, 2 * (tolerance or 0.0))
    interval = _ends(found.low, found.high, found.value)
    bounds = _ends(found.bound_low, found.bound_high, found.value)
    if accepted.holds(found.value, found.value):
        return (HOLDS, INSIDE) if wide.holds(*bounds) else (OPEN, WIDE)
    if accepted.misses(*interval) and accepted.misses(*bounds):
        return FAILS, OUTSIDE
    return OPEN, REACHED


def accepted(operator: str, value: float | None, tolerance: float | None) -> tuple[float | None, float | None]:
    """The least and the greatest value that bears a claim out; None for an end that is open, or where none is named."""
    if operator in ("below", "above", "trend_up"):
        return None, None
    ends = OPERATORS[operator](value or 0.0, tolerance or 0.0)
    low, high = (None if math.isinf(end) else end for end in (ends.low, ends.high))
    return low, high


def chance(found: Finding, operator: str, value: float | None, tolerance: float | None) -> str | None:
    """What the interval alone says: `settled` where it gives one answer, `not settled` where it holds both.

    None where there is no value or no interval. The verdict does not hang on it: the rule looks at value and bounds.
    """
    if found.value is None or (found.low is None and found.high is None):
        return None
    accepted = OPERATORS[operator](value or 0.0, tolerance or 0.0)
    interval = _ends(found.low, found.high, found.value)
    return SETTLED if accepted.holds(*interval) or accepted.misses(*interval) else OPEN


def _ends(low: float | None, high: float | None, value: float) -> tuple[float, float]:
    """An interval with what is missing filled in: the value where both ends are, no end where one is."""
    if low is None and high is None:
        return value, value
    return (-math.inf if low is None else low), (math.inf if high is None else high)
