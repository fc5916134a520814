"""A few words around what was found, on one line; what was found stands in brackets."""

import re
from collections.abc import Sequence

from pipeline.errors import plain
from pipeline.search.words import Word, keys

BEFORE, LONG = 60, 200  # signs before the first word shown as found, and in all
_WORD = re.compile(r"\w+")


def snippet(text: str, looked_for: Sequence[Word]) -> str:
    """The stretch of the text that holds most of the words looked for, the first of such; the start where none is.

    >>> snippet("He was arrested in Lyon.", [keys("arrest")])
    'He was [arrested] in Lyon.'
    """
    hits = [
        (found.start(), found.end(), which) for found in _WORD.finditer(text) if (which := _which(found, looked_for))
    ]
    start = max(0, _best(hits) - BEFORE)
    end = min(len(text), start + LONG)
    while 0 < start < len(text) and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    parts, at = [], start
    for left, right, _ in hits:
        if start <= left and right <= end:
            parts += [text[at:left], "[", text[left:right], "]"]
            at = right
    shown = " ".join(plain("".join([*parts, text[at:end]])).split())
    return f"{'… ' if start else ''}{shown}{' …' if end < len(text) else ''}"


def _which(found: re.Match[str], looked_for: Sequence[Word]) -> frozenset[int]:
    """The numbers of the words looked for that this one is."""
    mine = keys(found.group())
    return frozenset(number for number, word in enumerate(looked_for) if mine & word)


def _best(hits: list[tuple[int, int, frozenset[int]]]) -> int:
    """Where the stretch with most different words begins."""
    best, most = 0, -1
    for place, (start, _, _) in enumerate(hits):
        within = [which for left, _, which in hits[place : place + 50] if left < start + LONG - BEFORE]
        if (n := len(frozenset().union(*within))) > most:
            best, most = start, n
    return best
