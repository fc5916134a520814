"""What is planted: people, requests, complaints and messages of the invented world, as they truly are.

A field that holds None is truly unknown: no listing gives it, or gives a word nobody can read (the field is then
named in `odd`). The truth counts these objects; the listings are only ways to write them down.
"""

from dataclasses import dataclass, field
from datetime import date

FIRST_YEAR, LAST_YEAR = 2013, 2025
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
LAST_DAY = date(LAST_YEAR, 12, 31)
WANTED = ("red_notice", "red_diffusion")


@dataclass(frozen=True)
class Person:
    """An invented person. Names are (forename, family name); `born` is an ISO prefix and may be less than a day."""

    number: int
    latin: tuple[str, str]
    native: tuple[str, str]
    born: str
    sex: str
    nationalities: tuple[str, ...]


@dataclass(eq=False)
class Request:
    """One request of one bureau.

    home            the country whose bureau asked, also where the listing's word for it cannot be read
    precision       how much of the ISO date of that day the records give: 10 signs (a day), 7 (a month), 4 (a year)
    first_said      an outcome that older exports gave and later ones corrected
    odd             fields whose word in the listing no vocabulary knows
    is_lone         listed once and tied to nothing else: no complaint, no message, no second request of the person
    """

    home: str
    requested_on: date
    instrument: str | None
    country: str | None = None
    reference: str = ""
    person: Person | None = None
    precision: int = 10
    check_outcome: str | None = "pending"
    checked_on: date | None = None
    refusal_ground: str | None = None
    cancelled_on: date | None = None
    cancelled_by: str | None = None
    offence: str = "fraud"
    first_said: str | None = None
    odd: set[str] = field(default_factory=set)
    is_lone: bool = False

    @property
    def year(self) -> int:
        return self.requested_on.year

    @property
    def ended(self) -> tuple[date, str] | None:
        """The day the request ended and how: refused at the check, or cancelled later. None while it stands."""
        if self.check_outcome == "refused" and self.checked_on:
            return self.checked_on, "refused"
        return (self.cancelled_on, "cancelled") if self.cancelled_on else None


@dataclass(eq=False)
class Complaint:
    """One file of the Commission. `instrument` is what the challenged data is, where anyone says so."""

    kind: str
    home: str
    country: str | None
    received_on: date
    reference: str = ""
    person: Person | None = None
    request: Request | None = None
    instrument: str | None = None
    admissible_on: date | None = None
    outcome: str | None = "pending"
    decided_on: date | None = None
    grounds: tuple[str, ...] = ()
    revises: "Complaint | None" = None
    odd: set[str] = field(default_factory=set)


@dataclass(eq=False)
class Message:
    """One message from one bureau to others. `asked` is the message it replies to."""

    country: str
    to: tuple[str, ...]
    sent_on: date
    purpose: str | None
    person: Person | None
    request: Request | None = None
    asked: "Message | None" = None
    reference: str = ""
    odd: set[str] = field(default_factory=set)


@dataclass
class World:
    """All that was planted, each list in order of its day."""

    people: list[Person] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
