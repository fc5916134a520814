"""Draws of who is whom: whole partitions of each group of descriptions that doubtful pairs connect.

Pairs drawn one by one could say that A is B and B is C but A is not C. So each way to divide a group is weighed by the
probabilities of all its pairs, and the draw is among the ways.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

# Pairs as sure as FIRM are never drawn apart; those below FAINT never together. A group is at most LARGEST strong,
# for whose 203 divisions all are weighed; in a larger one the most decided pairs are taken as they stand.
FIRM, FAINT, LARGEST = 0.999, 0.01, 6
# What linkage says is cautious: the odds that two descriptions are one person are about this many times those it gives.
# Measured on planted truth (docs/decisions/linkage.md).
CAUTION = 4.0
# A pair nobody compared is together about as often as this.
UNCOMPARED = 0.001
# A pair that a person called different is together in no draw.
APART = 0.0

Pair = tuple[str, str]


class Forest:
    """What was joined with what; the first in order of name stands for the rest."""

    def __init__(self) -> None:
        self.root: dict[str, str] = {}

    def find(self, one: str) -> str:
        while self.root.setdefault(one, one) != one:
            one = self.root[one]
        return one

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self.root[second] = first


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


def groups(pairs: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Nodes that pairs connect; groups and nodes in order of name."""
    forest = Forest()
    for left, right in pairs:
        forest.join(left, right)
    found: dict[str, list[str]] = {}
    for one in sorted(forest.root):
        found.setdefault(forest.find(one), []).append(one)
    return sorted(map(tuple, found.values()))


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
    """(doubtful pairs of nodes, node of each description in doubt): descriptions that are firmly one are one node.

    scored      pairs of descriptions with their probability: 1 or APART where a person decided
    person_of   the person each description was linked to

    A group of pairs connects at most LARGEST nodes. Two descriptions of one person always share a node or a group.
    """
    kept = sorted(scored)
    nodes = Forest()
    for left, right, probability in kept:
        if probability >= FIRM and person_of.get(left) == person_of.get(right):
            nodes.join(left, right)
    _tie_the_rest(nodes, kept, person_of)
    pairs = _between(nodes, {(one, other): p for one, other, p in kept if FAINT <= p < FIRM})
    while large := [group for group in groups(pairs) if len(group) > LARGEST]:
        for group in large:
            within = sorted(
                (pair for pair in pairs if pair[0] in set(group)), key=lambda pair: (-_sure(pairs[pair]), pair)
            )
            for left, right in within[: max(1, len(within) // 8)]:
                if person_of.get(left) == person_of.get(right):
                    nodes.join(left, right)
                else:
                    del pairs[left, right]
        pairs = _between(nodes, pairs)
    pairs |= _told_apart(nodes, kept, pairs)
    doubtful = {one for pair in pairs for one in pair}
    return pairs, {one: nodes.find(one) for one in sorted(nodes.root) if nodes.find(one) in doubtful}


def _sure(probability: float) -> float:
    """How decided a pair is, one way or the other."""
    return abs(probability - 0.5)


def _tie_the_rest(nodes: Forest, scored: Sequence[tuple[str, str, float]], person_of: Mapping[str, str]) -> None:
    """Make one node of descriptions of one person that no pair ties: somebody judged them the same."""
    tied = Forest()
    for left, right, probability in scored:
        if probability >= FAINT and person_of.get(left) == person_of.get(right):
            tied.join(left, right)
    first: dict[str, str] = {}
    for one, person in sorted(person_of.items()):
        head = first.setdefault(person, one)
        if tied.find(head) != tied.find(one):
            tied.join(head, one)
            nodes.join(head, one)


def _told_apart(
    nodes: Forest, scored: Iterable[tuple[str, str, float]], pairs: Mapping[Pair, float]
) -> dict[Pair, float]:
    """Pairs of nodes of one group that a person called different; nodes of two groups are never together."""
    group_of = {node: number for number, group in enumerate(groups(pairs)) for node in group}
    apart = _between(nodes, {(left, right): p for left, right, p in scored if p == APART})
    return {(one, other): p for (one, other), p in apart.items() if group_of.get(one, one) == group_of.get(other)}


def _between(nodes: Forest, pairs: Mapping[Pair, float]) -> dict[Pair, float]:
    """The pairs as pairs of nodes, the likeliest where two nodes have several."""
    found: dict[Pair, float] = {}
    for (left, right), probability in pairs.items():
        first, second = sorted((nodes.find(left), nodes.find(right)))
        if first != second:
            found[first, second] = max(probability, found.get((first, second), 0.0))
    return found
