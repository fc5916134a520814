"""What was found of a claim, in words: value, interval, bounds, counts, and why the verdict is what it is.

A row is one of measures.claims or measures.claim_readings. How a value is written follows from the question asked.
"""

from collections.abc import Callable, Mapping
from functools import partial
from math import expm1
from typing import Any

from pipeline.language import N_, _, ngettext
from pipeline.results import words

Row = Mapping[str, Any]
Ends = Callable[[float | None, float | None], str]

_NO_ANSWER = N_("No question to this evidence gives an answer.")
_WHY = {
    "inside": N_("It lies within what counts as said: {said}."),
    "outside": N_("It lies outside what counts as said: {said}."),
    "reached": N_("It lies outside what counts as said ({said}), but its interval or its bounds reach in."),
    "wide": N_("It lies within what counts as said ({said}), but open cases could carry it far out."),
    "other_thing": N_("It bears on the statement and is not the very thing it speaks of."),
    "nothing": _NO_ANSWER,
}
_OUTSIDE_WHOLLY = N_("It lies outside what counts as said ({said}), and so do its interval and its bounds.")
_SAID = {
    "below": N_("less than all others"),
    "above": N_("more than all others"),
    "trend_up": N_("a rise"),
    "date": N_("the same day"),
}
CHANCE = {
    "settled": N_("settled: the interval gives one answer"),
    "not settled": N_("not settled: the interval holds both answers"),
}
NO_INTERVAL = N_("no interval applies")


def value(row: Row) -> str:
    """ "2.98 to 1", "89.9 %", "place 1", "829", "4.9 points less"; "nothing" where no answer was found."""
    if hidden(row):
        return _(words.FEW)
    return _("nothing") if row["value"] is None else _written(row)[0](row["value"])


def interval(row: Row) -> str:
    """The 95 % interval; empty where there is none."""
    return "" if hidden(row) else _ends(row, "low", "high")


def bounds(row: Row) -> str:
    """Where the value would lie if all open cases ended one way or the other; empty where no bounds apply."""
    return "" if hidden(row) else _ends(row, "bound_low", "bound_high")


def counts(row: Row) -> str:
    """What was divided by what, of the country and of what it is compared with: "204 of 227", "932 against 313"."""
    if hidden(row):
        return _(words.FEW)
    sides = [(row["numerator"], row["denominator"]), (row["numerator_b"], row["denominator_b"])]
    told = [words.count(x) if n is None else words.part_of(x, n) for x, n in sides if x is not None]
    return f" {_('against')} ".join(told)


def why(row: Row) -> str:
    """The rule of the ledger as it was applied to this row, in a sentence."""
    because = row["because"]
    if because not in _WHY:
        return ""
    has_ends = any(row[end] is not None for end in ("low", "high", "bound_low", "bound_high"))
    told = _OUTSIDE_WHOLLY if because == "outside" and has_ends else _WHY[because]
    return _(told, said=said(row)) if "{said}" in told else _(told)


def said(row: Row) -> str:
    """The values that bear the claim out: "85.0 to 95.0 %", "700 or more", "place 1"."""
    in_words = _SAID.get(row["operator"])
    if in_words:
        return _(in_words)
    low, high = row["accept_low"], row["accept_high"]
    write, ends = _written(row)
    if high is None:
        return _("{low} or more", low=write(low))
    return write(low) if low == high else ends(low, high)


def chance(row: Row) -> str:
    """What the interval alone says."""
    told = CHANCE.get(row["chance"] or "", NO_INTERVAL)
    return _(told)


def hidden(row: Row) -> bool:
    """Whether so few cases stand behind the row that a page must not give it; what is published is no secret."""
    return bool(row["is_suppressed"]) and row["evidence"] != "published"


def _ends(row: Row, low: str, high: str) -> str:
    if row[low] is None and row[high] is None:
        return ""
    return _written(row)[1](row[low], row[high])


def _written(row: Row) -> tuple[Callable[[float], str], Ends]:
    """How a value and how two ends are written, by the question; a published figure by what was claimed of it."""
    asked = row["ask"]
    if asked == "figure":
        asked = {"approx": "rate", "ratio": "ratio"}.get(row["operator"], "count")
    ways: dict[str, tuple[Callable[[float], str], Ends]] = {
        "rate": (words.percent, words.percents),
        "ratio": (_to_one, words.ratios),
        "figure_ratio": (_to_one, words.ratios),
        "rank": (words.place, words.wholes),
        "rate_rank": (words.place, words.wholes),
        "apart": (_points, _points_ends),
        "trend": (_a_year, _a_year_ends),
        "policy_date": (lambda days: ngettext("{n} day apart", "{n} days apart", int(days)), words.wholes),
    }
    return ways.get(asked or "", (partial(_counted, row["unit"]), words.wholes))


def _counted(unit: str, n: float) -> str:
    """ "829 people", and plainly "829" where cases are counted."""
    return (
        ngettext("{many} person", "{many} people", int(n), many=words.count(n)) if unit == "persons" else words.count(n)
    )


def _to_one(ratio: float) -> str:
    return _("{ratio} to 1", ratio=words.ratio(ratio))


def _signed(number: float) -> str:
    return f"{'−' if number < 0 else '+'}{words.decimal(abs(number), 1)}"


def _points(difference: float) -> str:
    return _("{n} points", n=_signed(100 * difference))


def _points_ends(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return _(words.NONE)
    return _("{n} points", n=words.span(_signed(100 * low), _signed(100 * high)))


def _a_year(slope: float) -> str:
    """A slope of log-odds as the change of the odds in a year."""
    return _("odds {n} a year", n=f"{_signed(100 * expm1(slope))}{words.gap()}%")


def _a_year_ends(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return _(words.NONE)
    return f"{words.span(_signed(100 * expm1(low)), _signed(100 * expm1(high)))}{words.gap()}%"
