"""The skeleton of a word: what is left of a name when the habits of romanisation are taken away.

Two spellings of one name mostly have the same skeleton; two names sometimes do, so a skeleton alone proves nothing.
"""

import csv
import re
from functools import cache
from pathlib import Path

import polars as pl

from pipeline.errors import Fault
from pipeline.resolve.names import keys, letters
from pipeline.resolve.names.spelling import TABLE, russian_spelling

RULES = TABLE.with_name("spelling_rules.csv")
HISSING = {"ж": "zh", "ш": "sh", "щ": "shch", "ч": "ch"}
LETTERS = TABLE.with_name("spelling_letters.csv")
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


@cache
def other_letters(path: Path = LETTERS) -> dict[str, str]:
    """Cyrillic letters that Russian does not have, with what is written for them. Fault where they cannot be read."""
    try:
        with path.open(encoding="utf8", newline="") as lines:
            return {row["letter"]: row["becomes"] for row in csv.DictReader(lines)}
    except (OSError, KeyError) as error:
        raise Fault(
            path.name, f"cannot be read ({type(error).__name__})", "Restore the file from the project."
        ) from None


def skeletons(words: pl.Series) -> pl.DataFrame:
    """One row for each different word, in order of the word: `word`, `latin`, `skeleton` and looser keys.

    bones       the consonants of the skeleton, in a few classes
    rough       the same for each way the letters can be read
    abjad, chinese   see keys.py

    >>> skeletons(pl.Series(["Кузнечихин", "Kouznetchikhine", "KUZNECHIHIN"]))["skeleton"].unique().to_list()
    ['kuzneSihin']
    """
    known = words.drop_nulls().unique().sort()
    latin = pl.Series("latin", [_latin(word) for word in known.to_list()], dtype=pl.String)
    read = keys.readings(latin)
    keyed = _keyed(pl.concat(read))
    rough = pl.concat_list([_of(reading, keyed, "bones").alias(str(number)) for number, reading in enumerate(read)])
    return pl.DataFrame({"word": known, "latin": latin, "skeleton": _of(latin, keyed, "skeleton")}).with_columns(
        bones=_of(latin, keyed, "bones"),
        rough=pl.select(rough.list.unique().list.sort()).to_series(),
        abjad=keys.abjad(known, latin),
        chinese=keys.chinese(latin),
    )


def _keyed(latin: pl.Series) -> pl.DataFrame:
    """Columns `latin`, `skeleton` and `bones` of each different spelling."""
    known = latin.unique().sort()
    skeleton = _skeleton(known)
    return pl.DataFrame({"latin": known, "skeleton": skeleton, "bones": _bones(skeleton)})


def _of(latin: pl.Series, keyed: pl.DataFrame, column: str) -> pl.Series:
    return latin.to_frame("latin").join(keyed, on="latin", how="left", maintain_order="left")[column]


def _skeleton(latin: pl.Series) -> pl.Series:
    skeleton = latin
    for pattern, becomes in rules():
        skeleton = skeleton.str.replace_all(pattern, becomes)
    skeleton = keys.once(skeleton)
    return pl.select(pl.when(skeleton == "").then(latin).otherwise(skeleton)).to_series()


def _bones(skeleton: pl.Series) -> pl.Series:
    bones = keys.replaced(skeleton, keys.ROUGH)
    return pl.select(pl.when(bones.str.len_chars() > 1).then(bones).otherwise(skeleton)).to_series()


def _latin(word: str) -> str:
    """A word of any script in lower-case ASCII letters."""
    kind = letters.script(word)
    if kind == letters.CYRILLIC:
        return _cyrillic(letters.russian(word)) or letters.plain(word)
    written = letters.plain(word.removeprefix(ARTICLE))
    if kind == letters.ARABIC and len(written) > 2:
        return written[0] + written[1:].translate(WEAK_ARABIC)
    return written


def _cyrillic(word: str) -> str:
    """A Cyrillic word in Latin letters.

    Hissing letters by the usual standard, letters that are not Russian by the table, what stands between as learned.
    """
    known = HISSING | other_letters()
    pieces = re.split(f"([{''.join(known)}])", word)
    return "".join(known.get(piece) or russian_spelling().romanise(piece) for piece in pieces if piece)
