"""How the cells of one field become the typed columns of `pipeline/schemas.py`.

A reader takes the field's name, its tidied cells and the Context, and gives the columns of that field, plus UNREAD
where something stood there that it could not read. Readers are pure: the same cells, the same columns.
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from pipeline.stage.dates import read_dates
from pipeline.stage.names import read_names
from pipeline.stage.numbers import read_counts, read_measures
from pipeline.stage.references import read_references
from pipeline.stage.text import LISTED, UNREAD, folded, one_line, read_each
from pipeline.stage.values import many_values, one_value
from pipeline.stage.words import Words


@dataclass(frozen=True)
class Context:
    """What a reader knows beside the cells: the words people typed, and the order of day and month in this file."""

    words: Words
    month_first: bool = False


Reader = Callable[[str, pl.Series, Context], pl.DataFrame]

BY_RULE = "_category_by_rule"
NO_RULE = "(charges that no rule knows)"


def line(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
    """Text on one line, as written."""
    return read_each(cells, **{field: one_line(pl.col("text"))})


def body(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
    """Text of several lines, as written; that of several columns one below the other."""
    return read_each(cells, **{field: pl.col("text").str.replace_all(LISTED, "\n", literal=True)})


def reference(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
    return read_references(cells, context.words.references).rename({"written": field, "key": f"{field}_key"})


def name(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
    return read_names(cells, context.words.no_name).rename({"name": field, "key": f"{field}_key"})


def day(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
    return _dates(field, cells, context, birth=False)


def full_day(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
    """A date that is of no use without its day: a month or a year counts as not read."""
    partial = pl.when(pl.col(field).is_null()).then(f"{field}_text")
    return day(field, cells, context).with_columns(pl.coalesce(UNREAD, partial).alias(UNREAD))


def birthday(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
    return _dates(field, cells, context, birth=True)


def country(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
    """The country, and the text it was read from."""
    reading = one_value(cells, context.words.countries.resolve).rename({"value": field})
    return reading.with_columns(line(f"{field}_text", cells, context))


def countries(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
    return many_values(cells, context.words.countries.resolve).rename({"value": field})


def countries_with_text(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
    return countries(field, cells, context).with_columns(line(f"{field}_text", cells, context))


def word(vocabulary: str) -> Reader:
    """A field whose value is one of a vocabulary."""

    def read(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
        return one_value(cells, context.words.closed[vocabulary].resolve).rename({"value": field})

    return read


def word_list(vocabulary: str) -> Reader:
    """A field that lists values of a vocabulary."""

    def read(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
        return many_values(cells, context.words.closed[vocabulary].resolve).rename({"value": field})

    return read


def flag(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
    return word("boolean")(field, cells, context).with_columns(pl.col(field) == "true")


def count(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
    return _without_fillers(read_counts(cells), context).rename({"value": field})


def measure(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
    return _without_fillers(read_measures(cells), context).rename({"value": field})


def charges(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
    """The charges as written and, in BY_RULE, what the rules make of them."""
    text = line(field, cells, context)
    category = context.words.offences.categories(text[field])
    unread = pl.when(pl.col(field).is_not_null() & pl.col(BY_RULE).is_null()).then(pl.lit(NO_RULE))
    return text.with_columns(category.alias(BY_RULE)).with_columns(unread.alias(UNREAD))


def offence(field: str, cells: pl.Series, context: Context) -> pl.DataFrame:
    """A category by its own vocabulary or, where a source writes charges in that column, by the rules."""
    reading = word("offence_category")(field, cells, context)
    by_rule = context.words.offences.categories(reading[UNREAD])
    unread = pl.when(by_rule.is_null()).then(pl.col(UNREAD))
    return reading.with_columns(pl.coalesce(field, by_rule).alias(field), unread.alias(UNREAD))


def _dates(field: str, cells: pl.Series, context: Context, birth: bool) -> pl.DataFrame:
    reading = read_dates(cells, context.words.months, month_first=context.month_first, birth=birth)
    return _without_fillers(reading, context).rename({"date": field, "text": f"{field}_text"})


def _without_fillers(reading: pl.DataFrame, context: Context) -> pl.DataFrame:
    """ "n/a" where a number or a date should be says nothing, and needs no one's attention."""
    if reading[UNREAD].null_count() == reading.height:
        return reading
    plain = folded(pl.col(UNREAD))
    nothing = (plain == "") | plain.is_in(list(context.words.no_value))
    return reading.with_columns(pl.when(~nothing).then(UNREAD).alias(UNREAD))
