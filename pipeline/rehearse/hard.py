"""Hard noise.

Every spelling of a name by another habit, in four scripts, and birth dates with the faults that clerks make.
"""

import re
from collections.abc import Callable
from random import Random

from anyascii import anyascii

from pipeline.rehearse.material import load
from pipeline.rehearse.records import Person
from pipeline.rehearse.spelling import Pen

# Of a hundred names: how many have a slip of one letter, the first name as a letter, or the parts the other way round.
SLIPS, INITIALS, OTHER_ORDER, OWN_SCRIPT, FATHERS = 3, 2, 25, 40, 30
NAMESAKES = 0.03


class HardPen(Pen):
    """A pen that writes each name by a habit of its own choice, and birth dates with faults."""

    def name(self, person: Person | None) -> dict[str, str]:
        """The name in the fields the file has for it: the parts written by one habit, now and then with a slip."""
        if person is None:
            return {}
        forename, family = self._written(person)
        family = self._slipped(family)
        if self._in_hundred(INITIALS):
            forename = f"{forename[0]}."
        if self.style["names"] == "parts":
            return {"family_name": family.upper(), "forename": forename}
        if self.style["names"] == "comma":
            return {"name": f"{family}, {forename}"}
        return {"name": f"{family.upper()} {forename}" if self._in_hundred(OTHER_ORDER) else f"{forename} {family}"}

    def born(self, person: Person) -> str | None:
        """The birth date, with a fault in about one of eight that give a day."""
        if len(person.born) < len("2000-01-01"):
            return self.date(person.born)
        faults: dict[str, int] = load("spellings")["faults"]
        kind = self.rng.choices([*faults, "none"], [*faults.values(), 100 - sum(faults.values())])[0]
        return self.date(_FAULTS[kind](self.rng, person.born) if kind in _FAULTS else person.born)

    def _written(self, person: Person) -> tuple[str, str]:
        """(first name with a father's name where one is written, family name)."""
        culture, known = _culture(person), load("spellings")
        forename, family = person.latin
        if culture == "cyrillic":
            forename, family = person.native
            if self._in_hundred(FATHERS):
                father = self._father(person)
                forename = f"{forename} {father}"
            if not (self._in_hundred(OWN_SCRIPT) and self._can(forename + family)):
                standard = known["cyrillic"][self.rng.choice(sorted(known["cyrillic"]))]
                forename, family = (_by_letter(part, standard) for part in (forename, family))
        elif culture == "arabic":
            if self._in_hundred(OWN_SCRIPT) and self._can("".join(person.native)):
                return person.native
            habit = known["arabic"][self.rng.choice(sorted(known["arabic"]))]
            forename, family = (_replaced(part, habit) for part in (forename, family))
        elif culture == "chinese":
            forename, family = self._chinese(forename, family)
        elif culture == "turkish" and self._in_hundred(OWN_SCRIPT) and self._can("ж"):
            forename, family = (_by_letter(part, known["turkish_in_cyrillic"]) for part in (forename, family))
        return self._fitting(forename), self._fitting(family)

    def _father(self, person: Person) -> str:
        """The same father's name for a person wherever it is written."""
        fathers = load("spellings")["fathers"]
        return fathers[sorted(fathers)[person.number % len(fathers)]][person.sex == "female"]

    def _chinese(self, forename: str, family: str) -> tuple[str, str]:
        known = load("spellings")
        if self._in_hundred(OWN_SCRIPT) and self._can("王"):
            return _replaced(forename, known["han"]), _replaced(family, known["han"])
        if self._in_hundred(OWN_SCRIPT):
            return tuple(_by_letter(part, known["chinese"]) for part in (forename, family))  # type: ignore[return-value]
        return forename, family

    def _slipped(self, name: str) -> str:
        """Now and then a letter left out or doubled."""
        if len(name) < 5 or not self._in_hundred(SLIPS):
            return name
        at = self.rng.randrange(2, len(name) - 1)
        return name[:at] + name[at + 1 :] if self._in_hundred(50) else name[:at] + name[at] + name[at:]

    def _in_hundred(self, n: int) -> bool:
        return self.rng.random() < n / 100

    def _can(self, text: str) -> bool:
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True


def _culture(person: Person) -> str:
    """What a name can be written in, told by its native form."""
    native = "".join(person.native)
    if re.search("[а-яё]", native.lower()):
        return "cyrillic"
    if any("\u0600" <= letter <= "\u06ff" for letter in native):
        return "arabic"
    if person.nationalities[0] == "CHN" and any(syllable in person.latin[1] for syllable in load("spellings")["han"]):
        return "chinese"
    return "turkish" if set(person.nationalities) & {"TUR", "AZE"} else "western"


def _by_letter(text: str, letters: dict[str, str]) -> str:
    """Letter groups exchanged, the longest first, the case of the first kept."""
    pattern = "|".join(re.escape(key) for key in sorted(letters, key=lambda key: (-len(key), key)))

    def other(found: re.Match[str]) -> str:
        became = letters[found[0].replace("İ", "i").lower()]
        return became.capitalize() if found[0][0].isupper() else became

    return re.sub(pattern, other, text, flags=re.IGNORECASE)


def _replaced(text: str, pieces: dict[str, str]) -> str:
    """Pieces exchanged as they stand, the longest first."""
    pattern = "|".join(re.escape(key) for key in sorted(pieces, key=lambda key: (-len(key), key)))
    return re.sub(pattern, lambda found: pieces[found[0]], text)


def _figure(rng: Random, born: str) -> str:
    """One figure of the day or the year is another one, the date still a date."""
    day = int(born[8:])
    other = day + 10 if day <= 18 else day - 10
    return rng.choice([f"{born[:8]}{other:02}", f"{born[:3]}{(int(born[3]) + rng.randint(1, 9)) % 10}{born[4:]}"])


def _swapped(rng: Random, born: str) -> str:
    """Day and month the other way round, where that is a date."""
    return f"{born[:5]}{born[8:]}-{born[5:7]}" if int(born[8:]) <= 12 else born


_FAULTS: dict[str, Callable[[Random, str], str | None]] = {
    "swapped": _swapped,
    "figure": _figure,
    "year": lambda rng, born: born[:4],
    "month": lambda rng, born: born[:7],
    "first_of_january": lambda rng, born: f"{born[:4]}-01-01",
    "missing": lambda rng, born: None,
}


def every_family_name(person: Person) -> list[str]:
    """Every way the family name is written without a slip, for a search through what is published."""
    known = load("spellings")
    found = {person.latin[1], person.native[1], anyascii(person.latin[1])}
    found |= {_by_letter(person.native[1], standard) for standard in known["cyrillic"].values()}
    found |= {_replaced(person.latin[1], habit) for habit in known["arabic"].values()}
    found |= {_by_letter(person.latin[1], known["turkish_in_cyrillic"]), _by_letter(person.latin[1], known["chinese"])}
    return sorted(found | {anyascii(name) for name in found})
