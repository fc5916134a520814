"""One listing of one record: the fields of pipeline/schemas.py as text, in the words of the file that lists it."""

from dataclasses import dataclass
from datetime import date

from pipeline.rehearse import states
from pipeline.rehearse.material import load
from pipeline.rehearse.records import LAST_DAY, Complaint, Message, Person, Request
from pipeline.rehearse.spelling import Pen

Cells = dict[str, str | list[str] | None]


@dataclass
class Row:
    """One line of a file.

    fate        what becomes of it: staged, quarantined or excluded
    is_broken   its structure is wrong
    year        the year of the record; a workbook has a sheet for each span of years
    sheet       where another sheet of the workbook has it
    unknown     words in it that no vocabulary knows
    is_single   must not be typed twice: nothing would show that the two rows are one record
    of          the record it lists
    """

    cells: Cells
    fate: str = "staged"
    is_broken: bool = False
    year: int = 0
    sheet: str = ""
    unknown: tuple[str, ...] = ()
    is_single: bool = False
    of: Request | Complaint | Message | None = None


def request(pen: Pen, one: Request, day: date = LAST_DAY) -> Cells:
    """A request as it stood at the end of `day`. Fields the file has no column for are left out when it is written."""
    shown = states.of_request(one, day)
    cells: Cells = {
        "reference": pen.reference(one.reference) or pen.placeholder(),
        "instrument": pen.word("instrument", one.instrument),
        "requesting_country": pen.country(one.country),
        **_person(pen, one.person),
        "requested_on": pen.date(one.requested_on.isoformat()[: one.precision]),
        "check_outcome": pen.word("check_outcome", _text(shown["check_outcome"])),
        "checked_on": pen.date(_text(shown["checked_on"])),
        "refusal_ground": pen.word("ground", _text(shown["refusal_ground"])),
        "cancelled_on": pen.date(_text(shown["cancelled_on"])),
        "cancelled_by": pen.word("cancelled_by", _text(shown["cancelled_by"])),
        "offence_category": pen.word("offence_category", one.offence),
        "offence_text": load("charges")[one.offence][_speech(pen, one.home)],
        "native": " ".join(one.person.native) if one.person else None,
    }
    return {**cells, **{field: pen.unknown(field) for field in sorted(one.odd)}}


def complaint(pen: Pen, one: Complaint, day: date = LAST_DAY) -> Cells:
    """A file of the Commission as it stood at the end of `day`."""
    shown = states.of_complaint(one, day)
    cells: Cells = {
        "reference": pen.reference(one.reference),
        "complaint_kind": pen.word("complaint_kind", one.kind),
        "respondent_country": pen.country(one.country),
        **_person(pen, one.person),
        "instrument": None if _is_left_out(one) else pen.word("instrument", one.instrument),
        "request_reference": pen.reference(one.request.reference) if one.request else None,
        "received_on": pen.date(one.received_on.isoformat()),
        "admissible_on": pen.date(_text(shown["admissible_on"])),
        "is_admissible": _flag(pen, shown["is_admissible"]),
        "has_data": _flag(pen, shown["has_data"]),
        "outcome": pen.word("outcome", _text(shown["outcome"])),
        "decided_on": pen.date(_text(shown["decided_on"])),
        "grounds": [str(pen.word("ground", ground)) for ground in shown["grounds"]] or None,  # type: ignore[attr-defined]
        "revises": pen.reference(one.revises.reference) if one.revises else None,
    }
    return {**cells, **{field: pen.unknown(field) for field in sorted(one.odd)}}


def _is_left_out(one: Complaint) -> bool:
    """Every tenth file does not say what is challenged: the request it names tells."""
    return one.request is not None and one.reference.endswith("5")


def message(pen: Pen, one: Message) -> Cells:
    """A message between bureaus."""
    purpose = one.purpose or "other"
    return {
        "reference": pen.reference(one.reference),
        "from_country": pen.country(one.country),
        "to_countries": pen.countries(one.to),
        **_person(pen, one.person),
        "sent_on": pen.date(one.sent_on.isoformat()),
        "purpose": pen.unknown("purpose") if "purpose" in one.odd else pen.word("purpose", purpose),
        "subject": _subject(one),
        "text": load("words")["message_texts"][purpose][pen.language],
        "request_reference": pen.reference(one.request.reference) if one.request else None,
        "in_reply_to": pen.reference(one.asked.reference) if one.asked else None,
    }


def _person(pen: Pen, person: Person | None) -> Cells:
    if person is None:
        return {}
    return {
        **pen.name(person),
        "birth_date": pen.born(person),
        "sex": pen.word("sex", person.sex),
        "nationalities": pen.citizenship(person.nationalities),
    }


def _subject(one: Message) -> str | None:
    """What the message is about: a request, or a former message."""
    about = one.request or one.asked
    return about.reference if about else None


def _speech(pen: Pen, home: str) -> str:
    """The language of a charge: that of the country that asks, where the file's encoding can hold it."""
    speech = load("countries")[home]["speech"]
    return speech if pen.encoding.startswith("utf") or speech in ("en", pen.language) else "en"


def _flag(pen: Pen, value: object) -> str | None:
    return None if value is None else pen.word("boolean", str(value).lower())


def _text(value: object) -> str | None:
    return value if isinstance(value, str) or value is None else value.isoformat()  # type: ignore[attr-defined]
