"""The parts of a name: which words carry it, which is a father's name, which say nothing."""

import csv
import re
from functools import cache

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
    followed = list(zip(words, [*words[1:], ""], strict=False))
    bare = [word for word, after in followed if plain(word) not in said(PARTICLE) and not _is_article(word, after)]
    words = bare if len(bare) > 1 else words
    fathers = [word for word, after in zip(words, [*words[1:], ""], strict=False) if _is_father(word, after)]
    names = [word for word in words if word not in fathers]
    return (names, fathers) if len(names) > 1 else (words, [])


def _is_article(word: str, after: str) -> bool:
    """Whether a word is the Arabic article as it sounds before the word it stands with: ash-Shami, er-Rahman."""
    found = SOUNDED.match(plain(word))
    return found is not None and plain(after).startswith(found[1])


def _is_father(word: str, after: str) -> bool:
    """Whether a word is a father's name by its ending, or by a word for son or daughter: itself or `after`."""
    sons = said(PATRONYMIC_WORD)
    return plain(word).endswith(said(PATRONYMIC)) or plain(word) in sons or plain(after) in sons


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
    """Columns `name`, `words` and `fathers` (lists) for each different name, in order of the name."""
    known = names.drop_nulls().unique().sort()
    split = [words_of(name) for name in known.to_list()]
    lists = pl.List(pl.String)
    return pl.DataFrame(
        {"name": known, "words": [words for words, _ in split], "fathers": [fathers for _, fathers in split]},
        schema={"name": pl.String, "words": lists, "fathers": lists},
    )
