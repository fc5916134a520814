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
    known = skeletons(taken["word"])
    words = taken.filter(~pl.col("is_father")).select("name", "word")
    words = words.filter(pl.int_range(pl.len()).over("name") < MOST_WORDS)
    words = words.join(known, on="word", how="left", maintain_order="left")
    whole = words.group_by("name", maintain_order=True).agg(
        tokens=pl.col("skeleton").sort(),
        bones=pl.col("bones").sort(),
        abjad=pl.col("abjad").filter(pl.col("abjad") != "").sort(),
        heads=pl.col("bones").str.slice(0, 2).unique().sort(),
    )
    fathers = taken.filter("is_father").unique("name", keep="first", maintain_order=True)
    fathers = fathers.select("name", "word").join(known.select("word", father="skeleton"), on="word", how="left")
    rows = names.drop_nulls().unique().sort().to_frame("name")
    rows = rows.join(whole, on="name", how="left", maintain_order="left")
    rows = rows.join(fathers.select("name", "father"), on="name", how="left", maintain_order="left")
    rows = rows.join(_sounds(words), on="name", how="left", maintain_order="left")
    return rows.with_columns(
        is_arabic=are_arabic(rows["name"]),
        skeleton=pl.col("tokens").list.join(" "),
        abjad_name=pl.when(pl.col("abjad").list.len() > 1).then(pl.col("abjad").list.join(" ")),
        sounds=pl.col("sounds").fill_null(pl.lit([], pl.List(pl.String))),
    )


def _sounds(words: pl.DataFrame) -> pl.DataFrame:
    """`name` and `sounds`: names of two words and more in each way their letters can be read.

    Few names can be read in two ways or be Chinese: all others need no Python.
    """
    words = words.filter(pl.len().over("name") > 1)
    plainly = words.group_by("name", maintain_order=True).agg(
        sounds=pl.concat_list(pl.col("bones").sort().str.join(" ")).first(),
        is_plain=(pl.col("rough").list.len() == 1).all() & pl.col("chinese").is_null().any(),
    )
    readable = words.join(plainly.filter(~pl.col("is_plain")).select("name"), on="name", how="semi")
    found: dict[str, tuple[list[list[str]], list[str | None]]] = {}
    for name, rough, chinese in readable.select("name", "rough", "chinese").iter_rows():
        ways, syllables = found.setdefault(name, ([], []))
        ways.append(rough)
        syllables.append(chinese)
    other = [
        (name, sorted({" ".join(sorted(way)) for way in product(*ways)})[:MOST_READINGS] + _syllables(syllables))
        for name, (ways, syllables) in found.items()
    ]
    frame = pl.DataFrame(other, {"name": pl.String, "sounds": pl.List(pl.String())}, orient="row")
    return pl.concat([plainly.filter("is_plain").select("name", "sounds"), frame])


def _syllables(written: list[str | None]) -> list[str]:
    """A Chinese name with its words in order of the alphabet, a given name of two words written as one too.

    >>> _syllables(["xiao", "min", "li"])
    ['+li xiaomin', '+minli xiao']
    """
    words = [word for word in written if word]
    if len(words) < len(written):
        return []
    ways = [words] if len(words) == 2 else [[words[0] + words[1], *words[2:]], [*words[:-2], words[-2] + words[-1]]]
    return sorted({"+" + " ".join(sorted(way)) for way in ways})
