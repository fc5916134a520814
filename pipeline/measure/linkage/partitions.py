"""Draws of who is whom: whole partitions of each group of descriptions that doubtful pairs connect.

Pairs drawn one by one could say that A is B and B is C but A is not C. So each way to divide a group is weighed by the
probabilities of all its pairs, and the draw is among the ways.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

# Pairs as sure as FIRM are never drawn apart; those below FAINT never together. A group is at most LARGEST strong,
# for whose
# 203 divisions all are weighed; in a larger one the most decided pairs are taken as they are.
FIRM, FAINT, LARGEST = 0.999, 0.01, 6
# A pair nobody compared is together about as often as this.
UNCOMPARED = 0.001

Pair = tuple[str, str]


@dataclass(frozen=True)
class Doubt:
    """One group of nodes and, for each draw, which of them are one person.

    `drawn[draw][node]` is a number of a person.
    """

    nodes: tuple[str, ...]
    drawn: np.ndarray


def draw(pairs: Mapping[Pair, float], draws: int, seed: int) -> list[Doubt]:
    """For each connected group of nodes, its partition in every draw; groups and nodes in order of name."""
    rng = np.random.default_rng(seed)
    doubts = []
    for nodes in groups(pairs):
        ways = list(_partitions(len(nodes)))
        weights = np.array([_weight(way, nodes, pairs) for way in ways])
        chosen = rng.choice(len(ways), size=draws, p=weights / weights.sum())
        doubts.append(Doubt(nodes, np.array(ways)[chosen]))
    return doubts


def groups(pairs: Mapping[Pair, float]) -> list[tuple[str, ...]]:
    """Nodes that pairs connect, the most doubtful pairs first, never more than LARGEST together."""
    group_of: dict[str, list[str]] = {}
    for left, right in sorted(pairs, key=lambda pair: (abs(pairs[pair] - 0.5), pair)):
        one, other = group_of.setdefault(left, [left]), group_of.setdefault(right, [right])
        if one is not other and len(one) + len(other) <= LARGEST:
            one += other
            group_of |= dict.fromkeys(other, one)
    return sorted({tuple(sorted(group)) for group in group_of.values()})


def _partitions(n: int) -> Iterator[tuple[int, ...]]:
    """All ways to divide n nodes, each as the number of the part of every node.

    >>> len(list(_partitions(4)))
    15
    """

    def extend(so_far: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if len(so_far) == n:
            yield so_far
            return
        for part in range(max(so_far, default=-1) + 2):
            yield from extend((*so_far, part))

    yield from extend(())


def _weight(way: Sequence[int], nodes: Sequence[str], pairs: Mapping[Pair, float]) -> float:
    weight = 1.0
    for i, j in combinations(range(len(nodes)), 2):
        together = pairs.get((nodes[i], nodes[j]), UNCOMPARED)
        weight *= together if way[i] == way[j] else 1 - together
    return weight


def contracted(
    scored: Iterable[tuple[str, str, float]], person_of: Mapping[str, str]
) -> tuple[dict[Pair, float], dict[str, str]]:
    """(doubtful pairs of nodes, node of each description in doubt): descriptions of one person that are firmly tied
    are one node.

    scored      pairs of descriptions with their probability
    person_of   the person each description was linked to
    """
    root: dict[str, str] = {}

    def find(one: str) -> str:
        while root.setdefault(one, one) != one:
            one = root[one]
        return one

    kept = sorted(scored)
    for left, right, probability in kept:
        if probability >= FIRM and person_of.get(left) == person_of.get(right):
            first, second = sorted((find(left), find(right)))
            root[second] = first
    pairs: dict[Pair, float] = {}
    for left, right, probability in kept:
        first, second = sorted((find(left), find(right)))
        if first != second and FAINT <= probability < FIRM:
            pairs[first, second] = max(probability, pairs.get((first, second), 0.0))
    doubtful = {one for pair in pairs for one in pair}
    return pairs, {one: find(one) for one in sorted(root) if find(one) in doubtful}
