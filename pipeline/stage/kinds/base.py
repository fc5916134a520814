"""What a record kind declares: its fields, what a row cannot do without, and what follows from other columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

from pipeline.schemas import STAGED, Columns
from pipeline.stage import fields
from pipeline.stage.fields import Reader
from pipeline.stage.words import Words

PERSON: dict[str, Reader] = {
    "name": fields.name,
    "birth_date": fields.birthday,
    "sex": fields.word("sex"),
    "nationalities": fields.countries,
}


UNREAD_TEXTS: Columns = {
    "delivery": pl.String,
    "source_file": pl.String,
    "field": pl.String,
    "value": pl.String,
    "n": pl.Int64,
}


@dataclass(frozen=True)
class FromText:
    """What the texts of some rows say. Every frame names delivery and source_file: the rows may be of several files.

    rows     the rows, with what was blank and the text gives
    beside   tables of `schemas.BESIDE` and rows of other kinds that the texts hold, by name
    unread   as UNREAD_TEXTS: what contradicts itself, and how often
    """

    rows: pl.DataFrame
    beside: dict[str, pl.DataFrame]
    unread: pl.DataFrame


def as_it_is(frame: pl.DataFrame) -> pl.DataFrame:
    return frame


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    record     its table in `staged`
    reads      field of a mapping -> how its cells are read
    needs      column -> the field it comes from; a row where the column is null goes to quarantine
    blank      field -> what a blank cell, or no column at all, stands for
    finish     the last step on the typed columns: those that follow from others
    from_text  what is read from the text of the rows that stand
    main_date, main_country   what `expect` ranges of years and countries speak of
    counts_at_as_of           the row is about the day `as_of` itself: a file's date never stands in for a vague one
    """

    record: str
    reads: Mapping[str, Reader]
    needs: Mapping[str, str] = field(default_factory=dict)
    blank: Mapping[str, str] = field(default_factory=dict)
    finish: Callable[[pl.DataFrame], pl.DataFrame] = as_it_is
    from_text: Callable[[pl.DataFrame, Words], FromText] | None = None
    main_date: str | None = None
    main_country: str | None = None
    counts_at_as_of: bool = False

    @property
    def schema(self) -> Columns:
        return STAGED[self.record]
