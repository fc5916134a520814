"""The Commission's files: who complains about what, how long it takes, how it ends, and what the end does."""

from collections import defaultdict
from random import Random

from pipeline.rehearse.dealing import apportion, day_in, deal, later
from pipeline.rehearse.material import load
from pipeline.rehearse.people import Crowd
from pipeline.rehearse.records import LAST_DAY, WANTED, Complaint, Request
from pipeline.rehearse.requests import is_in_circulation
from pipeline.rehearse.scenario import Scenario

# Complaints received per year; the load of a country is that of 2015 to 2024.
DECADE = dict(zip(range(2015, 2025), (6, 7, 8, 9, 10, 10, 11, 13, 13, 13), strict=True))
BESIDE = {2014: 0.05, 2025: 0.12}  # of the decade's
TRACKS = {"data": 0.84, "inadmissible": 0.08, "no_data": 0.06, "withdrawn": 0.02}
DAYS = {"data": (150, 620), "inadmissible": (15, 60), "no_data": (60, 150), "withdrawn": (40, 300)}


def plant(rng: Random, story: Scenario, requests: list[Request], crowd: Crowd) -> list[Complaint]:
    """Requests for deletion, then for access, then for revision of a decision; in order of the day received."""
    by_home: dict[str, list[Request]] = defaultdict(list)
    for request in requests:
        if not request.is_lone and is_in_circulation(request):
            by_home[request.home].append(request)
    deletions = [one for code in load("countries") for one in _deletions(rng, story, code, by_home[code], crowd)]
    _decide(rng, story, deletions)
    accesses = _accesses(rng, deletions, crowd)
    revisions = _revisions(rng, deletions)
    _number(deletions, "{n:04}")
    _number(accesses, "A{n:03}")
    _number(revisions, "R{n:03}")
    _spoil(rng, deletions)
    return sorted([*deletions, *accesses, *revisions], key=lambda one: (one.received_on, one.reference))


def _deletions(rng: Random, story: Scenario, code: str, pool: list[Request], crowd: Crowd) -> list[Complaint]:
    decade = round(story.country(code)["complaints"] * story.scale)
    per_year = {year: round(decade * share) for year, share in BESIDE.items()} | apportion(decade, DECADE)
    complaints: list[Complaint] = []
    free = list(pool)
    for year in sorted(per_year):
        days = sorted(day_in(rng, year) for _ in range(per_year[year]))
        for day, track in zip(days, deal(rng, TRACKS, len(days)), strict=True):
            complaint = Complaint("deletion", code, code, day, outcome=track)
            _challenge(rng, complaint, free, complaints, crowd)
            complaints.append(complaint)
    return complaints


def _challenge(rng: Random, complaint: Complaint, free: list[Request], earlier: list[Complaint], crowd: Crowd) -> None:
    """Find the request that is complained about, and so the person; without data there is none to name."""
    before = [request for request in free if (complaint.received_on - request.requested_on).days > 60]
    wanted = [request for request in before if request.instrument in WANTED]
    again = [one for one in earlier[-40:] if one.request and one.outcome == "inadmissible"]
    if complaint.outcome == "no_data" or not before:
        complaint.instrument = "red_notice" if rng.random() < 0.7 else None
        complaint.person = crowd.new(load("countries")[complaint.home]["names"]) if rng.random() < 0.9 else None
        complaint.outcome = "no_data" if complaint.outcome == "data" else complaint.outcome
        return
    former = rng.choice(again).request if again and rng.random() < 0.08 else None
    request = former or rng.choice(wanted if wanted and rng.random() < 0.97 else before)
    if request is not former:
        free.remove(request)
    complaint.request, complaint.person, complaint.instrument = request, request.person, request.instrument


def _decide(rng: Random, story: Scenario, complaints: list[Complaint]) -> None:
    """Set the days; deal the outcomes of those decided on data by country, year and kind; the recent stay pending."""
    groups: dict[tuple[str, int, bool], list[Complaint]] = defaultdict(list)
    for one in complaints:
        track = str(one.outcome)
        decided = later(rng, one.received_on, *DAYS[track])
        if track != "inadmissible":
            admissible = later(rng, one.received_on, 10, 39)
            one.admissible_on = admissible if admissible <= LAST_DAY else None
        if decided > LAST_DAY:
            one.outcome = "pending"
            continue
        one.decided_on = decided
        if track == "data":
            groups[one.home, decided.year, one.instrument in WANTED].append(one)
    for (code, year, _), group in groups.items():
        fall = story.fall_share(code, year)
        shares = {
            "non_compliant": fall * 0.88,
            "compliant": (1 - fall) * 0.70,
            "compliant_with_update": (1 - fall) * 0.18,
        }
        for one, outcome in zip(group, deal(rng, shares | {"deleted_by_source": 0.12}, len(group)), strict=True):
            one.outcome = outcome
            _carry_out(rng, one)


def _carry_out(rng: Random, complaint: Complaint) -> None:
    """What the end of a file does to the request: cancelled by the Commission, or before it by those who asked."""
    request, day = complaint.request, complaint.decided_on
    if complaint.outcome == "non_compliant":
        political = complaint.home in ("RUS", "TUR", "TJK", "BLR", "AZE", "KAZ", "CHN")
        first = rng.choices(("article_3", "article_2", "data_quality", "purpose"), (6 if political else 1, 2, 2, 1))[0]
        complaint.grounds = tuple(sorted({first, "due_process"})) if rng.random() < 0.2 else (first,)
    if request is None or day is None or request.cancelled_on:
        return
    if complaint.outcome == "non_compliant":
        request.cancelled_on, request.cancelled_by = day, "ccf"
    elif complaint.outcome == "deleted_by_source":
        request.cancelled_on = later(rng, day, -40, -1)
        request.cancelled_by = rng.choice(("general_secretariat", "requesting_bureau"))


def _accesses(rng: Random, deletions: list[Complaint], crowd: Crowd) -> list[Complaint]:
    """One request for access for every seven for deletion: of the same person before, or of somebody else."""
    found = []
    for one in deletions:
        if rng.random() > 1 / 7:
            continue
        person = one.person if rng.random() < 0.6 else crowd.new(load("countries")[one.home]["names"])
        day = later(rng, one.received_on, -200, -30)
        access = Complaint("access", one.home, one.country, day, person=person)
        access.admissible_on = later(rng, day, 5, 30)
        decided = later(rng, day, 60, 200)
        if decided <= LAST_DAY:
            access.decided_on = decided
            access.outcome = rng.choices(("answered", "no_data", "withdrawn"), (75, 22, 3))[0]
        found.append(access)
    return found


def _revisions(rng: Random, deletions: list[Complaint]) -> list[Complaint]:
    """Some decisions are challenged anew within half a year; the figures of the first stay as they are."""
    found = []
    for one in deletions:
        day = later(rng, one.decided_on, 20, 180) if one.decided_on else None
        if (
            one.outcome not in ("compliant", "compliant_with_update")
            or not day
            or day > LAST_DAY
            or rng.random() > 0.15
        ):
            continue
        revision = Complaint("revision", one.home, one.country, day, person=one.person, request=one.request)
        revision.instrument, revision.revises = one.instrument, one
        decided = later(rng, day, 120, 420)
        if decided <= LAST_DAY:
            revision.decided_on = decided
            revision.outcome = rng.choices(
                ("revision_refused", "non_compliant", "compliant_with_update"), (70, 20, 10)
            )[0]
        found.append(revision)
    return found


def _number(complaints: list[Complaint], style: str) -> None:
    """References in order of the day received: CCF/2019/0123."""
    of_year: dict[int, int] = defaultdict(int)
    for one in sorted(complaints, key=lambda one: one.received_on):
        of_year[one.received_on.year] += 1
        one.reference = f"CCF/{one.received_on.year}/" + style.format(n=of_year[one.received_on.year])


def _spoil(rng: Random, complaints: list[Complaint]) -> None:
    """A few files whose outcome or country nobody can read."""
    for one in complaints:
        fault = rng.choices(("none", "outcome", "country"), (990, 6, 4))[0]
        if fault == "outcome" and one.outcome in ("compliant", "inadmissible"):
            one.outcome = None
            one.odd.add("outcome")
        elif fault == "country" and one.request is None:
            one.country = None
            one.odd.add("respondent_country")
