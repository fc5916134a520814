"""Requests of a bureau: notices and diffusions, checked or not, and lists of published notices."""

import polars as pl

from pipeline.stage import fields
from pipeline.stage.kinds.base import PERSON, Kind


def _category_from_charges(frame: pl.DataFrame) -> pl.DataFrame:
    """The kind of offence from the text of the charges, where no column of its own gives it."""
    known = [name for name in ("offence_category", fields.BY_RULE) if name in frame.columns]
    return frame.with_columns(offence_category=pl.coalesce(known)) if known else frame


REQUESTS = Kind(
    record="requests",
    reads={
        "reference": fields.reference,
        "population": fields.word("population"),
        "instrument": fields.word("instrument"),
        "requesting_country": fields.country,
        **PERSON,
        "requested_on": fields.day,
        "check_outcome": fields.word("check_outcome"),
        "checked_on": fields.day,
        "refusal_ground": fields.word("ground"),
        "cancelled_on": fields.day,
        "cancelled_by": fields.word("cancelled_by"),
        "offence_category": fields.offence,
        "offence_text": fields.charges,
    },
    needs={"reference": "reference"},
    blank={"population": "register"},
    finish=_category_from_charges,
    main_date="requested_on",
    main_country="requesting_country",
)
