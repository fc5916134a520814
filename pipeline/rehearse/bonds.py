"""Ties people to requests: most are wanted once, some again after a refusal, some through another country."""

from collections import Counter, defaultdict
from itertools import pairwise
from random import Random

from pipeline.rehearse.material import load
from pipeline.rehearse.people import Crowd
from pipeline.rehearse.records import Person, Request

Known = dict[str, list[Request]]

# Whose former requests a country takes up.
TAKES_UP = {
    **dict.fromkeys(("BLR", "KAZ", "TJK", "KGZ", "UZB", "ARM"), ("RUS",)),
    "RUS": ("BLR", "KAZ", "TJK"),
    "AZE": ("TUR",),
    "TUR": ("AZE",),
}


def tie(rng: Random, requests: list[Request], crowd: Crowd) -> None:
    """Give every request its person; one in ten of the lone ones has no name at all."""
    known: dict[str, list[Request]] = defaultdict(list)
    times: Counter[int] = Counter()
    for request in requests:
        person = None if request.is_lone else _known_person(rng, request, known, times)
        if person is None and not (request.is_lone and rng.random() < 0.1):
            person = crowd.new(load("countries")[request.home]["names"])
        request.person = person
        if person and not request.is_lone:
            known[request.home].append(request)
            times[person.number] += 1
    _share_references(rng, known)


def _known_person(rng: Random, request: Request, known: Known, times: Counter[int]) -> Person | None:
    """Someone already sought: by the same country or for another one, after an end or beside it; mostly nobody."""
    chance = rng.random()
    if chance < 0.25:
        return _ended_before(rng, request, known[request.home][-400:], times, 700)
    if chance < 0.35 and request.home in TAKES_UP:
        return _ended_before(rng, request, known[rng.choice(TAKES_UP[request.home])][-300:], times, 360)
    if chance < 0.38 and known[request.home]:
        return rng.choice(known[request.home][-200:]).person
    return None


def _ended_before(
    rng: Random, request: Request, earlier: list[Request], times: Counter[int], days: int
) -> Person | None:
    """The person of a request that ended up to `days` before this one was made; nobody more than four times."""
    free = [
        old.person
        for old in earlier
        if old.person and old.ended and 0 < (request.requested_on - old.ended[0]).days <= days
        if times[old.person.number] < 4
    ]
    return rng.choice(free) if free else None


def _share_references(rng: Random, known: dict[str, list[Request]]) -> None:
    """Now and then a notice is followed by a diffusion on the same person under the same number: two requests."""
    for requests in known.values():
        for first, second in pairwise(requests):
            kinds = (first.instrument, second.instrument)
            is_free = not (first.is_lone or second.is_lone) and first.year == second.year
            if kinds == ("red_notice", "red_diffusion") and is_free and rng.random() < 0.03:
                second.reference, second.person = first.reference, first.person
                first.is_lone = second.is_lone = True
