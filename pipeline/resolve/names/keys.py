"""Keys of a word that several habits of writing share, looser than its skeleton.

rough     consonants in a few classes, once for each way the letters can be read: j is a vowel or a hissing sound
abjad     what Arabic letters would show of the word: no vowels, no doubled letters, no article
chinese   the syllables of a word that can be Chinese, pinyin and Wade-Giles alike; null for any other word
"""

import csv
from functools import cache

import polars as pl

from pipeline.errors import Fault
from pipeline.resolve.names.parts import ARABIC_LETTERS
from pipeline.resolve.names.spelling import TABLE

KEYS = TABLE.with_name("spelling_keys.csv")
ROUGH, ABJAD, ARABIC, CHINESE = "rough", "abjad", "arabic", "chinese"
CONSONANTS = "bcdfghklmnprstvzS"

# The other way to read some letters: j and a bare c are hissing sounds in French and Turkish, ch is kh in German.
READINGS = ((("c([^hkz]|$)", "zh${1}"), ("j", "zh")), (("(^|[^st])ch", "${1}kh"),))

SYLLABLES = (
    "^(?:(?:zh|ch|sh|hs|ts|tz|sz|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ieh|ien|ung|uei|iao|uai|uan|ian|ang|eng|ing|ong"
    "|ao|ai|an|ei|en|er|ia|ie|ih|in|iu|ou|ua|ue|ui|un|uo|[aeiou]))+$"
)


@cache
def rules(key: str) -> tuple[tuple[str, str], ...]:
    """(pattern, what it becomes) of one kind of key, in the order of the file. Fault where it cannot be read."""
    try:
        with KEYS.open(encoding="utf8", newline="") as lines:
            return tuple((row["pattern"], row["becomes"]) for row in csv.DictReader(lines) if row["key"] == key)
    except (OSError, KeyError) as error:
        raise Fault(
            KEYS.name, f"cannot be read ({type(error).__name__})", "Restore the file from the project."
        ) from None


def replaced(words: pl.Series, key: str) -> pl.Series:
    """The words after all rules of one kind."""
    for pattern, becomes in rules(key):
        words = words.str.replace_all(pattern, becomes)
    return words


def once(words: pl.Series) -> pl.Series:
    """The words with doubled letters written once."""
    for letter in f"aeiou{CONSONANTS}":
        words = words.str.replace_all(f"{letter}{letter}+", letter)
    return words


def abjad(words: pl.Series, latin: pl.Series) -> pl.Series:
    """What Arabic letters would show of each word; `latin` holds the same words in plain Latin letters."""
    native = replaced(words.str.normalize("NFKC"), ARABIC)
    is_arabic = words.str.contains(ARABIC_LETTERS)
    return pl.select(pl.when(is_arabic).then(native).otherwise(replaced(once(latin), ABJAD))).to_series()


def chinese(latin: pl.Series) -> pl.Series:
    """The syllables of each word that can be Chinese, null for others."""
    return pl.select(pl.when(latin.str.contains(SYLLABLES)).then(replaced(latin, CHINESE))).to_series()


def readings(latin: pl.Series) -> list[pl.Series]:
    """The words as they stand and, one series for each, with letters read another way."""
    found = [latin]
    for steps in READINGS:
        other = latin
        for pattern, becomes in steps:
            other = other.str.replace_all(pattern, becomes)
        found.append(other)
    return found
