"""Rules that people wrote: a phrase, the field it speaks of, and what it means there. They are kept as CSV.

A phrase is a pattern on folded text (small letters, no accents, no signs between words). It is matched by a linear
engine, so that no text can make it slow. In it, `<3>` stands for up to three words and a space, `<:3>` for a space and
up to three words, `{date}` and `{country}` for what is to be taken out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from unicodedata import combining, normalize

import polars as pl

from pipeline.errors import Fault
from pipeline.stage.vocabulary import MEANINGS, lines

_WORD = r"[^ \d][^ ]*"
_UP_TO, _UP_TO_BEFORE = re.compile(r"<(\d+)>"), re.compile(r"<:(\d+)>")
_DATES = (
    rf"\d{{1,2}}(?: ?(?:st|nd|rd|th|er))? (?:of |de )?{_WORD} \d{{4}}",
    rf"{_WORD} \d{{1,2}}(?: ?(?:st|nd|rd|th))? \d{{4}}",
    r"\d{1,2} \d{1,2} \d{4}",
    r"\d{4} \d{2} \d{2}",
)
HOLDERS = {"{date}": f"({'|'.join(_DATES)})", "{country}": rf"({_WORD}(?: {_WORD}){{0,5}})"}


@dataclass(frozen=True)
class Rule:
    """`means` is a value of the field, or says what to do with what the pattern takes out."""

    means: str
    pattern: str


Rules = Mapping[str, tuple[Rule, ...]]


def load_rules(
    folder: Path,
    name: str,
    fields: Mapping[str, frozenset[str] | None],
    holders: Mapping[str, str],
    as_written: tuple[str, ...] = (),
) -> Rules:
    """The rules of `<name>.csv` by field, in order.

    fields   what each field may mean; None: anything
    holders  text in braces -> the pattern it stands for
    as_written   fields whose patterns are for text as it is written, not folded
    Fault where a line names another field, means something else, or holds a pattern that is none.
    """
    found: dict[str, list[Rule]] = {field: [] for field in fields}
    for place, line in lines(folder, name, ("field", "means", "pattern")):
        field, means = line["field"], line["means"]
        if field not in fields:
            raise Fault(place, f"field is {field!r}", f"Use one of {', '.join(fields)}.")
        if (allowed := fields[field]) is not None and means not in allowed:
            raise Fault(place, f"means is {means!r}", f"Use one of {', '.join(sorted(allowed))}.")
        written = line["pattern"] if field in as_written else _unmarked(line["pattern"])
        found[field].append(Rule(means, _pattern(place, written, holders)))
    return {field: tuple(rules) for field, rules in found.items()}


def values_of(name: str) -> frozenset[str]:
    """What a field of the public tables may mean."""
    return MEANINGS[name]


def any_of(rules: tuple[Rule, ...], text: pl.Expr) -> pl.Expr:
    """Whether any of the rules fits."""
    return pl.any_horizontal(pl.lit(False), *(text.str.contains(rule.pattern) for rule in rules))


def first_of(rules: tuple[Rule, ...], text: pl.Expr) -> pl.Expr:
    """What the first rule that fits means; null where none does."""
    return pl.coalesce(
        pl.lit(None, pl.String), *(pl.when(text.str.contains(r.pattern)).then(pl.lit(r.means)) for r in rules)
    )


def without(rules: tuple[Rule, ...], text: pl.Expr) -> pl.Expr:
    """The text without what the rules fit."""
    for rule in rules:
        text = text.str.replace_all(rule.pattern, " ")
    return text.str.replace_all(" +", " ").str.strip_chars(" ")


def all_of(rules: tuple[Rule, ...], plain: pl.Series, once: bool = True) -> pl.Series:
    """Everything each text says, as a list. once: a phrase that one rule has read is not read again by a later one."""
    said: list[list[str]] = [[] for _ in range(len(plain))]
    for rule in fitting(rules, plain):
        is_said = plain.str.contains(rule.pattern).fill_null(False)
        for place in is_said.arg_true():
            if rule.means not in said[place]:
                said[place].append(rule.means)
        if once:
            plain = plain.str.replace_all(rule.pattern, " ")
    return pl.Series("said", said, dtype=pl.List(pl.String))


def fitting(rules: tuple[Rule, ...], texts: pl.Series) -> tuple[Rule, ...]:
    """The rules that fit any of the texts: most fit none, and this asks for all of them at once."""
    asked = [pl.col("text").str.contains(rule.pattern).any().alias(str(n)) for n, rule in enumerate(rules)]
    if not asked:
        return ()
    fits = texts.alias("text").to_frame().select(asked).row(0)
    return tuple(rule for rule, fit in zip(rules, fits, strict=True) if fit)


def _unmarked(pattern: str) -> str:
    """A pattern as folded text is written."""
    return "".join(sign for sign in normalize("NFKD", pattern) if not combining(sign))


def _pattern(place: str, written: str, holders: Mapping[str, str]) -> str:
    """The pattern with what stands in braces put in. Fault where it is none."""
    pattern = _UP_TO.sub(r"(?:[^ ]+ ){0,\1}?", written)
    pattern = _UP_TO_BEFORE.sub(r"(?: [^ ]+){0,\1}?", pattern)
    for holder, meant in holders.items():
        pattern = pattern.replace(holder, meant)
    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.ComputeError:
        raise Fault(place, "the pattern is not valid", "Correct it, or take the line out.") from None
    return pattern
