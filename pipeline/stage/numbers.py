"""Whole numbers and measured values, as text in one of the usual ways of writing them."""

import polars as pl

from pipeline.stage.text import UNREAD, by_distinct, read_each

_SPACED = r"^-?\d{1,3}(?: \d{3})+(?:[.,]\d+)?$"
_GROUPED_COUNT = r"^-?\d{1,3}(?:['’.,]\d{3})+$"
_ENGLISH = r"^-?\d{1,3}(?:(?:,\d{3}){2,}|(?:,\d{3})+\.\d+)$"
_CONTINENTAL = r"^-?\d{1,3}(?:(?:\.\d{3}){2,}|(?:\.\d{3})+,\d+)$"
_DECIMAL_COMMA = r"^-?\d+,\d+$"
_EITHER = r"^-?[1-9]\d{0,2},\d{3}$"
_PLAIN = r"^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$"


def read_counts(cells: pl.Series) -> pl.DataFrame:
    """Columns `value` (Int64) and UNREAD. "1 234", "1,234" and "1.234" are 1234: a count has no fraction."""
    return by_distinct(cells, _counts)


def read_measures(cells: pl.Series) -> pl.DataFrame:
    """Columns `value` (Float64) and UNREAD. "12,5" is 12.5; "1,234" may be either number and is left unread."""
    return by_distinct(cells, _measures)


def _counts(texts: pl.Series) -> pl.DataFrame:
    text = _unspaced().str.replace(r"^(-?\d+)\.0$", "$1")
    digits = pl.when(text.str.contains(_GROUPED_COUNT)).then(text.str.replace_all(r"[^\d-]", "")).otherwise(text)
    return _read(texts, digits, pl.Int64)


def _measures(texts: pl.Series) -> pl.DataFrame:
    text = _unspaced()
    plain = (
        pl.when(text.str.contains(_ENGLISH))
        .then(text.str.replace_all(",", "", literal=True))
        .when(text.str.contains(_CONTINENTAL))
        .then(text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
        .when(text.str.contains(_DECIMAL_COMMA) & ~text.str.contains(_EITHER))
        .then(text.str.replace(",", ".", literal=True))
        .otherwise(text)
    )
    return _read(texts, plain, pl.Float64)


def _unspaced() -> pl.Expr:
    text = pl.col("text")
    return pl.when(text.str.contains(_SPACED)).then(text.str.replace_all(" ", "", literal=True)).otherwise(text)


def _read(texts: pl.Series, plain: pl.Expr, dtype: type[pl.DataType]) -> pl.DataFrame:
    number = pl.when(plain.str.contains(_PLAIN)).then(plain).cast(dtype, strict=False)
    return read_each(texts, value=number, **{UNREAD: pl.when(number.is_null()).then("text")})
