"""Requests in circulation at a date, by country and instrument: a stock, never a flow."""

from pipeline.stage import fields
from pipeline.stage.kinds.base import Kind

SNAPSHOTS = Kind(
    record="snapshots",
    reads={
        "reference": fields.reference,
        "country": fields.country,
        "instrument": fields.word("instrument"),
        "n": fields.count,
    },
    needs={"country_text": "country", "n": "n"},
    main_date="as_of",
    main_country="country",
    counts_at_as_of=True,
)
