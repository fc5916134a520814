"""The language a text is written in. English is the source; other languages are catalogues (`fr.po`) beside this file.

    _("{share} of the requests passed", share=percent(0.9))      the sentence in the language now spoken
    ngettext("{n} file", "{n} files", 3)                         the form that fits the number
    N_("Found non-compliant")                                    marks a constant; `_` says it later

Nothing is switched for the whole program: `with speaking("fr"):` holds for what runs inside it. A sentence without a
French text is said in English.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from pipeline.language.catalogue import LANGUAGES, SOURCE, texts_in
from pipeline.language.fill import fill

__all__ = ["LANGUAGES", "N_", "SOURCE", "_", "carried", "language", "ngettext", "speaking"]

VARIABLE = "ARTICLE3_LANGUAGE"  # what a notebook speaks, where nothing else is said
_spoken: ContextVar[str | None] = ContextVar("language", default=None)


def language() -> str:
    """The code of the language now spoken, such as "en"."""
    named = _spoken.get() or os.environ.get(VARIABLE, SOURCE)
    return named if named in LANGUAGES else SOURCE


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Everything said inside is said in this language."""
    if code not in LANGUAGES:
        raise ValueError(f"{code}: there is no catalogue {code}.po")
    before = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(before)


def carried(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, speaking what is spoken now in whatever thread it is called: Polars calls some in its own."""
    code = language()

    @wraps(function)
    def told(*args: Any, **named: Any) -> Any:
        with speaking(code):
            return function(*args, **named)

    return told


def _(message: str, /, **values: Any) -> str:
    """The message in the language now spoken, with {names} filled in where any are given."""
    spoken = language()
    return fill(texts_in(spoken).gettext(message) if message else "", values, spoken)


def ngettext(one: str, many: str, n: int, /, **values: Any) -> str:
    """Of two messages the one that fits n; {n} is filled in as it is given, or as the plain number."""
    spoken = language()
    return fill(texts_in(spoken).ngettext(one, many, n), {"n": n, **values}, spoken)


def N_(message: str) -> str:
    """The message as it is: it stands in the catalogue, and whoever shows it says `_`."""
    return message
