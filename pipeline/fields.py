"""The fields a column of a delivery may be mapped to. Shared by the reading of SOURCE.yml, describe and stage."""

from collections.abc import Iterable
from functools import cache

import polars as pl

from pipeline.schemas import PROVENANCE, STAGED

# A name that comes in parts; stage joins them into `name`, forename first.
NAME_PARTS = ("family_name", "forename")

# The columns our own message reader gives, and the field each one is.
MESSAGE_COLUMNS = {
    "from": "from_country",
    "to": "to_countries",
    "reference": "reference",
    "date": "sent_on",
    "subject": "subject",
    "text": "text",
    "in_reply_to": "in_reply_to",
    "person": "name",
    "birth_date": "birth_date",
    "nationality": "nationalities",
    "request_reference": "request_reference",
    "purpose": "purpose",
}


def are_our_messages(columns: Iterable[str]) -> bool:
    """Whether these are columns of our message reader; a file has only those that its messages fill."""
    present = set(columns)
    return present <= set(MESSAGE_COLUMNS) and "text" in present and bool({"from", "to"} & present)


# Fields whose values tell nothing of a person: only theirs are shown on a page or in a message.
OPEN_FIELDS = frozenset({
    "instrument", "check_outcome", "cancelled_by", "refusal_ground", "grounds", "complaint_kind", "outcome",
    "offence_category", "purpose", "population", "is_admissible", "has_data", "document_kind", "requesting_country",
    "respondent_country", "from_country", "to_countries", "country", "measure", "unit", "language", "session",
})  # fmt: skip

# Text that may be spread over several columns; so may every list.
_JOINED = ("offence_text", "subject", "text", "context")


def takes_several(record: str, field: str) -> bool:
    """Whether several columns may fill this field of the record kind."""
    return field in _JOINED or STAGED[record].get(field) == pl.List(pl.String)


# What stage finds out itself where it reads a figure from prose.
_FOUND = ("precision", "unclear", "document_id")


@cache
def mappable(record: str) -> tuple[str, ...]:
    """Fields a column or a constant of this record kind may fill, in the order of the staged table.

    Left out are the columns stage makes itself: keys, dates and countries as text, and where a row comes from.
    `as_of` may be filled from a column; where names occur, so may their parts.
    """
    columns = STAGED[record]
    fields = [name for name in columns if not _is_made(name, columns) and name not in (*PROVENANCE, *_FOUND)]
    parts = list(NAME_PARTS) if "name" in columns else []
    return (*fields, *parts, "as_of")


def _is_made(name: str, columns: dict) -> bool:
    stem = name.removesuffix("_text").removesuffix("_key")
    return name == "record_id" or (stem != name and stem in columns)
