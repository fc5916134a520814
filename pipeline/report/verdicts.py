"""Whether a published statement holds in these records: the words come from the interval, never from a template."""

from dataclasses import dataclass

HOLDS, FAILS, OPEN, NOTHING = "holds", "does not hold", "is not settled", "cannot be tested"
_SLACK = 1e-9  # 2.55 is inside 3 ± 0.45, whatever floating point makes of it


@dataclass(frozen=True)
class Verdict:
    """`word` is one of HOLDS, FAILS, OPEN, NOTHING; `why` says in a clause how it was judged."""

    word: str
    why: str


def approximately(
    value: float | None, low: float | None, high: float | None, said: float, tolerance: float
) -> Verdict:
    """Does a value agree with a published "about `said`", give or take `tolerance` (same unit)?

    It holds where the value is inside what was said, does not where the whole interval lies outside,
    and is not settled where the value is outside but the interval reaches in.
    """
    if value is None:
        return Verdict(NOTHING, "these records give no figure")
    if abs(value - said) <= tolerance + _SLACK:
        return Verdict(HOLDS, "the figure lies within what was said")
    outside_below = high is not None and high < said - tolerance - _SLACK
    outside_above = low is not None and low > said + tolerance + _SLACK
    if outside_below or outside_above:
        side = "below" if outside_below else "above"
        return Verdict(FAILS, f"the whole interval lies {side} what was said")
    return Verdict(OPEN, "the figure lies outside what was said, but its interval reaches in")


def who_leads(ratio: float | None, low: float | None, high: float | None) -> str:
    """Of a ratio a : b, who is ahead: "a", "b", "neither" (the interval holds 1) or "unknown"."""
    if ratio is None:
        return "unknown"
    if low is not None and low > 1:
        return "a"
    return "b" if high is not None and high < 1 else "neither"


def lead_sentence(a: str, b: str, ratio: float | None, low: float | None, high: float | None, what: str) -> str:
    """The headline of a comparison, true to the data: "Russia drew 3.0 times as many complaints as Turkey".

    a, b    the names of the two countries, a over b in the ratio
    what    what is counted, a plural: "complaints"
    """
    leader = who_leads(ratio, low, high)
    if ratio is None or leader == "unknown":
        return f"{a} against {b}: too few {what} to compare"
    if leader == "a":
        return f"{a} drew {ratio:.1f} times as many {what} as {b}"
    if leader == "b":
        more = f", {1 / ratio:.1f} to 1" if ratio else ""
        return f"{b} drew more {what} than {a}{more}"
    return f"{a} and {b} drew {what} in numbers too close to tell apart"
