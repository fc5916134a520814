"""Statements of headlines and changes of choices, which the database holds in English, in the language now spoken."""

import re
from functools import cache

import yaml

from pipeline.language import SOURCE, _, language
from pipeline.results import words
from pipeline.settings import ROOT

TYPED = ROOT / "data" / "raw" / "hand" / "specifications.yml"
COUNTRIES = ("country", "comparator")


def statement(said: str) -> str:
    """The statement of a headline; one that is not typed in specifications.yml stays as it is."""
    for typed, pattern in _patterns() if language() != SOURCE else ():
        found = pattern.fullmatch(said)
        if found:
            values = {name: _called(name, text) for name, text in found.groupdict().items()}
            return _(typed, **values)
    return _(said)


def changes(said: str | None) -> str:
    """ "Denominator: of all received; Clock: decided", each word by itself."""
    each = [": ".join(_(word) for word in one.split(": ")) for one in (said or "").split("; ") if one]
    return "; ".join(each)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Each statement as it is typed, and what matches it with its places filled."""
    typed = [one["says"] for one in yaml.safe_load(TYPED.read_text("utf8")).values() if isinstance(one, dict)]
    return [(one, re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(one)))) for one in typed]


def _called(name: str, text: str) -> str:
    code = words.country_code(text) if name in COUNTRIES else None
    return words.country(code) if code else text
