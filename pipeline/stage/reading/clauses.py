"""A clause of a report with its numbers, years and countries, and which of them belong to which figure."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from pipeline.stage.figure_rules import COUNT, DECIMAL, SHARE
from pipeline.stage.reading.said_numbers import NO_FIGURE, SPAN, Signed

T = TypeVar("T")
_COUNTRY, _YEAR = "country", "year"
NUMBERS = (SHARE, COUNT, DECIMAL)


@dataclass
class Clause:
    """Part of a sentence. signed: numbers, years and countries as signs; measures: sign of a number -> measure."""

    sentence: int
    signed: Signed
    countries: list[str]
    instruments: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    is_of_all: bool = False
    measures: dict[str, str] = field(default_factory=dict)


def country_of(clause: Clause, sign: str, around: list[Clause]) -> tuple[str | None, bool]:
    """The country a figure is of, and whether that is left open. Without any in its paragraph it is of no country."""
    if clause.is_of_all:
        return None, bool(clause.countries)
    if clause.countries:
        code = _belonging(clause, sign, _COUNTRY, clause.countries)
        return code, code is None
    return None, any(other.countries for other in around)


def year_of(clause: Clause, sign: str, around: list[Clause]) -> tuple[int | None, bool]:
    """The year a figure is of, and whether that is left open: of its clause, else its sentence, else its paragraph."""
    if SPAN in clause.signed.text.split():
        return None, True
    if clause.signed.years:
        year = _belonging(clause, sign, _YEAR, clause.signed.years)
        return year, year is None
    sentence = [other for other in around if other.sentence == clause.sentence]
    for group in (sentence, around):
        years = {year for other in group for year in other.signed.years}
        if any(SPAN in other.signed.text.split() for other in group) or len(years) > 1:
            return None, True
        if years:
            return years.pop(), False
    return None, False


def _belonging(clause: Clause, sign: str, kind: str, values: list[T]) -> T | None:
    """The value a figure has: the only one there is; of several, the one behind each number, or before each."""
    if len(set(values)) == 1:
        return values[0]
    words = clause.signed.text.split()
    names = [n for n, word in enumerate(words) if _is_sign(word, kind)]
    figures = [n for n, word in enumerate(words) if word == NO_FIGURE or any(_is_sign(word, one) for one in NUMBERS)]
    behind, before = [*figures, len(words)], [-1, *figures]
    if not [n for n in names if n < figures[0]]:
        own = [[n for n in names if start < n < end] for start, end in pairwise(behind)]
    elif not [n for n in names if n > figures[-1]]:
        own = [[n for n in names if start < n < end] for start, end in pairwise(before)]
    else:
        return None
    one_each = all(len(each) == 1 for each in own)
    return values[int(words[own[figures.index(words.index(sign))][0]].removeprefix(kind))] if one_each else None


def _is_sign(word: str, kind: str) -> bool:
    return word.startswith(kind) and word.removeprefix(kind).isdigit()
