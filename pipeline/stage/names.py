"""Names of persons: kept in their own script, and as a romanised key that does not depend on the order of the parts."""

import unicodedata
from functools import cache

import polars as pl
from anyascii import anyascii

from pipeline.stage.text import folded, one_line, read_each


def read_names(cells: pl.Series, fillers: frozenset[str]) -> pl.DataFrame:
    """Columns `name` (null for a filler such as "unknown" or "-") and `key` (see name_keys).

    fillers  folded texts that are no name; only names with the key of one are folded to make sure, for it is slow
    """
    names = read_each(cells, name=one_line(pl.col("text")))["name"]
    keys = name_keys(names)
    doubtful = keys.is_in(list(_keys_of(fillers))) | keys.is_null()
    if doubtful.any():
        filler = read_each(names.filter(doubtful), is_one=folded(pl.col("text")).is_in(["", *fillers]))["is_one"]
        no_name = doubtful.arg_true().filter(filler)
        names, keys = names.scatter(no_name, None), keys.scatter(no_name, None)
    return pl.DataFrame({"name": names, "key": keys})


def joined(forenames: pl.Series, family_names: pl.Series, fillers: frozenset[str]) -> pl.Series:
    """ "forename family_name", leaving out the part that is blank or a filler; null where both are."""
    parts = pl.DataFrame({"0": read_names(forenames, fillers)["name"], "1": read_names(family_names, fillers)["name"]})
    both = pl.concat_str("0", "1", separator=" ", ignore_nulls=True)
    return parts.select(pl.when(both != "").then(both)).to_series()


def name_keys(names: pl.Series) -> pl.Series:
    """Romanised, upper case, without punctuation, the parts in alphabetical order; null where no letter is left.

    >>> name_keys(pl.Series(["Иванов Пётр", "O'Brien, Seán"])).to_list()
    ['IVANOV PETR', 'OBRIEN SEAN']
    """
    plain = romanised(names).str.to_uppercase()
    if plain.str.contains("[^A-Z0-9 ]").any():
        plain = plain.str.replace_all(r"['`’ʹ]+", "").str.replace_all("[^A-Z0-9]+", " ").str.strip_chars(" ")
    key = pl.col("text").str.split(" ").list.eval(pl.element().sort()).list.join(" ")
    return read_each(plain, key=pl.when(key != "").then(key))["key"]


def romanised(texts: pl.Series) -> pl.Series:
    """The same text in ASCII letters, by one fixed table for all scripts."""
    if not (texts.str.len_bytes() != texts.str.len_chars()).any():
        return texts
    letters = "".join(texts.str.replace_all(r"[\x00-\x7f]+", "").drop_nulls().unique())
    foreign = sorted(set(letters) | set(unicodedata.normalize("NFKC", letters)))
    return texts.str.normalize("NFKC").str.replace_many(foreign, [anyascii(letter) for letter in foreign])


@cache
def _keys_of(fillers: frozenset[str]) -> frozenset[str]:
    return frozenset(name_keys(pl.Series(sorted(fillers), dtype=pl.String)).drop_nulls())
