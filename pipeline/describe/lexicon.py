"""What words in cells mean to describe: the vocabularies a person keeps, months, and countries in many languages."""

import csv
import re
from functools import cached_property, lru_cache
from pathlib import Path

from babel import Locale

from pipeline.describe.words import plain

LISTS = re.compile(r"[\x1f;|]|,\s|\s/\s|\n")
_SIGNS = re.compile(r"[\W_]+")
_LANGUAGES = ("en", "fr", "ru", "tr", "es", "ar")


class Lexicon:
    """The vocabularies of one folder, each a set of words in one form."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, frozenset[str]] = {}

    def known(self, name: str, *columns: str) -> frozenset[str]:
        """The words of <name>.csv in their one form; none where there is no such vocabulary.

        The meanings are words of it too: a register may write `red_notice` itself.
        """
        if name not in self._known:
            self._known[name] = _read(self.folder / f"{name}.csv", columns or ("value", "means"))
        return self._known[name]

    def knows(self, name: str, cell: str) -> bool:
        """Whether the cell, or every item of its list, is a word of the vocabulary."""
        known = self.known(name)
        items = [form(item) for item in LISTS.split(cell) if item.strip()]
        return form(cell) in known or (bool(items) and all(item in known for item in items))

    def is_country(self, cell: str) -> bool:
        """Whether every item of the cell is a country: a name, a code, or the bureau of one."""
        items = [form(item) for item in re.split(r"[\x1f;|,/]", cell) if item.strip()]
        return bool(items) and (self._is_one(form(cell)) or all(self._is_one(item) for item in items))

    def is_blank(self, cell: str) -> bool:
        """Whether the cell only says that there is nothing: -, n/a, нет данных."""
        return not form(cell) or form(cell) in self.known("placeholders", "value")

    def has_month(self, cell: str) -> bool:
        """Whether the name of a month is among the words."""
        return any(word in self.known("months", "value") for word in re.findall(r"[^\W\d_]+", plain(cell)))

    @cached_property
    def _countries(self) -> frozenset[str]:
        named = {form(name) for code in _LANGUAGES for name in Locale(code).territories.values()}
        codes = self.known("iso_3166", "alpha_2", "alpha_3")
        return frozenset(named) | codes | self.known("countries", "value") | self.known("bureau_cities", "value")

    def _is_one(self, name: str) -> bool:
        """NCB Ankara and НЦБ Москва are countries as Turkey and Russia are."""
        bureau = self.known("bureau_words", "value")
        bare = " ".join(word for word in name.split() if word not in bureau)
        return name in self._countries or (bool(bare) and bare in self._countries)


def _read(path: Path, columns: tuple[str, ...]) -> frozenset[str]:
    if not path.exists():
        return frozenset()
    with path.open(encoding="utf-8-sig", newline="") as file:
        words = {form(row[column]) for row in csv.DictReader(file) for column in columns}
    return frozenset(words - {""})


def form(cell: str) -> str:
    """One form of a cell: lower case, no accents, signs as single spaces."""
    return _SIGNS.sub(" ", plain(cell)).strip()


@lru_cache(maxsize=4)
def lexicon(folder: Path) -> Lexicon:
    return Lexicon(folder)
