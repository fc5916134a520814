"""The kind of offence a charge speaks of, by rules that people wrote: a pattern and what it means, first match wins."""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from unicodedata import combining, normalize

import polars as pl

from pipeline.errors import Fault
from pipeline.stage.text import by_distinct, folded, read_each
from pipeline.stage.vocabulary import MEANINGS, lines


@dataclass(frozen=True)
class OffenceRules:
    """Pairs of pattern (on folded text) and category, in order."""

    rules: tuple[tuple[str, str], ...]

    def categories(self, charges: pl.Series) -> pl.Series:
        """The category of each charge; null where no rule knows it."""
        return by_distinct(charges, lambda texts: self._of(texts).alias("category").to_frame())["category"]

    def _of(self, texts: pl.Series) -> pl.Series:
        plain = pl.col("plain")
        found = pl.coalesce(pl.when(plain.str.contains(pattern)).then(pl.lit(means)) for pattern, means in self.rules)
        return read_each(texts, plain=folded(pl.col("text"))).select(found).to_series()


def load_offence_rules(folder: Path) -> OffenceRules:
    """From offence_rules.csv. Fault where a pattern is broken or a category is none of the public tables."""
    rules = []
    for place, line in lines(folder, "offence_rules", ("pattern", "means")):
        pattern = _without_marks(line["pattern"])
        if line["means"] not in MEANINGS["offence_category"]:
            raise Fault(place, f"means is {line['means']!r}", "Use a category of the public tables.")
        try:
            pl.Series([""]).str.contains(pattern)
        except pl.exceptions.ComputeError:
            raise Fault(place, "the pattern is not valid", "Correct it, or take the line out.") from None
        rules.append((pattern, line["means"]))
    return OffenceRules(tuple(_merged(rules)))


def _without_marks(pattern: str) -> str:
    """A pattern as the folded text is written: "убийств" is looked for as "убииств"."""
    return "".join(sign for sign in normalize("NFKD", pattern) if not combining(sign))


def _merged(rules: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbouring rules of one category as one pattern: the same result in fewer passes over the text."""
    return [
        ("|".join(f"(?:{pattern})" for pattern, _ in group), means)
        for means, group in ((means, list(group)) for means, group in groupby(rules, key=lambda rule: rule[1]))
    ]
