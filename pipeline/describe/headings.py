"""How like a field a heading is, by the list of headings in data/raw/hand/vocabulary/headers.csv.

Two views are joined: the nearest heading of the list, word for word; and all the words of a field's headings
together, so that a new combination of known words is understood too. Nothing here looks at the cells.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from math import log
from pathlib import Path

from rapidfuzz.distance import DamerauLevenshtein

from pipeline.describe.words import SMALL, romanised, words
from pipeline.errors import Fault

IGNORE = "ignore"  # the field of headings that are known and of no use
_SMOOTHING = 15  # headings added to each field's count, so that a field of few headings does not outweigh the others
_FLOOR = 0.01  # what a word counts for a field it was never seen with


class Headings:
    """The known headings of one record kind, ready to compare others with."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        """rows: (heading, field)."""
        self.entries: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for heading, field in rows:
            form = words(heading)
            for spelling in {form, romanised(form)}:
                self.entries[spelling].add(field)
        self._near: dict[str, dict[str, float]] = {}

    def likeness(self, heading: str) -> dict[str, float]:
        """Field -> how like it the heading is, from 0 (not at all) to 1 (the very heading); fields at 0 left out."""
        form = words(heading)
        if form in self.entries:
            exact = dict.fromkeys(sorted(self.entries[form]), 1.0)
            return {**{field: 0.8 * like for field, like in self._by_words(form).items()}, **exact}
        parts = tuple(part for word in form for part in self._parts(word))
        if not parts:
            return {}
        near, joint = self._by_nearest(parts), self._by_words(parts)
        both = {field: 0.5 * near.get(field, 0) + 0.5 * joint.get(field, 0) for field in {*near, *joint}}
        return {field: both[field] for field in sorted(both) if both[field] > 0}

    @cached_property
    def fields(self) -> Counter[str]:
        """How many headings each field has."""
        return Counter(field for fields in self.entries.values() for field in fields)

    @cached_property
    def shares(self) -> dict[str, dict[str, float]]:
        """Word -> field -> how much the word speaks for the field; the shares of a word add up to 1."""
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        for form, fields in self.entries.items():
            for word in set(form):
                seen[word].update(fields)
        shares = {}
        for word, counts in seen.items():
            rates = {field: count / (self.fields[field] + _SMOOTHING) for field, count in counts.items()}
            total = sum(rates.values())
            shares[word] = {field: rate / total for field, rate in rates.items()}
        return shares

    @cached_property
    def weights(self) -> dict[str, float]:
        """Word -> how telling it is: 1 where it occurs with one field only, near 0.2 where with all alike."""
        most = log(max(len(self.fields), 2))
        spread = {word: -sum(p * log(p) for p in by.values()) for word, by in self.shares.items()}
        return {word: 1 - 0.8 * spread[word] / most for word in spread}

    @cached_property
    def _forms_with(self) -> dict[str, list[tuple[str, ...]]]:
        forms: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for form in self.entries:
            for word in dict.fromkeys(form):
                forms[word].append(form)
        return forms

    def near(self, word: str) -> dict[str, float]:
        """Known words that this may be another form of -> how sure, from 0.5 to 1."""
        if word in self.shares:
            return {word: 1.0}
        if word not in self._near:
            sure = {known: _same_word(word, known) for known in self.shares}
            best = sorted((known for known in sure if sure[known] >= 0.5), key=lambda known: (-sure[known], known))
            self._near[word] = {known: sure[known] for known in best[:4]}
        return self._near[word]

    def _parts(self, word: str) -> tuple[str, ...]:
        """A word written together (`dateofbirth`) in its known parts; else the word itself."""
        if len(word) < 5 or max(self.near(word).values(), default=0) >= 0.75:
            return (word,)
        ways: dict[int, tuple[str, ...]] = {0: ()}
        for end in range(1, len(word) + 1):
            starts = [start for start in ways if self._is_part(word[start:end])]
            if starts:
                ways[end] = min(((*ways[start], word[start:end]) for start in starts), key=len)
        return tuple(part for part in ways.get(len(word), (word,)) if part not in SMALL)

    def _is_part(self, part: str) -> bool:
        return part in ("no", "id", "of", "de") or (len(part) >= 3 and part in self.shares)

    def _by_nearest(self, form: tuple[str, ...]) -> dict[str, float]:
        """Field -> likeness to its nearest heading: the telling words both have, of all they have."""
        mine = {word: self.near(word) for word in form}
        weight = {word: max((self.weights[known] for known in near), default=0.8) for word, near in mine.items()}
        whole = sum(weight.values())
        best: dict[str, float] = {}
        for other in {form for near in mine.values() for known in near for form in self._forms_with[known]}:
            shared = sum(
                weight[word] * max((sure for known, sure in near.items() if known in other), default=0)
                for word, near in mine.items()
            )
            like = 2 * shared / (whole + max(sum(self.weights[word] for word in other), shared))
            for field in self.entries[other]:
                best[field] = max(best.get(field, 0), min(like, 1))
        return best

    def _by_words(self, form: tuple[str, ...]) -> dict[str, float]:
        """Field -> how far all the words together speak for it, less for words nobody knows."""
        points = dict.fromkeys(self.fields, 0.0)
        known = 0.0
        for word in form:
            near = self.near(word)
            sure = max(near.values(), default=0)
            known += sure / len(form)
            for field in points if near else ():
                share = max(sure * self.shares[other].get(field, 0) for other, sure in near.items())
                points[field] += log(share + _FLOOR)
        if not known:
            return {}
        top = max(points.values())
        odds = {field: 2.718281828 ** (point - top) for field, point in points.items()}
        whole = sum(odds.values())
        return {field: odd / whole * (0.4 + 0.6 * known) for field, odd in odds.items() if odd / whole > 0.02}


def _same_word(word: str, known: str) -> float:
    """How sure two different words are forms of one: by their common beginning, or by few letters that differ."""
    longer, shorter = max(len(word), len(known)), min(len(word), len(known))
    common = next((i for i in range(shorter) if word[i] != known[i]), shorter)
    by_stem = 0.0
    if common >= 4:
        by_stem = min(0.9, 0.25 + common / longer)
    elif common == len(word) == 3 or _is_shortened(word, known):
        by_stem = 0.65
    if shorter < 5 or longer - shorter > 2:
        return by_stem if by_stem >= 0.5 else 0.0
    by_letters = DamerauLevenshtein.normalized_similarity(word, known)
    return max(by_stem, by_letters if by_letters >= 0.85 else 0.0)


def _is_shortened(word: str, known: str) -> bool:
    """Whether `word` is `known` with most vowels left out, as databases do: cntry, rcvd, dt."""
    if len(word) < 0.45 * len(known) or word[0] != known[0] or sum(letter in "aeiou" for letter in word) > 1:
        return False
    letters = iter(known)
    return all(letter in letters for letter in word)


@lru_cache(maxsize=32)
def headings(vocabulary: Path, record: str) -> Headings:
    """The known headings of a record kind. Fault where the list is missing."""
    return Headings((heading, field) for heading, kind, field in _listed(vocabulary) if kind in (record, "*"))


@lru_cache(maxsize=4)
def _listed(vocabulary: Path) -> tuple[tuple[str, str, str], ...]:
    path = vocabulary / "headers.csv"
    if not path.exists():
        raise Fault(f"vocabulary/{path.name}", "the list of known headings is missing", "Restore it, or give --hand.")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple((row["header"], row["record"], row["field"]) for row in csv.DictReader(file))
