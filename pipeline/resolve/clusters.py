"""From pairs to people: which descriptions are taken together, and which pairs a person must look at.

Pairs are taken in order of probability. A pair joins two groups only where the rules below allow it for every two
descriptions of the groups; a pair they refuse goes to review. What a person decided comes first and is never undone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

# Bands of probability: joined at once, shown to a person, left apart. docs/decisions/linkage.md says how they were
# chosen.
AUTOMATIC, REVIEW = 0.70, 0.20
# Two descriptions in one group that were compared and came out below this are no one person.
CONTRADICTED = 0.001
WHOLE_DATE = len("2000-01-01")
BANDS = ("automatic", "review", "no")

Pair = tuple[str, str]


@dataclass(frozen=True)
class Edge:
    """Two descriptions and the probability that they are one person."""

    left: str
    right: str
    probability: float

    @property
    def pair(self) -> Pair:
        return self.left, self.right


@dataclass
class Groups:
    """Descriptions taken together.

    group_of    a member of the group stands for it
    joined_at   for a description that was joined: the probability of the pair that did it, and whether a person decided
    refused     edges that a rule kept apart, with the rule
    """

    members: dict[str, list[str]]
    group_of: dict[str, str]
    joined_at: dict[str, tuple[float, bool]] = field(default_factory=dict)
    refused: dict[Pair, str] = field(default_factory=dict)

    @classmethod
    def single(cls, ids: Iterable[str]) -> "Groups":
        alone = sorted(ids)
        return cls({one: [one] for one in alone}, {one: one for one in alone})

    def join(self, left: str, right: str, probability: float, by_person: bool) -> None:
        """Put the smaller group of the two into the other."""
        keep, give = sorted((self.group_of[left], self.group_of[right]), key=lambda one: (-len(self.members[one]), one))
        for one in self.members[give]:
            self.group_of[one] = keep
            self.joined_at.setdefault(one, (probability, by_person))
        self.members[keep] += self.members.pop(give)

    def part(self, one: str) -> None:
        """Let a description that the model joined stand alone: it fits two groups that may not be one."""
        group = self.group_of[one]
        if len(self.members[group]) < 2 or self.joined_at.get(one, (0.0, False))[1]:
            return
        self.members[group].remove(one)
        rest = self.members.pop(group)
        head = min(rest)
        self.members |= {head: rest, one: [one]}
        self.group_of |= {**dict.fromkeys(rest, head), one: one}
        self.joined_at.pop(one, None)


def cluster(
    edges: Iterable[Edge],
    births: Mapping[str, str],
    scores: Mapping[Pair, float],
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
) -> Groups:
    """Groups of the descriptions that the edges and judgements name; all others stand alone.

    edges       pairs likely enough to be joined
    births      birth date of each description, as precise as it is
    scores      probability of every pair that was compared
    same, different   pairs a person decided
    """
    same, apart = sorted(same), {frozenset(pair) for pair in different}
    edges = sorted(edges, key=lambda edge: (-edge.probability, edge.pair))
    named = {one for edge in edges for one in edge.pair} | {one for pair in same for one in pair}
    groups = Groups.single(named)
    for left, right in same:
        if groups.group_of[left] != groups.group_of[right]:
            groups.join(left, right, 1.0, by_person=True)
    for edge in edges:
        first, second = groups.group_of[edge.left], groups.group_of[edge.right]
        if first == second:
            continue
        both = groups.members[first], groups.members[second]
        reason = _objection(*both, births, scores, apart)
        if reason:
            groups.refused[edge.pair] = reason
        else:
            groups.join(edge.left, edge.right, edge.probability, by_person=False)
    for left, right in groups.refused:
        for one in (left, right):
            if len(births.get(one) or "") < WHOLE_DATE:
                groups.part(one)
    return groups


def _objection(
    ours: Sequence[str],
    theirs: Sequence[str],
    births: Mapping[str, str],
    scores: Mapping[Pair, float],
    apart: set[frozenset[str]],
) -> str | None:
    """Why two groups may not become one; None where nothing speaks against it."""
    for one, other in product(ours, theirs):
        if frozenset((one, other)) in apart:
            return "a person said they are different"
        if scores.get((one, other) if one < other else (other, one), 1.0) < CONTRADICTED:
            return "the ends of the chain do not fit"
    dates = sorted({births[one] for one in (*ours, *theirs) if births.get(one)})
    firm = [date for date in dates if len(date) == WHOLE_DATE] or dates
    if dates and not any(all(explained(hub, date) for date in dates) for hub in firm):
        return "birth dates that no single date with known errors explains"
    return None


def explained(first: str, second: str) -> bool:
    """Whether two birth dates can be one: equal as far as both go, swapped, 1 January for want of more, one figure off.

    >>> explained("1970-02-01", "1970-01-02"), explained("1970", "1970-05-06"), explained("1970-03-04", "1981-05-06")
    (True, True, False)
    """
    if len(first) < WHOLE_DATE or len(second) < WHOLE_DATE:
        shorter, longer = sorted((first, second), key=len)
        return longer.startswith(shorter) or not shorter
    if first == second or (first[:4] == second[:4] and "-01-01" in (first[4:], second[4:])):
        return True
    if first[:4] == second[:4] and (first[5:7], first[8:]) == (second[8:], second[5:7]):
        return True
    return sum(a != b for a, b in zip(first, second, strict=True)) == 1
