"""Names of persons: kept in their own script, and as a romanised key that does not depend on the order of the parts."""

import unicodedata

import polars as pl
from anyascii import anyascii

from pipeline.stage.text import by_distinct, folded, one_line, read_each


def read_names(cells: pl.Series, fillers: frozenset[str]) -> pl.DataFrame:
    """Columns `name` (null for a filler such as "unknown" or "-") and `key` (see name_keys).

    fillers  folded texts that are no name
    """
    return by_distinct(cells, lambda texts: _read(texts, fillers))


def joined(forenames: pl.Series, family_names: pl.Series, fillers: frozenset[str]) -> pl.Series:
    """ "forename family_name", leaving out the part that is blank or a filler; null where both are."""
    parts = pl.DataFrame({"0": _names(forenames, fillers), "1": _names(family_names, fillers)})
    both = pl.concat_str("0", "1", separator=" ", ignore_nulls=True)
    return parts.select(pl.when(both != "").then(both)).to_series()


def name_keys(names: pl.Series) -> pl.Series:
    """Romanised, upper case, without punctuation, the parts in alphabetical order; null where no letter is left.

    >>> name_keys(pl.Series(["Иванов Пётр", "O'Brien, Seán"])).to_list()
    ['IVANOV PETR', 'OBRIEN SEAN']
    """
    plain = pl.col("text").str.to_uppercase().str.replace_all(r"['`’ʹ]+", "").str.replace_all(r"[^A-Z0-9]+", " ")
    key = plain.str.strip_chars(" ").str.split(" ").list.eval(pl.element().sort()).list.join(" ")
    return read_each(romanised(names), key=pl.when(key != "").then(key))["key"]


def romanised(texts: pl.Series) -> pl.Series:
    """The same text in ASCII letters, by one fixed table for all scripts."""
    letters = "".join(texts.str.replace_all(r"[\x00-\x7f]+", "").drop_nulls().unique())
    if not letters:
        return texts
    foreign = sorted(set(letters) | set(unicodedata.normalize("NFKC", letters)))
    return texts.str.normalize("NFKC").str.replace_many(foreign, [anyascii(letter) for letter in foreign])


def _read(texts: pl.Series, fillers: frozenset[str]) -> pl.DataFrame:
    names = _names(texts, fillers)
    return pl.DataFrame({"name": names, "key": name_keys(names)})


def _names(texts: pl.Series, fillers: frozenset[str]) -> pl.Series:
    plain = folded(pl.col("text"))
    says_nothing = (plain == "") | plain.is_in(list(fillers))
    return read_each(texts, name=pl.when(~says_nothing).then(one_line(pl.col("text"))))["name"]
