"""Whole names: the words of each with their keys, and the keys of the name in one text."""

from itertools import product

import polars as pl

from pipeline.resolve.names.parts import are_arabic, parts
from pipeline.resolve.names.skeleton import skeletons

# Longer names are cut here: no comparison needs more words. A name is read in this many ways at most.
MOST_WORDS, MOST_READINGS = 5, 8


def named(names: pl.Series) -> pl.DataFrame:
    """One row for each different name, in order of the name; the columns are told in pipeline/resolve/features.py."""
    taken = parts(names)
    known = skeletons(pl.concat([taken["words"].explode(), taken["fathers"].explode()]))
    words = taken.select("name", word=pl.col("words").list.head(MOST_WORDS)).explode("word").drop_nulls("word")
    words = words.join(known, on="word", how="left", maintain_order="left")
    whole = words.group_by("name", maintain_order=True).agg(
        tokens=pl.col("skeleton").sort(),
        bones=pl.col("bones").sort(),
        abjad=pl.col("abjad").filter(pl.col("abjad") != "").sort(),
        rough=pl.col("rough"),
        chinese=pl.when(pl.col("chinese").is_null().any()).then(None).otherwise(pl.col("chinese").implode()).first(),
    )
    fathers = taken.select("name", word=pl.col("fathers").list.first()).join(
        known.select("word", father="skeleton"), on="word", how="left", maintain_order="left"
    )
    rows = taken.select("name").join(whole, on="name", how="left", maintain_order="left")
    rows = rows.with_columns(father=fathers["father"], is_arabic=are_arabic(rows["name"]))
    return rows.with_columns(
        skeleton=pl.col("tokens").list.join(" "),
        abjad_name=pl.when(pl.col("abjad").list.len() > 1).then(pl.col("abjad").list.join(" ")),
        heads=pl.col("bones").list.eval(pl.element().str.slice(0, 2)).list.unique(maintain_order=True).list.sort(),
        sounds=_sounds(rows),
    ).drop("rough", "chinese")


def _sounds(rows: pl.DataFrame) -> pl.Series:
    """The whole name in each way its letters can be read."""
    found = []
    for rough, chinese in rows.select("rough", "chinese").iter_rows():
        ways = {" ".join(sorted(way)) for way in product(*rough)} if rough and len(rough) > 1 else set()
        found.append(sorted(ways)[:MOST_READINGS] + _syllables(chinese))
    return pl.Series(found, dtype=pl.List(pl.String))


def _syllables(words: list[str] | None) -> list[str]:
    """A Chinese name with its words in order of the alphabet, a given name of two words written as one too.

    >>> _syllables(["xiao", "min", "li"])
    ['+li xiaomin', '+minli xiao']
    """
    if not words or len(words) < 2:
        return []
    ways = [words] if len(words) == 2 else [[words[0] + words[1], *words[2:]], [*words[:-2], words[-2] + words[-1]]]
    return sorted({"+" + " ".join(sorted(way)) for way in ways})
