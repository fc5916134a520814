"""Requests of a bureau: notices and diffusions, checked or not, and lists of published notices."""

import polars as pl

from pipeline.stage import fields
from pipeline.stage.kinds.base import PERSON, Kind


def _finish(frame: pl.DataFrame) -> pl.DataFrame:
    """A register unless stated otherwise; the category of the offence from the charges where no column gives it."""
    return frame.with_columns(
        population=pl.when(pl.col("population_is_blank")).then(pl.lit("register")).otherwise("population"),
        offence_category=pl.coalesce("offence_category", "_category"),
    )


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
    finish=_finish,
    main_date="requested_on",
    main_country="requesting_country",
)
