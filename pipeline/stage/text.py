"""Text as every normaliser needs it: tidied, folded for comparison, and read once per distinct value."""

from collections.abc import Callable

import polars as pl

LISTED = "\x1f"  # joins the items of a real list in one cell, as the readers give it
UNREAD = "_unread"  # column of a reading: what was there and could not be read

_NOT_ONE_SPACE = r"[\s\p{Z}\x00]{2,}|[^\S ]|[\p{Zl}\p{Zp}\u00a0\u2007\u202f\ufeff\u200b]"
_LETTERS = {"ı": "i", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "æ": "ae", "œ": "oe"}
_LETTERS |= {"’": "'", "ʼ": "'", "‘": "'"}


def tidy(cells: pl.Series) -> pl.Series:
    """The same text in Unicode's composed form, single spaces, trimmed; null where nothing is left."""
    if (cells.str.len_bytes() != cells.str.len_chars()).any():
        cells = cells.str.normalize("NFC")
    if cells.str.contains(_NOT_ONE_SPACE).any():
        cells = cells.str.replace_all(r"[\s\p{Z}\x00\ufeff\u200b]+", " ")
    cells = cells.str.strip_chars(" ")
    return cells.set(cells == "", None) if (cells == "").any() else cells


def folded(cells: pl.Series) -> pl.Series:
    """Text for comparison: lower case, no accents, no punctuation, single spaces; Turkish ı and İ are i.

    Letters keep their script: "НЦБ Москва" becomes "нцб москва".

    >>> folded(pl.Series(["  Kırmızı BÜLTEN ", "N/A"])).to_list()
    ['kirmizi bulten', 'n a']
    """
    plain = cells.str.normalize("NFKD").str.to_lowercase().str.normalize("NFKD").str.replace_all(r"\p{M}+", "")
    plain = plain.str.replace_many(list(_LETTERS), list(_LETTERS.values()))
    return plain.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars(" ")


def fold(text: str) -> str:
    """`folded` for one text."""
    return folded(pl.Series([text])).item()


def by_distinct(cells: pl.Series, read: Callable[[pl.Series], pl.DataFrame]) -> pl.DataFrame:
    """`read` on each distinct text once, its columns laid back on the rows of `cells`; null stays null."""
    key = "_text"
    distinct = cells.drop_nulls().unique(maintain_order=True).alias(key)
    known = read(distinct).with_columns(distinct)
    rows = cells.alias(key).to_frame().join(known, on=key, how="left", maintain_order="left")
    return rows.drop(key)
