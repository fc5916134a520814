"""The language of a text, by words that hardly any text of that language does without."""

import polars as pl

from pipeline.stage.vocabulary import meaning_of
from pipeline.stage.words import Words

_ENOUGH = 5  # such words
_AHEAD = 2  # times as many as of the next language


def languages(sentences: pl.DataFrame, words: Words) -> pl.DataFrame:
    """Columns doc and language (ISO 639-1), for the texts whose language is plain; the others have no row."""
    each = sentences.select("doc", pl.col("plain").str.split(" ").alias("word")).explode("word")
    counted = (
        each.with_columns(language=meaning_of(pl.col("word"), words.languages))
        .filter(pl.col("language").is_not_null())
        .group_by("doc", "language")
        .len("n")
        .sort("doc", pl.col("n"), "language", descending=[False, True, False])
    )
    first, second = pl.col("n").first(), pl.col("n").slice(1, 1).sum()
    told = counted.group_by("doc", maintain_order=True).agg(
        pl.col("language").first(), is_plain=(first >= _ENOUGH) & (first >= _AHEAD * second)
    )
    return told.filter("is_plain").select("doc", "language")
