"""References: kept as written, and as a key under which listings of one record meet."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.stage.text import LISTED, folded, tidy
from pipeline.stage.vocabulary import lines, load_vocabulary

# "[xxx]", "xxx", "…": a number that was blacked out is no number
_BLACKED_OUT = r"(?i)…|\.\.\.|\*{3}|█|\b[xх]{3,}\b|\[\s*(?:redacted|deleted|number|ref)\s*\]"
_NUMBER_SIGN = r"№|N[°º]|n[°º]"


@dataclass(frozen=True)
class ReferenceWords:
    """`prefixes`: one pattern for words before a number ("REF", "ИСХ"); `placeholders`: folded texts that are none."""

    prefixes: str
    placeholders: frozenset[str]


def load_reference_words(folder: Path) -> ReferenceWords:
    """Read from reference_prefixes.csv and placeholders.csv."""
    words = {line["value"].upper() for _, line in lines(folder, "reference_prefixes", ("value",))}
    escaped = "|".join(_pattern(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    placeholders = frozenset(load_vocabulary(folder, "placeholders").means)
    return ReferenceWords(rf"^(?:(?:{escaped})(?:[.:#]+\s*|\s+)|#\s*)+", placeholders)


def read_references(cells: pl.Series, words: ReferenceWords) -> pl.DataFrame:
    """Columns `written` (trimmed, null where blank) and `key` (null where blank, a placeholder or blacked out).

    The key is upper case, without a prefix such as "Ref." or "№", its letters and digits joined by one "-".
    """
    written = tidy(cells.str.replace_all(LISTED, "; ", literal=True))
    key = written
    if (written.str.len_bytes() != written.str.len_chars()).any():
        key = key.str.replace_all(_NUMBER_SIGN, "NO. ").str.normalize("NFKC")
    key = key.str.to_uppercase().str.replace(words.prefixes, "")
    key = key.str.replace_all(r"[^\p{L}\p{M}\p{N}]+", "-").str.strip_chars("-")
    none = (key == "") | _is_placeholder(written, words) | written.str.contains(_BLACKED_OUT)
    return pl.DataFrame({"written": written, "key": key.set(none, None)})


def _is_placeholder(written: pl.Series, words: ReferenceWords) -> pl.Series:
    longest = max((len(word) for word in words.placeholders), default=0)
    short = written.str.len_chars() <= longest + 4
    if not short.any():
        return short
    return short & folded(written.set(~short, None)).is_in(list(words.placeholders)).fill_null(False)


def _pattern(word: str) -> str:
    return r"\s*".join(part if part.isalnum() else "\\" + part for part in word)
