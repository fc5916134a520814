"""How Russian names are written in Latin letters, learned from pairs of spellings (docs/decisions/linkage.md).

The table holds chunks, one or two Russian letters with none to three Latin ones, and how often each pair of chunks
stands in a name.
"""

import csv
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.errors import Fault
from pipeline.settings import ROOT

RUSSIAN_LETTERS, LATIN_LETTERS = (1, 2), (0, 1, 2, 3)
TABLE = ROOT / "data" / "raw" / "hand" / "vocabulary" / "spelling_russian.csv"

# A chunk of two letters outweighs two chunks of one only because it is one; this makes up for it where one spelling
# is picked.
LETTER_BY_LETTER = 4.0

# Where two spellings cannot be made of the chunks at all.
IMPOSSIBLE = -200.0


@dataclass(frozen=True)
class Spelling:
    """weights   of each pair of chunks; they add up to one
    best      for each Russian chunk what is most often written for it, in one chunk or letter by letter
    top       the largest weight of each Russian chunk
    """

    weights: dict[tuple[str, str], float]
    best: dict[str, tuple[str, float]]
    top: dict[str, float]

    def romanise(self, word: str) -> str:
        """The likeliest Latin spelling of a lower-case Cyrillic word; letters the table does not know are left out.

        >>> russian_spelling().romanise("кузнецов")
        'kuznetsov'
        """
        ways: list[tuple[float, str]] = [(0.0, "")] + [(-math.inf, "")] * len(word)
        for end in range(1, len(word) + 1):
            found = [(ways[end - 1][0] - 30.0, ways[end - 1][1])]
            for n in RUSSIAN_LETTERS:
                if n <= end and (known := self.best.get(word[end - n : end])):
                    score, written = ways[end - n]
                    found.append((score + math.log(self._even(known[1], n)), written + known[0]))
            ways[end] = max(found)
        return ways[-1][1]

    @staticmethod
    def _even(weight: float, n: int) -> float:
        return weight * LETTER_BY_LETTER if n == 1 else weight

    def likeness(self, word: str, latin: str) -> float:
        """How well `latin` spells the Cyrillic `word`.

        0 is as well as can be, below that less likely (natural log, per letter).
        """
        joint = self._joint(word, latin)
        return (joint - self._ceiling(word)) / (len(word) + 2)

    def _joint(self, word: str, latin: str) -> float:
        """Log of the summed weight of all ways to make both spellings of chunks."""
        rows = [[0.0] * (len(latin) + 1) for _ in range(len(word) + 1)]
        rows[0][0] = 1.0
        for i, row in enumerate(rows[:-1]):
            for j, so_far in enumerate(row):
                if not so_far:
                    continue
                for a in RUSSIAN_LETTERS:
                    if i + a > len(word):
                        break
                    for b in LATIN_LETTERS:
                        if j + b > len(latin):
                            break
                        if weight := self.weights.get((word[i : i + a], latin[j : j + b])):
                            rows[i + a][j + b] += so_far * weight
        return math.log(rows[-1][-1]) if rows[-1][-1] > 0 else IMPOSSIBLE

    def _ceiling(self, word: str) -> float:
        """The joint weight of the best way to spell the word."""
        ways = [1.0] + [0.0] * len(word)
        for end in range(1, len(word) + 1):
            for n in RUSSIAN_LETTERS:
                if n <= end and (known := self.top.get(word[end - n : end])):
                    ways[end] = max(ways[end], ways[end - n] * known)
        return math.log(ways[-1]) if ways[-1] > 0 else IMPOSSIBLE / 2


@cache
def russian_spelling(path: Path = TABLE) -> Spelling:
    """The learned table. Fault where it is missing or a line of it cannot be read."""
    try:
        with path.open(encoding="utf8", newline="") as lines:
            weights = {(row["russian"], row["latin"]): float(row["weight"]) for row in csv.DictReader(lines)}
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise Fault(
            path.name, f"cannot be read ({type(error).__name__})", "Restore the file from the project."
        ) from None
    top: dict[str, float] = {}
    for (word, _), weight in weights.items():
        top[word] = max(weight, top.get(word, 0.0))
    return Spelling(weights, _best(weights), top)


def _best(weights: dict[tuple[str, str], float]) -> dict[str, tuple[str, float]]:
    """What is most often written for each Russian chunk.

    Two letters may be written as one chunk or letter by letter.
    """
    ways: dict[str, dict[str, float]] = {}
    for (word, latin), weight in weights.items():
        ways.setdefault(word, {})[latin] = weight
    for word in [word for word in ways if len(word) == max(RUSSIAN_LETTERS)]:
        for first, one in ways.get(word[0], {}).items():
            for second, other in ways.get(word[1], {}).items():
                ways[word][first + second] = ways[word].get(first + second, 0.0) + one * other * LETTER_BY_LETTER**2
    return {word: max(sorted(found.items()), key=lambda way: way[1]) for word, found in sorted(ways.items())}
