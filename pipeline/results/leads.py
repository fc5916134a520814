"""Which of two countries is ahead: the words of a headline come from the interval, never from a template."""

from pipeline.language import _
from pipeline.results import words


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
    what    what is counted, a plural, in the language now spoken: "complaints"
    """
    leader = who_leads(ratio, low, high)
    if ratio is None or leader == "unknown":
        return _("{a} against {b}: too few {what} to compare", a=a, b=b, what=what)
    if leader == "a":
        times = words.decimal(ratio, 1)
        return _("{a} drew {times} times as many {what} as {b}", a=a, b=b, what=what, times=times)
    if leader == "b":
        if not ratio:
            return _("{b} drew more {what} than {a}", a=a, b=b, what=what)
        times = words.decimal(1 / ratio, 1)
        return _("{b} drew more {what} than {a}, {times} to 1", a=a, b=b, what=what, times=times)
    return _("{a} and {b} drew {what} in numbers too close to tell apart", a=a, b=b, what=what)
