"""The parts of a name: which words carry it, which is a father's name, which say nothing."""

import csv
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import polars as pl

from pipeline.resolve.names.letters import HAN, plain, script
from pipeline.resolve.names.spelling import TABLE

WORDS = TABLE.with_name("name_parts.csv")
ARABIC_LETTERS = r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufeff]"
PARTICLE, COMPOUND = "particle", "compound_surname"
SOUNDED = re.compile(r"[ae](sh|ch|[dnrstz])$")
PATRONYMIC, PATRONYMIC_WORD = "patronymic", "patronymic_word"


@cache
def said(kind: str, language: str | None = None) -> tuple[str, ...]:
    """The entries of name_parts.csv of one kind, of one language or all.

    Particles, endings of fathers' names, words for son of, Chinese double surnames.
    """
    with WORDS.open(encoding="utf8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["means"] == kind]
    return tuple(row["value"] for row in rows if language in (None, row["language"]))


def are_arabic(names: pl.Series) -> pl.Series:
    """Whether each name is in Arabic letters or holds an Arabic article or word for son, daughter or father.

    >>> are_arabic(pl.Series(["نبيل", "Hassan al-Bari", "Alba Ruiz"])).to_list()
    [True, True, False]
    """
    small = "|".join(said(PARTICLE, "ar"))
    return names.str.contains(ARABIC_LETTERS) | names.str.contains(rf"(?i)(?:^|[^\pL])(?:{small})[^\pL]")


def words_of(name: str) -> tuple[list[str], list[str]]:
    """(words that carry the name, words of a father's name), each in its own script and in the order written.

    Particles and fathers' names are set aside only where two other words remain: "Ivan Petrovich" keeps both.

    >>> words_of("Иванов Пётр Сергеевич"), words_of("Hassan al-Bari")
    ((['Иванов', 'Пётр'], ['Сергеевич']), (['Hassan', 'Bari'], []))
    """
    words = _split(name)
    words = _han(words[0]) if len(words) == 1 else words
    bare = [word for word, after in _followed(words) if not _is_small(word, after)]
    words = bare if len(bare) > 1 else words
    fathers = [word for word, after in _followed(words) if _is_father(word, after)]
    names = [word for word in words if word not in fathers]
    return (names, fathers) if len(names) > 1 else (words, [])


def _followed(words: list[str]) -> Iterator[tuple[str, str]]:
    """Each word with the one after it, the last with none."""
    return zip(words, [*words[1:], ""], strict=False)


# A delivery has far fewer different words than names: what is found out about a word is kept.
@lru_cache(maxsize=1_000_000)
def _facts(word: str) -> tuple[str, bool, bool, bool, str | None]:
    """(in plain letters; a particle; a father's name by its ending; a word for son or daughter; what an article sounds
    like before the word it stands with: sh of ash-Shami)."""
    written = plain(word)
    article = SOUNDED.match(written)
    return (
        written,
        written in said(PARTICLE),
        written.endswith(said(PATRONYMIC)),
        written in said(PATRONYMIC_WORD),
        article[1] if article else None,
    )


def _is_small(word: str, after: str) -> bool:
    """Whether a word is a particle or the Arabic article as it sounds before `after`."""
    _, is_particle, _, _, sound = _facts(word)
    return is_particle or (sound is not None and _facts(after)[0].startswith(sound))


def _is_father(word: str, after: str) -> bool:
    """Whether a word is a father's name by its ending, or by a word for son or daughter: itself or `after`."""
    _, _, ends_so, is_son, _ = _facts(word)
    return ends_so or is_son or _facts(after)[3]


def _split(name: str) -> list[str]:
    """Words between blanks and signs; "Hsiao-ming" is one word, "Petrova-Vodkina" two, "O'Brien" one."""
    kept = "".join(
        sign if sign.isalpha() or sign == "-" else "" if sign in "'’`ʹʻʿʾ." else " " for sign in name.replace(".", " ")
    )
    found = []
    for word in kept.split():
        halves = [half for half in word.split("-") if half]
        second_is_small = len(halves) == 2 and halves[1][0].islower() and plain(halves[0]) not in said(PARTICLE)
        found += ["".join(halves)] if second_is_small else halves
    return found


def _han(word: str) -> list[str]:
    """A Chinese name written without blanks: the surname, then the given name."""
    if script(word) != HAN or len(word) < 2:
        return [word]
    n = 2 if len(word) > 2 and word[:2] in said(COMPOUND) else 1
    return [word[:n], word[n:]]


def parts(names: pl.Series) -> pl.DataFrame:
    """One row for each word of each different name: `name`, `word` and `is_father`, in order of name and as written."""
    found: dict[str, list[Any]] = {"name": [], "word": [], "is_father": []}
    for name in names.drop_nulls().unique().sort().to_list():
        words, fathers = words_of(name)
        found["name"] += [name] * (len(words) + len(fathers))
        found["word"] += words + fathers
        found["is_father"] += [False] * len(words) + [True] * len(fathers)
    return pl.DataFrame(found, schema={"name": pl.String, "word": pl.String, "is_father": pl.Boolean})
