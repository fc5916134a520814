"""The countries that sentences name, each replaced by a sign, so that their places among the numbers stay known.

Only names count, never codes or cities: "in" and "no" are codes of countries too, and a meeting in Paris is not France.
"""

import re
from collections.abc import Sequence

from pipeline.stage.text import fold_all
from pipeline.stage.words import Words

_WORD = re.compile(r"[^\W\d_][\w-]*")
_MOST = 5  # words of a name
_SHORTEST = 4  # letters of a name that is not written in capitals
_CODE = 3


def with_signs(sentences: Sequence[str], words: Words) -> list[tuple[str, list[str]]]:
    """Each sentence with ` country0 `, ` country1 ` … for the countries it names, and their codes in that order."""
    spans = [_spans(sentence) for sentence in sentences]
    written = sorted(
        {sentence[start:end] for sentence, own in zip(sentences, spans, strict=True) for start, end in own}
    )
    names = {name: code for name, code in words.countries.names.items() if len(code) >= _CODE}
    codes = {text: names[plain] for text, plain in zip(written, fold_all(written), strict=True) if plain in names}
    return [_signed(sentence, own, codes) for sentence, own in zip(sentences, spans, strict=True)]


def _spans(sentence: str) -> list[tuple[int, int]]:
    """Runs of one to a few words that may be a name: from the left, the longest first."""
    found = [match.span() for match in _WORD.finditer(sentence)]
    is_loud = sentence.isupper()
    spans = []
    for first, (start, end) in enumerate(found):
        if _may_begin(sentence[start:end], is_loud):
            spans += [(start, found[last][1]) for last in range(min(first + _MOST, len(found)) - 1, first - 1, -1)]
    return spans


def _may_begin(word: str, is_loud: bool) -> bool:
    """Names begin with a capital; adjectives of some languages do not, but are longer than any small word."""
    if len(word) < _SHORTEST:
        return len(word) > 1 and word.isupper() and not is_loud
    return word[0].isupper() or len(word) > _SHORTEST


def _signed(sentence: str, spans: list[tuple[int, int]], codes: dict[str, str]) -> tuple[str, list[str]]:
    parts: list[str] = []
    named: list[str] = []
    at = 0
    for start, end in spans:
        if start >= at and (code := codes.get(sentence[start:end])):
            parts += [sentence[at:start], f" country{len(named)} "]
            named.append(code)
            at = end
    return "".join([*parts, sentence[at:]]), named
