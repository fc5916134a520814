"""The cells of each field: a table's columns by its mapping, its constants, and what a blank stands for."""

import polars as pl

from pipeline.fields import NAME_PARTS
from pipeline.mapping import Mapping
from pipeline.stage.fields import body
from pipeline.stage.kinds import Kind
from pipeline.stage.names import joined
from pipeline.stage.text import LISTED, tidied
from pipeline.stage.words import Words


def field_cells(batch: pl.DataFrame, kind: Kind, mapping: Mapping, words: Words) -> pl.DataFrame:
    """Text, one column per field of the kind that the mapping fills; tidied, but for texts kept as they are."""
    columns: dict[str, list[pl.Expr]] = {}
    place = {header: str(number) for number, header in enumerate(batch.columns)}
    for header, field in mapping.columns.items():
        columns.setdefault(field, []).append(pl.col(place[header]))
    for field, text in mapping.constants.items():
        columns.setdefault(field, []).append(pl.lit(str(text)))
    for field in kind.blank:
        columns.setdefault(field, [pl.lit(None, pl.String)])
    batch = batch.rename(place)  # a header such as "*" means something else to Polars
    cells = batch.with_columns(_joined(parts).alias(field) for field, parts in columns.items()).select(*columns)
    bodies = [field for field in columns if kind.reads.get(field) is body]
    cells = cells.with_columns(tidied(cells.drop(bodies)))
    cells = cells.with_columns(pl.col(field).fill_null(text) for field, text in kind.blank.items())
    return _with_name(cells, words)


def _joined(parts: list[pl.Expr]) -> pl.Expr:
    """Several columns of one field are the items of one list."""
    return parts[0] if len(parts) == 1 else pl.concat_str(parts, separator=LISTED, ignore_nulls=True)


def _with_name(cells: pl.DataFrame, words: Words) -> pl.DataFrame:
    """Forename and family name as one name. With a forename beside it, `name` is the family name."""
    if not {*NAME_PARTS} & {*cells.columns}:
        return cells
    nothing = pl.Series([None] * cells.height, dtype=pl.String)
    family = next((cells[field] for field in ("family_name", "name") if field in cells.columns), nothing)
    forename = cells["forename"] if "forename" in cells.columns else nothing
    name = joined(forename, family, words.no_name).alias("name")
    return cells.drop(*NAME_PARTS, "name", strict=False).with_columns(name)
