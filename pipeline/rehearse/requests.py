"""The requests: how many, by whom, of what kind, and how the first check went. People are tied to them elsewhere."""

from collections import defaultdict
from datetime import timedelta
from random import Random

from pipeline.rehearse.dealing import apportion, day_in, deal, later
from pipeline.rehearse.material import load
from pipeline.rehearse.records import LAST_DAY, WANTED, YEARS, Request
from pipeline.rehearse.scenario import Scenario

POLITICAL = ("RUS", "TUR", "TJK", "BLR", "KAZ", "AZE", "CHN", "ARE", "EGY")
FAULTS = {
    "none": 975,
    "check_outcome": 4,
    "instrument": 2,
    "country": 2,
    "refusal_ground": 3,
    "day": 10,
    "reference": 4,
}
GROUNDS = {"article_3": 0.45, "article_2": 0.15, "data_quality": 0.2, "private_matter": 0.1, "purpose": 0.1}


def plant(rng: Random, story: Scenario) -> list[Request]:
    """Every request of the world, in order of its day, with its check but as yet without people."""
    requests = [request for code in load("countries") for request in _of_country(rng, story, code)]
    groups: dict[tuple[str, int, str], list[Request]] = defaultdict(list)
    for request in requests:
        kind = request.instrument if request.instrument in WANTED else "unwanted"
        groups[request.home, request.year, str(kind)].append(request)
    for (code, year, kind), group in groups.items():
        _check(rng, group, story.pass_share(code, year), kind)
    _spoil(rng, requests)
    return sorted(requests, key=lambda request: (request.requested_on, request.home, request.reference))


def _of_country(rng: Random, story: Scenario, code: str) -> list[Request]:
    known = story.country(code)
    load_of_year = apportion(round(known["requests"] * story.scale), {year: 1 + 0.03 * (year - 2013) for year in YEARS})
    requests = []
    for year, n in load_of_year.items():
        kinds = deal(rng, _instruments(year), n)
        made = sorted(day_in(rng, year) for _ in range(n))
        for number, (day, kind) in enumerate(zip(made, kinds, strict=True), 1):
            reference = known["numbering"].format(year=year, n=number)
            requests.append(Request(code, day, kind, code, reference, offence=_offence(rng, code)))
    return requests


def _instruments(year: int) -> dict[str, float]:
    """Shares of the instruments in one year; diffusions grow at the cost of notices."""
    diffusions = 0.24 + 0.015 * (year - 2013)
    return {
        "red_notice": 0.90 - diffusions,
        "red_diffusion": diffusions,
        "blue_notice": 0.04,
        "yellow_notice": 0.025,
        "green_notice": 0.02,
        "other": 0.015,
    }


def _offence(rng: Random, code: str) -> str:
    political = 3.0 if code in POLITICAL else 0.3
    weights = {"fraud": 9.0, "corruption": 2, "tax": 1, "violence": 5, "drugs": 4, "terrorism": political}
    weights |= {"extremism": political / 2, "sexual": 2, "theft": 3, "cyber": 1, "public_order": political / 3}
    return rng.choices(list(weights), list(weights.values()))[0]


def _check(rng: Random, group: list[Request], passes: float, kind: str) -> None:
    """Deal the outcomes of the first check to the requests of one country, year and kind."""
    unchecked = 0.4 if kind == "red_diffusion" and group[0].year <= 2016 else 0.0
    shares = {"passed": passes, "refused": 1 - passes, "withdrawn": 0.015, "pending": 0.01, "not_checked": unchecked}
    answered = []
    for request in group:
        due = later(rng, request.requested_on, 3, 45)
        if due <= LAST_DAY:
            answered.append((request, due))
    for (request, due), outcome in zip(answered, deal(rng, shares, len(answered)), strict=True):
        request.check_outcome = outcome
        if outcome in ("passed", "refused"):
            request.checked_on = due
        if outcome == "refused":
            request.refusal_ground = rng.choices(list(GROUNDS), list(GROUNDS.values()))[0]
            request.first_said = "passed" if rng.random() < 0.1 else None


def _spoil(rng: Random, requests: list[Request]) -> None:
    """A few records whose words cannot be read, whose day is only a year or a month, or that have no reference."""
    for request in requests:
        fault = rng.choices(list(FAULTS), list(FAULTS.values()))[0]
        if fault == "none" or not _may_have(request, fault):
            continue
        request.is_lone = True
        if fault == "day":
            request.precision = rng.choice((4, 4, 7))
        elif fault == "reference":
            request.reference = ""
        else:
            request.odd.add("requesting_country" if fault == "country" else fault)
            setattr(request, fault, None)  # the country stays known as `home`
        if fault == "check_outcome":
            request.checked_on, request.refusal_ground, request.first_said = None, None, None


def _may_have(request: Request, fault: str) -> bool:
    """Whether what is true would still be certain with this fault."""
    if fault == "refusal_ground":
        return request.refusal_ground is not None
    if fault == "country" and request.reference[0].isdigit():
        return False  # other bureaus have the same number: two that nobody can tell apart would be one
    # whether a diffusion of Moscow's was sent at once hangs on both its country and its day
    return request.instrument != "red_diffusion" or fault not in ("country", "day")


def is_in_circulation(request: Request) -> bool:
    """Whether someone outside could have been stopped on it, so that a complaint about it is to be expected."""
    diffusion_unchecked = request.instrument == "red_diffusion" and request.check_outcome == "not_checked"
    return request.check_outcome == "passed" or diffusion_unchecked


def end_the_rest(rng: Random, requests: list[Request], contested: set[int]) -> None:
    """Requests nobody complained about end as well: the bureau takes them back, or five years are over."""
    for request in requests:
        if not is_in_circulation(request) or id(request) in contested or request.cancelled_on:
            continue
        back = later(rng, request.requested_on, 60, 2500)
        over = request.requested_on + timedelta(days=5 * 365)
        if rng.random() < 0.15 and back <= LAST_DAY:
            request.cancelled_on, request.cancelled_by = back, "requesting_bureau"
        elif rng.random() < 0.6 and over <= LAST_DAY:
            request.cancelled_on, request.cancelled_by = over, "expired"
