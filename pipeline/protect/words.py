"""Text as the scan compares it: words without case, accents or invisible signs; references without their separators."""

import re
import unicodedata
from collections.abc import Iterator

LETTERS = re.compile(r"[^\W\d_]+")
_LOST = set("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_LOST |= {sign for sign in map(chr, range(0x20000)) if unicodedata.combining(sign)}
_BETWEEN = r"\s?[/\\\-–—_№]\s?"
_REFERENCE = re.compile(rf"(?<![.\d])[^\W_]+(?:{_BETWEEN}[^\W_]+)*")
_RUNS = re.compile(r"[^\W_]+")
LONGEST = 6  # words of a name, parts of a reference


def plain(text: str) -> str:
    """The same text with case, accents and invisible signs taken away."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text).casefold()
    for sign in sorted(set(apart) & _LOST):
        apart = apart.replace(sign, "")
    return apart


def words(text: str) -> list[str]:
    """The runs of letters of a plain text, in order."""
    return LETTERS.findall(text)


def parts(reference: str) -> tuple[str, ...]:
    """The runs of letters and digits of a reference: "UZB / 2024-0002" -> ("uzb", "2024", "0002")."""
    return tuple(_RUNS.findall(plain(reference)))


def references(text: str) -> Iterator[tuple[str, ...]]:
    """Whatever in a plain text is written as a reference is, in parts, and every stretch of its parts.

    A word of letters alone is none: each reference has a digit.
    """
    for found in set(_REFERENCE.findall(text)):
        if found.isalpha():
            continue
        if found.isalnum():
            yield (found,)
            continue
        runs = _RUNS.findall(found)
        for start in range(len(runs)):
            for end in range(start + 1, min(len(runs), start + LONGEST) + 1):
                yield tuple(runs[start:end])
