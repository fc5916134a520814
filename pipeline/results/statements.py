"""Statements of headlines and changes of choices, which the database holds in English, in the language now spoken."""

from functools import cache

import yaml

from pipeline.language import SOURCE, _, language
from pipeline.results import words
from pipeline.results.reasons import filled
from pipeline.settings import ROOT

TYPED = ROOT / "data" / "raw" / "hand" / "specifications.yml"
COUNTRIES = ("country", "comparator")
_CHOSEN = ("{first} to {last}", "joined from {least} on")  # choices that are not one word of a list


def statement(said: str) -> str:
    """The statement of a headline; one that is not typed in specifications.yml stays as it is."""
    return filled(said, _typed() if language() != SOURCE else (), _called) or _(said)


def changes(said: str | None) -> str:
    """ "Denominator: of all received; Period: 2015 to 2024", each word by itself."""
    each = [[_word(word) for word in one.split(": ")] for one in (said or "").split("; ") if one]
    return "; ".join(": ".join(one) for one in each)


def _word(word: str) -> str:
    return filled(word, _CHOSEN, lambda _, number: words.signs(number)) or _(word)


@cache
def _typed() -> tuple[str, ...]:
    """Each statement as it is typed, its places empty."""
    return tuple(one["says"] for one in yaml.safe_load(TYPED.read_text("utf8")).values() if isinstance(one, dict))


def _called(name: str, text: str) -> str:
    code = words.country_code(text) if name in COUNTRIES else None
    return words.country(code) if code else text
