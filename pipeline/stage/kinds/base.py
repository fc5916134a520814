"""What a record kind declares: its fields, what a row cannot do without, and what follows from other columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

from pipeline.stage import fields
from pipeline.stage.fields import Reader

# Parts of a name that some sources keep in columns of their own; they become `name`.
NAME_PARTS = ("forename", "family_name")

PERSON: dict[str, Reader] = {
    "name": fields.name,
    "birth_date": fields.birthday,
    "sex": fields.word("sex"),
    "nationalities": fields.countries,
}


def as_it_is(frame: pl.DataFrame) -> pl.DataFrame:
    return frame


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    record     its table in `staged`
    reads      field of a mapping -> how its cells are read
    needs      column -> the field it comes from; a row where the column is null goes to quarantine
    finish     the last step on the typed columns: defaults, and columns that follow from others
    main_date, main_country   what `expect` ranges of years and countries speak of
    """

    record: str
    reads: Mapping[str, Reader]
    needs: Mapping[str, str] = field(default_factory=dict)
    finish: Callable[[pl.DataFrame], pl.DataFrame] = as_it_is
    main_date: str | None = None
    main_country: str | None = None

    @property
    def has_person(self) -> bool:
        return "name" in self.reads

    @property
    def fields(self) -> list[str]:
        """Every field a mapping may name for this kind."""
        return [*self.reads, "as_of", *(NAME_PARTS if self.has_person else ())]
