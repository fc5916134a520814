"""`python -m benchmarks.train_spelling PAIRS.csv OUT.csv`: learn how Russian letters are written in Latin ones.

A joint model of chunks: one or two Russian letters with none to three Latin ones, each pair of chunks with a weight,
learned by
expectation and maximisation from pairs of spellings of one name. Only the half of the pairs that `half` names TUNE is
read; the other half is for
`benchmarks.names`. Plain Python, about half a minute for six thousand pairs, the same bytes every time.
"""

import csv
import hashlib
import math
import sys
from collections import defaultdict
from pathlib import Path

from pipeline.resolve.names.letters import plain, russian
from pipeline.resolve.names.spelling import LATIN_LETTERS, RUSSIAN_LETTERS

Chunk = tuple[str, str]
Weights = dict[Chunk, float]

ROUNDS, LEAST = 12, 0.3
TUNE, TEST = "tune", "test"


def half(spelling: str) -> str:
    """Which half of the pairs a Russian spelling belongs to: fixed, about even, the same on every machine."""
    return TUNE if hashlib.md5(spelling.encode(), usedforsecurity=False).digest()[0] % 2 == 0 else TEST


def pairs(path: Path, of: str) -> list[tuple[str, str]]:
    """The (Russian, English) spellings of one half, as they stand in the file."""
    with path.open(encoding="utf8", newline="") as lines:
        return [(row["russian"], row["english"]) for row in csv.DictReader(lines) if half(row["russian"]) == of]


def train(data: list[tuple[str, str]]) -> Weights:
    """Weights of all chunks, which add up to one."""
    weights = _shares(_first_guess(data))
    for turn in range(ROUNDS):
        counts: Weights = defaultdict(float)
        for source, target in data:
            _expect(source, target, weights, counts)
        weights = _shares({chunk: n for chunk, n in counts.items() if turn <= 2 or n > LEAST})
    return weights


def _first_guess(data: list[tuple[str, str]]) -> Weights:
    """Chunks that stand at about the same place in both spellings."""
    counts: Weights = defaultdict(float)
    for source, target in data:
        for i in range(len(source)):
            for a in RUSSIAN_LETTERS:
                for j in range(len(target) + 1):
                    for b in LATIN_LETTERS:
                        if i + a > len(source) or j + b > len(target) or (a == 2 and b == 0):
                            continue
                        off = abs((i + a / 2) / len(source) - (j + b / 2) / len(target))
                        if off < 0.25:
                            likely = math.exp(-8 * off) * (0.3 if a == 2 else 1) * (1 if b == 1 else 0.3)
                            counts[source[i : i + a], target[j : j + b]] += likely
    return counts


def _expect(source: str, target: str, weights: Weights, counts: Weights) -> None:
    """Add to `counts` how often each chunk is expected in this pair of spellings."""
    n, m = len(source), len(target)
    ahead = [[0.0] * (m + 1) for _ in range(n + 1)]
    behind = [[0.0] * (m + 1) for _ in range(n + 1)]
    ahead[0][0] = behind[n][m] = 1.0
    steps = [
        (i, j, i + a, j + b, chunk, weights[chunk])
        for i in range(n)
        for j in range(m + 1)
        for a in RUSSIAN_LETTERS
        for b in LATIN_LETTERS
        if i + a <= n and j + b <= m and (chunk := (source[i : i + a], target[j : j + b])) in weights
    ]
    for i, j, after_i, after_j, _, weight in steps:
        ahead[after_i][after_j] += ahead[i][j] * weight
    for i, j, after_i, after_j, _, weight in reversed(steps):
        behind[i][j] += weight * behind[after_i][after_j]
    total = ahead[n][m]
    if total <= 0:
        return
    for i, j, after_i, after_j, chunk, weight in steps:
        if expected := ahead[i][j] * weight * behind[after_i][after_j] / total:
            counts[chunk] += expected


def _shares(counts: Weights) -> Weights:
    total = sum(counts.values())
    return {chunk: n / total for chunk, n in counts.items()}


def main(source: Path, target: Path) -> None:
    data = [(russian(one), plain(other)) for one, other in pairs(source, TUNE)]
    data = [(one, other) for one, other in data if one and 0.5 < len(other) / len(one) < 2.2]
    weights = train(data)
    with target.open("w", encoding="utf8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["russian", "latin", "weight", "origin"])
        for (one, other), weight in sorted(weights.items()):
            if weight >= 1e-6:
                writer.writerow([one, other, f"{weight:.3e}", "Wikidata, CC0"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
