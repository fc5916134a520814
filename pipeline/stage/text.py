"""Text as every normaliser needs it: tidied once for a batch, folded for comparison, read once per distinct value."""

from collections.abc import Callable, Iterable

import polars as pl

LISTED = "\x1f"  # joins the items of a real list in one cell, as the readers give it
UNREAD = "_unread"  # column of a reading: what was there and could not be read

_SPACES = r"[^\S\n]|[\p{Z}\x00\ufeff\u200b]"
_NOT_ONE_SPACE = rf"(?:{_SPACES}){{2,}}|\r|[^\S \n]|[\x00\u00a0\u2007\u202f\ufeff\u200b]"
# Letters outside these ranges (Latin, Cyrillic, Arabic, common signs) may have a composed form that differs.
_MAY_BE_DECOMPOSED = r"[^\x00-\u02ff\u0400-\u0482\u048a-\u052f\u0620-\u064a\u2010-\u2027\u2030-\u205e\u2116]"
_UNTIDY = rf"^[ \n]|[ \n]$| \n|\n |{_NOT_ONE_SPACE}|{_MAY_BE_DECOMPOSED}"
_LETTERS = {"ı": "i", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "æ": "ae", "œ": "oe"}


def tidied(frame: pl.DataFrame) -> pl.DataFrame:
    """All columns in Unicode's composed form, with single spaces, trimmed; null where nothing is left.

    Line ends inside a cell stay, as "\\n": some lists are written one item to a line.
    """
    untidy = frame.select(pl.all().str.contains(_UNTIDY).any()).row(0) if frame.width else ()
    columns = []
    for name, is_untidy in zip(frame.columns, untidy, strict=True):
        cell = pl.col(name)
        if is_untidy:
            cell = cell.str.normalize("NFC").str.replace_all(rf"(?:{_SPACES})+", " ").str.replace_all(r" ?\n ?", "\n")
            cell = cell.str.strip_chars(" \n")
        columns.append(pl.when(cell != "").then(cell).alias(name))
    return frame.select(columns)


def one_line(text: pl.Expr) -> pl.Expr:
    """Line ends as spaces, the items of a list joined by "; "."""
    return text.str.replace_all("\n", " ", literal=True).str.replace_all(LISTED, "; ", literal=True)


def folded(text: pl.Expr) -> pl.Expr:
    """Text for comparison: lower case, no accents, no punctuation, single spaces; Turkish ı and İ are i.

    Letters keep their script: "НЦБ Москва" becomes "нцб москва".
    """
    plain = text.str.normalize("NFKD").str.to_lowercase().str.normalize("NFKD").str.replace_all(r"\p{M}+", "")
    plain = plain.str.replace_many(list(_LETTERS), list(_LETTERS.values()))
    return plain.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars(" ")


def fold_all(texts: Iterable[str]) -> list[str]:
    """`folded` for a list of texts.

    >>> fold_all(["  Kırmızı BÜLTEN ", "N/A"])
    ['kirmizi bulten', 'n a']
    """
    return (
        pl.DataFrame({"text": list(texts)}, schema={"text": pl.String}).select(folded(pl.col("text")))["text"].to_list()
    )


def by_distinct(cells: pl.Series, read: Callable[[pl.Series], pl.DataFrame]) -> pl.DataFrame:
    """`read` on each distinct text once, its columns laid back on the rows of `cells`; null stays null."""
    key = "_text"
    distinct = cells.drop_nulls().unique(maintain_order=True).alias(key)
    known = read(distinct).with_columns(distinct)
    return cells.alias(key).to_frame().join(known, on=key, how="left", maintain_order="left").drop(key)


def read_each(texts: pl.Series, **columns: pl.Expr) -> pl.DataFrame:
    """A frame of these expressions over `pl.col("text")`, all in one pass."""
    return texts.alias("text").to_frame().select(**columns)
