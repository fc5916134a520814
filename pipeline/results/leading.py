"""A number that leads to where it is defined: what it writes is marked, and the site makes a link of the mark."""

from typing import Any

from pipeline.results.numbers import Number
from pipeline.results.tables import opened

WRITTEN = ("percent", "interval", "bounds", "count", "ratio", "ratio_interval", "of")


class Leading:
    """A number for a sentence: what it writes leads to its definition; all else is the number's own."""

    def __init__(self, number: Number) -> None:
        self.number = number

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.number, name)
        return opened(self.number.name, found) if name in WRITTEN and self.number.is_shown else found
