"""The one file that prose, tables and figures take a number from: derived/measures.json, numbers by name."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.errors import Fault
from pipeline.language import _
from pipeline.results import words


@dataclass(frozen=True)
class Number:
    """One published number. Shares run from 0 to 1. All parts are None where it is suppressed or unknown.

    value, low, high          the share, or the ratio of a comparison, and its 95 % interval
    numerator, denominator    what it was divided from, in cases
    bound_low, bound_high     where the share would lie if every open case ended one way or the other
    n                         a count
    value_a, value_b          of a comparison: what is divided, and by what
    ways, flipping            of a headline: in how many ways it was counted, and how many give another answer
    is_suppressed             so few cases that a public page must not give it
    is_known                  False where the data hold nothing under this name
    """

    name: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    bound_low: float | None = None
    bound_high: float | None = None
    n: int | None = None
    value_a: float | None = None
    value_b: float | None = None
    ways: int | None = None
    flipping: int | None = None
    is_suppressed: bool = False
    is_known: bool = True

    @property
    def is_shown(self) -> bool:
        return self.is_known and not self.is_suppressed

    @property
    def percent(self) -> str:
        return _(words.FEW) if self.is_suppressed else words.percent(self.value)

    @property
    def interval(self) -> str:
        return _(words.FEW) if self.is_suppressed else words.percents(self.low, self.high)

    @property
    def bounds(self) -> str:
        return _(words.FEW) if self.is_suppressed else words.percents(self.bound_low, self.bound_high)

    @property
    def count(self) -> str:
        return _(words.FEW) if self.is_suppressed else words.count(self.n)

    @property
    def ratio(self) -> str:
        return _(words.FEW) if self.is_suppressed else words.ratio(self.value)

    @property
    def ratio_interval(self) -> str:
        return _(words.FEW) if self.is_suppressed else words.ratios(self.low, self.high)

    @property
    def against(self) -> str:
        """ "932 against 313": the two counts behind a ratio."""
        if not self.is_shown or self.value_a is None or self.value_b is None:
            return _(words.FEW) if self.is_suppressed else _(words.NONE)
        return _("{a} against {b}", a=words.count(self.value_a), b=words.count(self.value_b))

    @property
    def of(self) -> str:
        """ "120 of 239": the counts behind a share."""
        if not self.is_shown:
            return _(words.FEW) if self.is_suppressed else _(words.NONE)
        return words.part_of(self.numerator, self.denominator)


class Numbers:
    """Numbers by name: `numbers("overturn_rate.on_merits.RUS.WANTED.2024.decided").percent`."""

    PARTS = frozenset(Number.__dataclass_fields__) - {"name", "is_suppressed", "is_known"}

    def __init__(self, table: dict[str, dict[str, Any]]) -> None:
        self.table = table

    @classmethod
    def read(cls, path: Path) -> "Numbers":
        """From measures.json. Fault where it is not there yet."""
        if not path.exists():
            raise Fault(path.name, "the measures are not there yet", "Run `article3 run` (or `make report`) first.")
        return cls(json.loads(path.read_text("utf8")))

    def __call__(self, name: str) -> Number:
        """The number of this name, blank where it is suppressed or where the data hold none."""
        entry = self.table.get(name)
        if entry is None:
            return Number(name, is_known=False)
        if entry.get("is_suppressed"):
            return Number(name, is_suppressed=True)
        number = Number(name, **{part: entry[part] for part in self.PARTS & entry.keys()})
        return replace(number, value=entry["ratio"]) if "ratio" in entry else number
