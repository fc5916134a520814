"""Messages read by their text: what they are for, where their headers do not say."""

import polars as pl

from pipeline.stage.kinds.base import UNREAD_TEXTS, FromText
from pipeline.stage.rules import first_of
from pipeline.stage.text import folded
from pipeline.stage.words import Words

_LOOKED_AT = 2_000  # characters of a text: a message says at its start what it is for


def read_messages(rows: pl.DataFrame, words: Words) -> FromText:
    """The rows with their purpose: as stated, else by the subject, else by the text; null where no rule knows it."""
    nothing = pl.DataFrame(schema=UNREAD_TEXTS)
    silent = rows.filter(pl.col("purpose").is_null()).select("record_id", "subject", "text")
    if silent.is_empty():
        return FromText(rows, {}, nothing)
    subject, text = (folded(pl.col(name).str.slice(0, _LOOKED_AT)) for name in ("subject", "text"))
    told = silent.with_columns(subject=subject, text=text).select(
        "record_id", read=pl.coalesce(*(first_of(words.purposes, pl.col(name)) for name in ("subject", "text")))
    )
    joined = rows.join(told, on="record_id", how="left", maintain_order="left")
    return FromText(joined.with_columns(pl.coalesce("purpose", "read").alias("purpose")).drop("read"), {}, nothing)
