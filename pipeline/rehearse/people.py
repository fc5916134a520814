"""Invented people: names from syllables in four scripts, birth dates of which some are only partly known."""

from dataclasses import replace
from random import Random
from typing import Any

from anyascii import anyascii

from pipeline.rehearse.material import load
from pipeline.rehearse.records import Person

# Where people of one naming culture are citizens of.
CITIZENS = {
    "russian": ("RUS", "RUS", "RUS", "UKR", "BLR", "KAZ"),
    "tajik": ("TJK", "TJK", "UZB", "KGZ", "RUS"),
    "turkish": ("TUR", "TUR", "TUR", "AZE", "DEU"),
    "western": ("FRA", "GBR", "USA", "DEU", "ITA", "ARG"),
    "arabic": ("MAR", "EGY", "TUN", "ARE", "PAK", "FRA"),
    "chinese": ("CHN",),
}


class Crowd:
    """Makes people, each with a name nobody else has, save the share that are namesakes."""

    def __init__(self, rng: Random, namesakes: float = 0) -> None:
        self._rng, self._taken, self.people = rng, set[tuple[str, str]](), list[Person]()
        self._namesakes = namesakes

    def new(self, culture: str) -> Person:
        """One more person, now and then of another culture than the one that is usual where the request comes from."""
        rng = self._rng
        if rng.random() < 0.15:
            culture = rng.choice(sorted(CITIZENS))
        while True:
            female = rng.random() < 0.18
            forename, family = _name(rng, culture, female)
            if (forename[0], family[0]) not in self._taken:
                break
        self._taken.add((forename[0], family[0]))
        nationalities = dict.fromkeys(rng.choices(CITIZENS[culture], k=2 if rng.random() < 0.08 else 1))
        person = Person(
            number=len(self.people) + 1,
            latin=(forename[0], family[0]),
            native=(forename[1], family[1]),
            born=_born(rng),
            sex="female" if female else "male",
            nationalities=tuple(nationalities),
        )
        if self._namesakes and rng.random() < self._namesakes:
            person = self._as_another(person)
        self.people.append(person)
        return person

    def _as_another(self, person: Person) -> Person:
        """The same person under the name of somebody of the same sex and nationality, where there is anybody."""
        others = [one for one in self.people if (one.sex, one.nationalities) == (person.sex, person.nationalities)]
        if not others:
            return person
        other = self._rng.choice(others)
        return replace(person, latin=other.latin, native=other.native)


def _name(rng: Random, culture: str, female: bool) -> tuple[tuple[str, str], tuple[str, str]]:
    """(forename, family name), each as (Latin, own script); the Latin form of Cyrillic is its transliteration."""
    parts = load("names")[culture]
    family = [_pair(rng.choice(syllables)) for syllables in parts["family"]]
    if female and "feminine" in parts:
        family.append(_pair(parts["feminine"]))
    forename = _pair(rng.choice(parts["women" if female else "men"]))
    return forename, ("".join(latin for latin, _ in family), "".join(native for _, native in family))


def _pair(part: Any) -> tuple[str, str]:
    if isinstance(part, list):
        return part[0], part[1]
    return (part if part.isascii() or _is_latin(part) else anyascii(part)), part


def _is_latin(text: str) -> bool:
    return all(ord(letter) < 0x250 for letter in text)


def _born(rng: Random) -> str:
    """A birth date as an ISO prefix: a day for nine in ten, else a month or a year."""
    day = f"{rng.randint(1945, 2001)}-{rng.randint(1, 12):02}-{rng.randint(2, 28):02}"
    return day[: rng.choices((10, 7, 4), (90, 3, 7))[0]]
