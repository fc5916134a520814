"""How a text becomes words that can be found: once as written, and once cut to its stem in each language.

Nobody says which language a text or a question is in: every text is read by all of these, and so is every question.
"""

import re
from functools import cache
from unicodedata import combining, normalize

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

PLAIN = "plain"  # words without accents and without stemming: Ukrainian, German and names are found by it
LANGUAGES = {
    "en": "english",
    "fr": "french",
    "ru": "russian",
    "tr": "turkish",
    "es": "spanish",
    "ar": "arabic",
}
FIELDS = (PLAIN, *LANGUAGES)
LONGEST = 60  # letters of a word; what is longer is no word

_UNSEEN = re.compile("[\u00ad\u0640\u064b-\u0652]")  # soft hyphens, and what Arabic is stretched and voiced with
_ONE_LETTER = str.maketrans({"İ": "i", "ё": "е", "Ё": "Е", "أ": "ا", "إ": "ا", "آ": "ا"})

Word = frozenset[tuple[str, str]]  # field and term, for each field that makes something of it


def prepared(text: str) -> str:
    """Text in composed form, letters that are written two ways in one of them."""
    return _UNSEEN.sub("", normalize("NFC", text)).translate(_ONE_LETTER)


def folded(text: str) -> str:
    """The same without accents."""
    apart = normalize("NFKD", prepared(text)).replace("ı", "i")
    return "".join(sign for sign in apart if not combining(sign))


def read_by(field: str, text: str) -> str:
    """The text as a field of the index is given it."""
    return folded(text) if field == PLAIN else prepared(text)


@cache
def analyzer(field: str) -> TextAnalyzer:
    """What cuts a text into the terms of a field."""
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST)).filter(Filter.lowercase())
    if field != PLAIN:
        builder = builder.filter(Filter.stemmer(LANGUAGES[field])).filter(Filter.ascii_fold())
    return builder.build()


def terms(field: str, text: str) -> list[str]:
    """The terms of a text in one field, in order."""
    return list(analyzer(field).analyze(read_by(field, text)))


@cache
def keys(word: str) -> Word:
    """All that a single word may be found by.

    >>> keys("arrested") & keys("Arrest") != frozenset()
    True
    """
    return frozenset((field, term) for field in FIELDS for term in terms(field, word))
