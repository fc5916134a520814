"""Names of persons: kept in their own script, and as a romanised key that does not depend on the order of the parts."""

import polars as pl
from anyascii import anyascii

from pipeline.stage.text import LISTED, by_distinct, folded, tidy


def read_names(cells: pl.Series, fillers: frozenset[str]) -> pl.DataFrame:
    """Columns `name` (composed form, single spaces, null for a filler such as "unknown") and `key`.

    fillers  folded texts that are no name

    >>> read_names(pl.Series(["Иванов Иван", "-"]), frozenset())["key"].to_list()
    ['IVAN IVANOV', None]
    """
    return by_distinct(tidy(cells.str.replace_all(LISTED, "; ", literal=True)), lambda text: _read(text, fillers))


def joined(forenames: pl.Series, family_names: pl.Series, fillers: frozenset[str]) -> pl.Series:
    """"forename family_name", leaving out the part that is blank or a filler; null where both are."""
    parts = [read_names(part, fillers)["name"].fill_null("") for part in (forenames, family_names)]
    return tidy(parts[0] + " " + parts[1])


def name_keys(names: pl.Series) -> pl.Series:
    """Romanised, upper case, without punctuation, the parts in alphabetical order; null where no letter is left."""
    plain = romanised(names).str.to_uppercase().str.replace_all(r"['`]+", "").str.replace_all(r"[^A-Z0-9]+", " ")
    parts = plain.str.strip_chars(" ").str.split(" ").list.eval(pl.element().sort())
    key = parts.list.join(" ")
    return key.set(key == "", None)


def romanised(texts: pl.Series) -> pl.Series:
    """The same text in ASCII letters, by one fixed table for all scripts."""
    if (texts.str.len_bytes() == texts.str.len_chars()).all():
        return texts
    texts = texts.str.normalize("NFKC")
    foreign = texts.str.replace_all(r"[\x00-\x7f]+", "").drop_nulls()
    letters = sorted(foreign.str.split("").explode().drop_nulls().unique().to_list())
    letters = [letter for letter in letters if letter]
    return texts.str.replace_many(letters, [anyascii(letter) for letter in letters])


def _read(texts: pl.Series, fillers: frozenset[str]) -> pl.DataFrame:
    plain = folded(texts)
    names = texts.set((plain == "") | plain.is_in(list(fillers)), None)
    return pl.DataFrame({"name": names, "key": name_keys(names)})
