"""`python -m benchmarks.names PAIRS.csv`: the right Latin spelling of a Russian name among all of them, first by
likeness of letters, then as learned.

Only the half of the pairs the table was not learned from is asked for; the candidates are all English spellings of
the file.
First: share of names whose right spelling comes strictly first. F1: the best over all thresholds, each right pair
against the hardest wrong one.
"""

import csv
import sys
from pathlib import Path

import numpy as np
from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from benchmarks.train_spelling import TEST, half
from pipeline.resolve.names.letters import plain, russian
from pipeline.resolve.names.spelling import russian_spelling

NEAREST, BATCH = 40, 500


def main(path: Path) -> None:
    with path.open(encoding="utf8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    candidates = [plain(row["english"]) for row in rows]
    asked = [number for number, row in enumerate(rows) if half(row["russian"]) == TEST]
    learned, letters = [], []
    for start in range(0, len(asked), BATCH):
        numbers = asked[start : start + BATCH]
        sources = [russian(rows[number]["russian"]) for number in numbers]
        near = process.cdist(
            [plain(anyascii(source)) for source in sources], candidates, scorer=JaroWinkler.similarity, dtype=np.float32
        )
        for source, right, scores in zip(sources, numbers, near, strict=True):
            letters.append(_right_and_hardest(dict(enumerate(scores.tolist())), right))
            spelled = russian_spelling().romanise(source)
            again = process.cdist([spelled], candidates, scorer=JaroWinkler.similarity, dtype=np.float32)[0]
            nearest = set(np.argpartition(-scores, NEAREST)[:NEAREST]) | set(np.argpartition(-again, NEAREST)[:NEAREST])
            learned.append(
                _right_and_hardest({n: russian_spelling().likeness(source, candidates[n]) for n in nearest}, right)
            )
    print(f"{len(asked):,} names among {len(candidates):,} spellings | right one first | F1")
    for what, found in (("letters in plain ASCII, Jaro-Winkler", letters), ("learned spelling", learned)):
        print(f"{what} | {np.mean([right > wrong for right, wrong in found]):.3f} | {_f1(found):.3f}")


def _right_and_hardest(scores: dict[int, float], right: int) -> tuple[float, float]:
    """The score of the right candidate and the best of all others."""
    return scores.pop(right, -1e9), max(scores.values())


def _f1(found: list[tuple[float, float]]) -> float:
    scores = np.array([score for pair in found for score in pair])
    is_right = np.tile([1.0, 0.0], len(found))
    order = np.argsort(-scores, kind="stable")
    hits, wrong = np.cumsum(is_right[order]), np.cumsum(1 - is_right[order])
    return float((2 * hits / (hits + wrong + len(found))).max())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
