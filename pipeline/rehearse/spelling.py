"""How one file writes a value: words of its language, its kinds of dates, its names of countries and people."""

from random import Random
from typing import Any

from anyascii import anyascii

from pipeline.rehearse.material import LANGUAGES, load
from pipeline.rehearse.records import Person

# Names written by another rule of romanisation: only linkage can tell that it is the same person.
HARD = 0.01
OTHER_RULE = {"kh": "h", "zh": "j", "sh": "ch", "ya": "ia", "yu": "iu", "v": "w", "ş": "sh", "ç": "ch", "ğ": "g"}

BUREAU = {"en": "NCB {}", "fr": "BCN {}", "ru": "НЦБ {}", "tr": "UMB {}"}


class Pen:
    """Writes values as one file does.

    language    en, fr, ru or tr
    style       dates: the kinds of date it uses; countries: bureau, country, alpha3 or mixed;
                names: plain, comma, parts or own_script
    encoding    signs it cannot hold are written in plain letters
    """

    def __init__(self, rng: Random, language: str, style: dict[str, Any], encoding: str = "utf-8") -> None:
        self.rng, self.language, self.style, self.encoding = rng, language, style, encoding

    def word(self, vocabulary: str, value: str | None) -> str | None:
        """A word for the value: mostly the usual one. None stays None."""
        if value is None:
            return None
        words = load("words")[vocabulary][value][self.language]
        return words[0] if self.rng.random() < 0.8 else self.rng.choice(words)

    def unknown(self, field: str) -> str:
        """A word that no vocabulary knows."""
        words = load("words")["unknown"]
        return next(words[kind] for kind in words if field.endswith(kind))[self.language]

    def placeholder(self) -> str:
        return self.rng.choice(load("words")["placeholders"][self.language])

    def date(self, iso: str | None) -> str | None:
        """An ISO prefix in one of the file's kinds of date; a year stays a year."""
        if iso is None or len(iso) == 4:
            return iso
        kind = self.rng.choice(self.style["dates"])
        if kind == "iso":
            return iso
        year, month, *day = iso.split("-")
        if kind == "words":
            name = load("words")["months"][self.language][int(month) - 1]
            return " ".join([*(str(int(d)) for d in day), name, year])
        return ("." if kind == "dotted" else "/").join([*day, month, year])

    def reference(self, reference: str | None) -> str | None:
        """The reference as somebody typed it: the same number, other signs between, other case, a word before it."""
        chance = self.rng.random()
        if reference is None or chance < 0.8:
            return reference
        if chance < 0.87:
            return reference.lower().replace("/", "-")
        if chance < 0.94:
            return reference.replace("/", " / ").replace("-", " - ")
        return {"en": "Ref. ", "fr": "N° ", "ru": "№ ", "tr": "No "}[self.language] + reference

    def country(self, code: str | None) -> str | None:
        """The country, or its bureau, as the file calls it."""
        if code is None:
            return None
        known, kind = load("countries")[code], self.style["countries"]
        if kind == "mixed":
            kind = self.rng.choices(("country", "bureau", "alpha3", "alpha2"), (70, 20, 5, 5))[0]
        if kind == "alpha3":
            return code
        if kind == "alpha2":
            return known["alpha2"]
        if kind == "bureau" and "city" in known:
            if code == "RUS" and self.language == "en" and self.rng.random() < 0.3:
                return "IP Moscow"
            return BUREAU[self.language].format(known["city"][LANGUAGES.index(self.language)])
        return known[self.language]

    def countries(self, codes: tuple[str, ...]) -> str | None:
        return "; ".join(str(self.country(code)) for code in codes) or None

    def citizenship(self, codes: tuple[str, ...]) -> str:
        """Nationalities by name of country."""
        return "; ".join(load("countries")[code][self.language] for code in codes)

    def name(self, person: Person | None) -> dict[str, str]:
        """The name in the fields the file has for it; nothing for nobody."""
        if person is None:
            return {}
        own = self.style["names"] == "own_script"
        forename, family = (self._fitting(part) for part in (person.native if own else person.latin))
        if not own and self.rng.random() < HARD:
            family = _otherwise(family)
        if self.style["names"] == "parts":
            return {"family_name": family.upper(), "forename": forename}
        if self.style["names"] == "comma":
            return {"name": f"{family}, {forename}"}
        return {"name": f"{forename} {family}"}

    def born(self, person: Person) -> str | None:
        """The birth date as the file writes it."""
        return self.date(person.born)

    def _fitting(self, text: str) -> str:
        """The text, or its plain letters where the file's encoding has no sign for it."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return anyascii(text)
        return text


def family_names(person: Person) -> list[str]:
    """Every way the family name is written in some file, letter case aside."""
    latin = person.latin[1]
    return sorted({latin, anyascii(latin), _otherwise(latin), anyascii(_otherwise(latin)), person.native[1]})


def _otherwise(name: str) -> str:
    """The family name by another rule of romanisation; the same where the rule changes nothing."""
    for letters, others in OTHER_RULE.items():
        name = name.replace(letters, others)
    return name
