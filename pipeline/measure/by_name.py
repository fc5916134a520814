"""derived/measures.json: the numbers that prose, tables and figures take by name (pipeline/measure/naming.py).

What is null or false is left out, and so is a number that holds nothing: of nobody, or of two of which one has none.
A number that is too small to show says that alone: its values stay in the tables. The names are in order, so the same
measures give the same bytes.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipeline.measure.naming import COLUMN

KEPT = (
    *("value", "low", "high", "numerator", "denominator", "bound_low", "bound_high", "n"),
    *("value_a", "value_b", "ratio", "difference", "difference_low", "difference_high", "p_value", "method"),
    *("ways", "flipping", "least", "most", "verdict", "is_suppressed"),
)
_HOLDING = ("value", "n", "ratio", "denominator", "p_value", "verdict")  # one of these says that there is something


def named(frame: pl.DataFrame) -> pl.DataFrame:
    """Two columns, name and entry (JSON text), for each row of a table of measures that holds something."""
    kept = [column for column in KEPT if column in frame.columns]
    something = pl.any_horizontal(pl.col(column).is_not_null() for column in _HOLDING if column in frame.columns)
    told = frame.filter(something & _is_of_somebody(frame))
    entry = pl.struct(kept).struct.json_encode().str.replace_all(r'"\w+":(?:null|false),?', "").str.replace(",}", "}")
    hidden = pl.lit('{"is_suppressed":true}')
    shown = pl.when(pl.col("is_suppressed").fill_null(False)).then(hidden).otherwise(entry)
    return told.select(pl.col(COLUMN).alias("name"), shown.alias("entry"))


def _is_of_somebody(frame: pl.DataFrame) -> pl.Expr:
    """Whether a rate has a denominator, and a comparison two sides."""
    if "value_a" in frame.columns:
        return pl.col("value_a").is_not_null() & pl.col("value_b").is_not_null()
    return pl.col("denominator") > 0 if {"basis", "denominator"} <= set(frame.columns) else pl.lit(True)


def write(entries: Sequence[pl.DataFrame], path: Path) -> None:
    """All entries as one JSON object, one line each, in order of name; written aside and renamed."""
    lines = pl.concat(entries).sort("name").select(pl.format('"{}": {}', "name", "entry"))
    aside = path.with_suffix(".json.writing")
    path.parent.mkdir(parents=True, exist_ok=True)
    aside.write_text("{\n" + ",\n".join(lines.to_series()) + "\n}\n", "utf8")
    aside.replace(path)
