"""The skeleton of a word: what is left of a name when the habits of romanisation are taken away.

Two spellings of one name mostly have the same skeleton; two names sometimes do, so a skeleton alone proves nothing.
"""

import csv
import re
from functools import cache
from pathlib import Path

import polars as pl

from pipeline.errors import Fault
from pipeline.resolve.names import letters
from pipeline.resolve.names.spelling import TABLE, russian_spelling

RULES = TABLE.with_name("spelling_rules.csv")
CONSONANTS = "bcdfghklmnprstvzS"
HISSING = {"ж": "zh", "ш": "sh", "щ": "shch", "ч": "ch"}
ARTICLE = "ال"
WEAK_ARABIC = str.maketrans("", "", "wy")


@cache
def rules(path: Path = RULES) -> tuple[tuple[str, str], ...]:
    """(pattern, what it becomes), applied in the order of the file. Fault where the file cannot be read."""
    try:
        with path.open(encoding="utf8", newline="") as lines:
            return tuple((row["pattern"], row["becomes"]) for row in csv.DictReader(lines))
    except (OSError, KeyError) as error:
        raise Fault(
            path.name, f"cannot be read ({type(error).__name__})", "Restore the file from the project."
        ) from None


def skeletons(words: pl.Series) -> pl.DataFrame:
    """Columns `word`, `latin`, `skeleton` and `bones` (consonants alone) for each different word, in order of the word.

    >>> skeletons(pl.Series(["Кузнечихин", "Kouznetchikhine", "KUZNECHIHIN"]))["skeleton"].unique().to_list()
    ['kuzneSihin']
    """
    known = words.drop_nulls().unique().sort()
    latin = pl.Series("latin", [_latin(word) for word in known.to_list()], dtype=pl.String)
    skeleton = latin
    for pattern, becomes in rules():
        skeleton = skeleton.str.replace_all(pattern, becomes)
    for letter in f"aeiou{CONSONANTS}":
        skeleton = skeleton.str.replace_all(f"{letter}{letter}+", letter)
    skeleton = pl.select(pl.when(skeleton == "").then(latin).otherwise(skeleton)).to_series()
    bones = skeleton.str.replace_all("[aeiou]", "")
    bones = pl.select(pl.when(bones.str.len_chars() > 1).then(bones).otherwise(skeleton)).to_series()
    return pl.DataFrame({"word": known, "latin": latin, "skeleton": skeleton, "bones": bones})


def _latin(word: str) -> str:
    """A word of any script in lower-case ASCII letters."""
    kind = letters.script(word)
    if kind == letters.CYRILLIC:
        return _hissing_apart(letters.russian(word)) or letters.plain(word)
    written = letters.plain(word.removeprefix(ARTICLE))
    if kind == letters.ARABIC and len(written) > 2:
        return written[0] + written[1:].translate(WEAK_ARABIC)
    return written


def _hissing_apart(word: str) -> str:
    """A Cyrillic word in Latin letters: hissing letters by the usual standard, what stands between them as learned."""
    pieces = re.split(f"([{''.join(HISSING)}])", word)
    return "".join(HISSING.get(piece) or russian_spelling().romanise(piece) for piece in pieces if piece)
