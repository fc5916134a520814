"""The kind of offence a charge speaks of, by rules that people wrote: a pattern and what it means, first match wins."""

import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

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
        if line["means"] not in MEANINGS["offence_category"]:
            raise Fault(place, f"means is {line['means']!r}", "Use a category of the public tables.")
        try:
            pl.Series([""]).str.contains(line["pattern"])
            re.compile(line["pattern"])
        except (pl.exceptions.ComputeError, re.error) as error:
            raise Fault(place, f"the pattern is not valid: {error}", "Correct it, or take the line out.") from None
        rules.append((line["pattern"], line["means"]))
    return OffenceRules(tuple(_merged(rules)))


def _merged(rules: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbouring rules of one category as one pattern: the same result in fewer passes over the text."""
    return [
        ("|".join(f"(?:{pattern})" for pattern, _ in group), means)
        for means, group in ((means, list(group)) for means, group in groupby(rules, key=lambda rule: rule[1]))
    ]
