"""A number that leads to where it is defined: what it writes is marked, and the site makes a link of the mark."""

from typing import Any

from pipeline.results import words
from pipeline.results.numbers import Number
from pipeline.results.tables import opened

WRITTEN = ("percent", "interval", "bounds", "count", "ratio", "ratio_interval", "of", "against")
COUNTED = ("n", "numerator", "denominator", "ways", "flipping")


class Leading:
    """A number for a sentence: what it writes leads to its definition; all else is the number's own."""

    def __init__(self, number: Number) -> None:
        self.number = number

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.number, name)
        if not self.number.is_shown or found is None or name not in (*WRITTEN, *COUNTED):
            return found
        return opened(self.number.name, words.count(found) if name in COUNTED else found)
