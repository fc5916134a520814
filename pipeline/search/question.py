"""What is asked for: words that must all be there, phrases in quotes, and the limits to delivery, country and time."""

import re
from dataclasses import dataclass

from tantivy import Occur, Query, Schema

from pipeline.errors import Fault
from pipeline.search import words

_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True)
class Question:
    """parts: each a single word or a phrase. since, until: a year, a month or a day, both ends included."""

    parts: tuple[str, ...]
    delivery: str | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None

    def query(self, schema: Schema) -> Query:
        """All parts, each in whichever language it is found in."""
        return Query.boolean_query([(Occur.Must, _part(schema, part)) for part in self.parts])

    def looked_for(self) -> list[words.Word]:
        """What each word of the question may be found by, for the snippet."""
        return [words.keys(word) for part in self.parts for word in re.findall(r"\w+", part)]


def asked(said: list[str], delivery: str | None, country: str | None, since: str | None, until: str | None) -> Question:
    """The question of a command line. Fault where there is no word in it, or a limit is none."""
    found = re.findall(r'"([^"]*)"|([^\s"]+)', " ".join(said))
    parts = tuple(phrase or word for phrase, word in found if words.terms(words.PLAIN, phrase or word))
    if not parts:
        raise Fault(
            "the question", "there is no word in it", "Ask for words, or for a phrase: '\"red notice\" Москва'."
        )
    for name, day in (("--since", since), ("--until", until)):
        if day is not None and not _DAY.fullmatch(day):
            raise Fault(name, f"'{day}' is no day", "Give a year, a month or a day: 2015, 2015-03, 2015-03-02.")
    if country is not None and not re.fullmatch(r"[A-Za-z]{3,5}", country):
        raise Fault("--country", f"'{country}' is no code", "Give three letters, as RUS or FRA.")
    return Question(parts, delivery, country.upper() if country else None, since, until)


def _part(schema: Schema, part: str) -> Query:
    """A word or phrase in any field: the best of them counts."""
    found: list[Query] = []
    for field in words.FIELDS:
        terms = words.terms(field, part)
        if len(terms) == 1:
            found.append(Query.term_query(schema, field, terms[0]))
        elif terms:
            found.append(Query.phrase_query(schema, field, [*terms]))
    return Query.disjunction_max_query(found)
