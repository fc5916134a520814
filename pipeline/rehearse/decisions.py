"""Decisions of the Commission as documents: complaints whose end no list tells, and copies that are blacked out."""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from pipeline.rehearse.dealing import stream
from pipeline.rehearse.material import load
from pipeline.rehearse.plan import END_OF_2020
from pipeline.rehearse.records import Complaint, World

MOST = 40
FORMATS = (("pdf", "en"), ("docx", "en"), ("html", "fr"), ("txt", "en"), ("rtf", "fr"))
ENDS = ("non_compliant", "compliant", "compliant_with_update")
BLACKED = "CCF/[xxx]/[xxx]"
FIRST_SESSION = 100  # the first of 2017; four a year


@dataclass(frozen=True)
class Decision:
    """One document. `is_blacked`: a copy without number and name, which can be tied to nothing."""

    path: str
    complaint: Complaint
    language: str
    is_blacked: bool = False

    @property
    def session(self) -> int:
        day = decided(self.complaint)
        return FIRST_SESSION + 4 * (day.year - 2017) + (day.month - 1) // 3

    def said(self) -> dict[str, Any]:
        """What the document says, as it should come back in staged.documents."""
        one = self.complaint
        return {
            "reference": BLACKED if self.is_blacked else one.reference,
            "session": str(self.session),
            "instrument": one.instrument,
            "respondent_country": one.country,
            "outcome": one.outcome,
            "grounds": sorted(one.grounds),
            "decided_on_text": decided(one).isoformat(),
            "language": self.language,
        }


def decided(one: Complaint) -> date:
    """The day of the decision of a complaint that has one."""
    if one.decided_on is None:
        raise ValueError(one.reference)
    return one.decided_on


def choose(world: World, seed: int) -> list[Decision]:
    """Complaints whose end only a document tells, decided since 2021; every eighth has a blacked-out copy beside."""
    rng = stream(seed, "decisions")
    able = [one for one in world.complaints if _can_be_told(one)]
    chosen = sorted(rng.sample(able, min(MOST, len(able))), key=lambda one: one.reference)
    found = []
    for number, one in enumerate(chosen, 1):
        kind, language = FORMATS[number % len(FORMATS)]
        found.append(Decision(f"decisions/{number:03}.{kind}", one, language))
        if number % 8 == 0:
            found.append(Decision(f"decisions/{number:03}_excerpt.{kind}", one, language, is_blacked=True))
    return found


def _can_be_told(one: Complaint) -> bool:
    is_known = (
        one.kind == "deletion" and one.country is not None and one.instrument in load("decisions")["en"]["instrument"]
    )
    is_late = one.decided_on is not None and one.decided_on > END_OF_2020
    return one.kind == "deletion" and is_known and is_late and one.outcome in ENDS and not one.odd


def paragraphs(decision: Decision, rng: Random) -> list[list[str]]:
    """The text of the document, page by page."""
    words, one = load("decisions")[decision.language], decision.complaint
    day, received = (_day(moment, decision.language) for moment in (decided(one), one.received_on))
    filled = {
        "applicant": "[…]" if decision.is_blacked or not one.person else " ".join(one.person.latin),
        "reference": BLACKED if decision.is_blacked else one.reference,
        "session": decision.session if decision.language == "fr" else ordinal(decision.session),
        "day": day,
        "received": received,
        "country": load("countries")[str(one.country)][decision.language],
        "instrument": words["instrument"][one.instrument],
        "ground": words["and"].join(words["ground"][ground] for ground in one.grounds),
    }
    number = 0
    body = []
    for title, part in zip(words["sections"], ("procedure", "data", "request", "findings"), strict=True):
        body.append(title)
        for text in words[part] if part in ("procedure", "findings") else [rng.choice(words[part])]:
            number += 1
            body.append(f"{number}. {text.format(**filled)}")
    end = rng.choice(words["outcome"][one.outcome]).format(**filled)
    return [[text.format(**filled) for text in words["head"]] + body, [words["close"], f"{number + 1}. {end}"]]


def ordinal(number: int) -> str:
    """111 -> "111th", 122 -> "122nd"."""
    last = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{last}"


def _day(day: date, language: str) -> str:
    return f"{day.day} {load('words')['months'][language][day.month - 1]} {day.year}"
