"""Counts the planted world by the definitions of the public tables, in Python that shares nothing with the SQL."""

from collections import defaultdict
from datetime import date
from typing import Any

from pipeline.rehearse.records import WANTED, Complaint, Request, World

OPEN = ("pending", None)
MERITS = ("compliant", "compliant_with_update", "non_compliant")
WITH_DATA = (*MERITS, "deleted_by_source")
MOSCOW_CHECKED_FIRST = date(2022, 3, 10)

# basis: (outcomes in the numerator, outcomes in the denominator; None is every complaint)
OVERTURNED = {
    "received": (("non_compliant",), None),
    "with_data": (("non_compliant",), WITH_DATA),
    "on_merits": (("non_compliant",), MERITS),
    "broad": (("non_compliant", "deleted_by_source"), WITH_DATA),
    "modified": (("non_compliant", "compliant_with_update"), MERITS),
}
CHANGED = {basis: OVERTURNED[basis][0] for basis in ("on_merits", "broad", "modified")}
CHANGED_COUNTS = {"overturned": "on_merits", "overturned_broad": "broad", "modified": "modified"}

Cell = tuple[str, str, int | None]  # country, instrument, year: each also pooled


def cells(country: str | None, instrument: str | None, year: int) -> list[Cell]:
    """Every cell that one case counts in: its own values and the pooled ones."""
    countries = ["ALL", *([country] if country else [])]
    instruments = ["ALL", *([instrument] if instrument else []), *(["WANTED"] if instrument in WANTED else [])]
    return [(place, kind, span) for place in countries for kind in instruments for span in (year, None)]


def is_circulated(request: Request) -> bool:
    """Whether the request reached at least one other country, as far as is known."""
    if request.instrument == "red_diffusion":
        held_back = request.country == "RUS" and request.requested_on >= MOSCOW_CHECKED_FIRST
        return request.check_outcome == "passed" or not held_back
    return request.check_outcome == "passed"


class Tally:
    """Sums numerators, denominators and pending per rate and cell."""

    def __init__(self) -> None:
        self.rates: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
        self.cases: dict[tuple[Any, ...], int] = defaultdict(int)
        self.persons: dict[tuple[Any, ...], set[int]] = defaultdict(set)

    def rate(self, name: tuple[str, str, str], where: list[Cell], counted: tuple[bool, bool, bool]) -> None:
        """Add one case to the rate (measure, basis, year_basis): in numerator, in denominator, pending."""
        for cell in where:
            sums = self.rates[(*name, *cell)]
            for i, is_counted in enumerate(counted):
                sums[i] += is_counted

    def count(self, measure: str, year_basis: str, where: list[Cell]) -> None:
        for cell in where:
            self.cases[(measure, year_basis, *cell)] += 1

    def person(self, measure: str, year_basis: str, where: list[Cell], number: int) -> None:
        for cell in where:
            self.persons[(measure, year_basis, *cell)].add(number)


def tally(world: World) -> Tally:
    """All rates and counts of the world."""
    sums = Tally()
    for request in world.requests:
        _request(sums, request)
    for complaint in world.complaints:
        _complaint(sums, complaint)
    for message in world.messages:
        sums.count("messages", "sent", cells(message.country, None, message.sent_on.year))
    return sums


def _request(sums: Tally, request: Request) -> None:
    where = cells(request.country, request.instrument, request.year)
    passed, is_open = request.check_outcome == "passed", request.check_outcome in OPEN
    checked = request.check_outcome in ("passed", "refused")
    sums.count("requests", "requested", where)
    sums.rate(("initial_pass_rate", "checked", "requested"), where, (passed, checked, is_open))
    sums.rate(("initial_pass_rate", "submitted", "requested"), where, (passed, True, is_open))
    for basis, counts in (("circulated", is_circulated(request)), ("passed", passed), ("submitted", True)):
        sums.rate(("complaint_rate", f"per_{basis}", "received"), where, (False, counts, False))


def _complaint(sums: Tally, one: Complaint) -> None:
    where = cells(one.country, one.instrument, one.received_on.year)
    if one.kind != "deletion":
        sums.count("access_requests" if one.kind == "access" else "revisions", "received", where)
        return
    sums.count("complaints", "received", where)
    if one.person:
        sums.person("complainants", "received", where, one.person.number)
    for basis in ("circulated", "passed", "submitted"):
        sums.rate(("complaint_rate", f"per_{basis}", "received"), where, (True, False, False))
    clocks = {"received": where}
    if one.decided_on:
        clocks["decided"] = cells(one.country, one.instrument, one.decided_on.year)
    for clock, places in clocks.items():
        _outcome(sums, one, clock, places)


def _outcome(sums: Tally, one: Complaint, clock: str, where: list[Cell]) -> None:
    for basis, (above, below) in OVERTURNED.items():
        if (basis, clock) != ("received", "decided"):
            is_below = below is None or one.outcome in below
            is_open = clock == "received" and one.outcome in OPEN
            sums.rate(("overturn_rate", basis, clock), where, (one.outcome in above, is_below, is_open))
    for measure, basis in CHANGED_COUNTS.items():
        if one.outcome in CHANGED[basis]:
            sums.count(measure, clock, where)
            if one.person:
                sums.person(measure, clock, where, one.person.number)
