"""Documents read by their text: what kind they are, what a decision decides, and the figures that a report gives.

What a column of the source gives stands; the text fills what is blank. `document_fields` keeps, for each field that
the text gave, the page, the paragraph and the words.
"""

import polars as pl

from pipeline.schemas import BESIDE
from pipeline.stage.kinds.base import FromText
from pipeline.stage.reading.decisions import decisions, keys_of
from pipeline.stage.reading.figures import figures
from pipeline.stage.reading.languages import languages
from pipeline.stage.reading.paragraphs import sentences
from pipeline.stage.rules import first_of
from pipeline.stage.words import Words

IN_PROSE = "reported_figures_in_prose"  # rows of staged.reported_figures that a text holds
_REPORTS = ("report", "memo")
_TITLE = 8  # sentences in which a document says what it is
_OTHER = "other"
_SEVERAL = "the text says {}"
_TAKEN = ("reference", "session", "instrument", "respondent_country", "outcome", "decided_on_text")


def read_documents(rows: pl.DataFrame, words: Words) -> FromText:
    """The rows of staged.documents with what their texts say, the places it is from, and what contradicts itself."""
    lines = sentences(rows["text"])
    rows = _with_kind(rows, lines, words).with_row_index("doc").with_columns(pl.col("doc").cast(pl.Int64))
    are_decisions = rows.filter(pl.col("document_kind") == "decision")["doc"]
    read, conflicts = decisions(lines.filter(pl.col("doc").is_in(are_decisions.implode())), words)
    read = read.with_columns(pl.col("field").replace("decided_on", "decided_on_text"))
    read = _where_blank(read, rows)
    conflicts = _where_blank(conflicts.with_columns(pl.col("field").replace("decided_on", "decided_on_text")), rows)
    reports = rows.filter(pl.col("document_kind").is_in(_REPORTS))
    told = figures(lines.filter(pl.col("doc").is_in(reports["doc"].implode())), reports, words)
    filled = _filled(rows, read, words)
    filled = _with_language(filled, lines, words)
    return FromText(
        rows=filled.select(rows.columns).drop("doc"),
        beside={"document_fields": _fields(read, rows), IN_PROSE: told},
        unread=conflicts.join(rows.select("doc", "delivery", "source_file"), on="doc", how="left").select(
            "delivery",
            "source_file",
            pl.col("field").replace("decided_on_text", "decided_on"),
            pl.format(_SEVERAL, "value").alias("value"),
            pl.lit(1, pl.Int64).alias("n"),
        ),
    )


def _with_kind(rows: pl.DataFrame, lines: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The kind as the source gives it, else as the first lines say, else `other`."""
    told = (
        lines.filter(pl.col("place") <= _TITLE)
        .with_columns(kind=first_of(words.decisions.of["document_kind"], pl.col("plain")))
        .filter(pl.col("kind").is_not_null())
        .group_by("doc", maintain_order=True)
        .agg(pl.col("kind").first())
    )
    place = rows.with_row_index("doc").with_columns(pl.col("doc").cast(pl.Int64))
    kinds = place.join(told, on="doc", how="left", maintain_order="left")["kind"]
    return rows.with_columns(document_kind=pl.coalesce(rows["document_kind"], kinds, pl.lit(_OTHER)))


def _where_blank(read: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Without the fields that the source itself gives."""
    given = pl.concat(
        [
            rows.filter(pl.col(column).is_not_null()).select("doc", pl.lit(field).alias("field"))
            for field, column in (
                *((name, name) for name in (*_TAKEN, "grounds")),
                ("respondent_country", "respondent_country_text"),
            )
        ]
    )
    return read.join(given, on=["doc", "field"], how="anti", maintain_order="left")


def _filled(rows: pl.DataFrame, read: pl.DataFrame, words: Words) -> pl.DataFrame:
    """Each blank field with the value that was read for it."""
    for field in _TAKEN:
        values = read.filter(pl.col("field") == field).select("doc", read=pl.col("value"))
        rows = rows.join(values, on="doc", how="left", maintain_order="left")
        rows = rows.with_columns(pl.coalesce(field, "read").alias(field))
        if field == "reference":
            rows = rows.with_columns(reference_key=pl.coalesce("reference_key", keys_of(rows["read"], words)))
        rows = rows.drop("read")
    grounds = read.filter(pl.col("field") == "grounds").group_by("doc", maintain_order=True).agg(read=pl.col("value"))
    rows = rows.join(grounds, on="doc", how="left", maintain_order="left")
    day = pl.when(pl.col("decided_on_text").str.len_chars() == 10).then("decided_on_text").str.to_date(strict=False)
    return rows.with_columns(grounds=pl.coalesce("grounds", "read"), decided_on=pl.coalesce("decided_on", day)).drop(
        "read"
    )


def _with_language(rows: pl.DataFrame, lines: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The language where it is blank and plain; the pages of a text that is parted into them."""
    told = languages(lines, words).rename({"language": "read"})
    rows = rows.join(told, on="doc", how="left", maintain_order="left")
    parts = pl.col("text").str.count_matches("\f", literal=True).cast(pl.Int64)
    return rows.with_columns(
        language=pl.coalesce("language", "read"),
        pages=pl.coalesce("pages", pl.when(parts > 0).then(parts + 1)),
    )


def _fields(read: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of staged.document_fields, in the order of the documents and their sentences."""
    of = rows.select("doc", "record_id", "source_file", "delivery")
    named = pl.col("field").replace("decided_on_text", "decided_on")
    placed = read.join(of, on="doc", how="inner").sort("doc", "place", "field", "value")
    return placed.with_columns(field=named, words=pl.col("said")).select(
        pl.col(name).cast(type_) for name, type_ in BESIDE["document_fields"].items()
    )
