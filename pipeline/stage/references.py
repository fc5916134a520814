"""References: kept as written, and as a key under which listings of one record meet."""

import re
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.stage.text import one_line, read_each
from pipeline.stage.vocabulary import lines

# "[xxx]", "xxx", "…": a number that was blacked out is no number
_BLACKED_OUT = r"(?i)…|\.\.\.|\*{3}|█|\b[xх]{3,}\b|\[\s*(?:redacted|deleted|number|ref)\s*\]"
_NUMBER_SIGN = r"№|N[°º]|n[°º]"


@dataclass(frozen=True)
class ReferenceWords:
    """`prefixes`: one pattern for words before a number ("REF", "ИСХ"); `placeholders`: keys of what is no number."""

    prefixes: str
    placeholders: frozenset[str]


def load_reference_words(folder: Path) -> ReferenceWords:
    """Read from reference_prefixes.csv and placeholders.csv."""
    prefixes = {line["value"].upper() for _, line in lines(folder, "reference_prefixes", ("value",))}
    ordered = sorted(prefixes, key=lambda word: (-len(word), word))
    pattern = rf"^(?:(?:{'|'.join(map(re.escape, ordered))})(?:\s*[.:#]+\s*|\s+)|#\s*)+"
    texts = pl.Series([line["value"] for _, line in lines(folder, "placeholders")], dtype=pl.String)
    keys = read_references(texts, ReferenceWords(pattern, frozenset()))["key"]
    return ReferenceWords(pattern, frozenset(keys.drop_nulls()))


def read_references(cells: pl.Series, words: ReferenceWords) -> pl.DataFrame:
    """Columns `written` (null where blank) and `key` (null where blank, a placeholder or blacked out).

    The key is upper case, without a prefix such as "Ref." or "№", its letters and digits joined by one "-".
    """
    written = one_line(pl.col("text"))
    is_foreign = (cells.str.len_bytes() != cells.str.len_chars()).any()
    key = written.str.replace_all(_NUMBER_SIGN, "NO. ").str.normalize("NFKC") if is_foreign else written
    key = key.str.to_uppercase().str.replace(words.prefixes, "")
    key = key.str.replace_all(r"[^\p{L}\p{M}\p{N}]+", "-").str.strip_chars("-")
    none = (pl.col("key") == "") | pl.col("key").is_in(list(words.placeholders))
    none |= pl.col("written").str.contains(_BLACKED_OUT)
    return read_each(cells, written=written, key=key).with_columns(key=pl.when(~none).then("key"))
