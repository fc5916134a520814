"""The columns of the staged tables: the one place that says what a staged row holds.

Every kind has the columns of PROVENANCE besides its own. A date has two columns: `x` (DATE, null unless the
day is known) and `x_text` (ISO prefix, exactly as precise as the record). A country has `x` (ISO 3166-1
alpha-3) and `x_text` (as written). A reference has `x` (as written) and `x_key` (normalised, null where blank
or a placeholder).
"""

import polars as pl

Columns = dict[str, pl.DataType | type[pl.DataType]]

TEXT, DATE, FLAG, LIST = pl.String, pl.Date, pl.Boolean, pl.List(pl.String)

PROVENANCE: Columns = {
    "as_of": DATE,
    "source_file": TEXT,
    "source_sha256": TEXT,
    "source_locator": TEXT,
    "delivery": TEXT,
    "corrected_fields": LIST,
}


def _date(name: str) -> Columns:
    return {name: DATE, f"{name}_text": TEXT}


def _country(name: str) -> Columns:
    return {name: TEXT, f"{name}_text": TEXT}


IDENTITY: Columns = {"record_id": TEXT, "reference": TEXT, "reference_key": TEXT}
PERSON: Columns = {"name": TEXT, "name_key": TEXT, **_date("birth_date"), "sex": TEXT, "nationalities": LIST}

STAGED: dict[str, Columns] = {
    "requests": {
        **IDENTITY,
        "population": TEXT,
        "instrument": TEXT,
        **_country("requesting_country"),
        **PERSON,
        **_date("requested_on"),
        "check_outcome": TEXT,
        **_date("checked_on"),
        "refusal_ground": TEXT,
        **_date("cancelled_on"),
        "cancelled_by": TEXT,
        "offence_category": TEXT,
        "offence_text": TEXT,
        **PROVENANCE,
    },
    "complaints": {
        **IDENTITY,
        "complaint_kind": TEXT,
        **_country("respondent_country"),
        "instrument": TEXT,
        **PERSON,
        "request_reference": TEXT,
        "request_reference_key": TEXT,
        **_date("received_on"),
        **_date("admissible_on"),
        "is_admissible": FLAG,
        "has_data": FLAG,
        "outcome": TEXT,
        **_date("decided_on"),
        "grounds": LIST,
        "revises": TEXT,
        "revises_key": TEXT,
        "session": TEXT,
        **PROVENANCE,
    },
    "messages": {
        **IDENTITY,
        **_country("from_country"),
        "to_countries": LIST,
        "to_countries_text": TEXT,
        **PERSON,
        **_date("sent_on"),
        "purpose": TEXT,
        "subject": TEXT,
        "text": TEXT,
        "request_reference": TEXT,
        "request_reference_key": TEXT,
        "in_reply_to": TEXT,
        "in_reply_to_key": TEXT,
        **PROVENANCE,
    },
    "documents": {
        **IDENTITY,
        "document_kind": TEXT,
        "session": TEXT,
        "instrument": TEXT,
        **_country("respondent_country"),
        "outcome": TEXT,
        "grounds": LIST,
        **_date("decided_on"),
        "language": TEXT,
        "pages": pl.Int64,
        "text": TEXT,
        **PROVENANCE,
    },
    "snapshots": {
        **IDENTITY,
        **_country("country"),
        "instrument": TEXT,
        "n": pl.Int64,
        "as_of_text": TEXT,
        **PROVENANCE,
    },
    "reported_figures": {
        **IDENTITY,
        "measure": TEXT,
        "basis": TEXT,
        "instrument": TEXT,
        **_country("country"),
        "year": pl.Int64,
        "value": pl.Float64,
        "unit": TEXT,
        "approximation": TEXT,
        "precision": pl.Float64,
        "unclear": TEXT,
        "page": pl.Int64,
        "context": TEXT,
        "document_id": TEXT,
        **PROVENANCE,
    },
}

# Tables that a kind fills beside its own: what the text of its rows says, each line with its place.
BESIDE: dict[str, Columns] = {
    "document_fields": {
        "record_id": TEXT,
        "field": TEXT,
        "value": TEXT,
        "page": pl.Int64,
        "paragraph": pl.Int64,
        "words": TEXT,
        "source_file": TEXT,
        "delivery": TEXT,
    },
}

QUARANTINE = {"delivery": TEXT, "path": TEXT, "locator": TEXT, "reason": TEXT, "field": TEXT, "raw": TEXT}
UNMAPPED = {"delivery": TEXT, "path": TEXT, "field": TEXT, "value": TEXT, "n": pl.Int64}
EXCLUDED = {"delivery": TEXT, "path": TEXT, "locator": TEXT, "reason": TEXT}
CORRECTIONS = {
    "entry": pl.Int64,
    "delivery": TEXT,
    "path": TEXT,
    "locator": TEXT,
    "record_id": TEXT,
    "field": TEXT,
    "before": TEXT,
    "after": TEXT,
    "reason": TEXT,
    "author": TEXT,
}
RECORDS = {
    "delivery": TEXT,
    "path": TEXT,
    "rows_found": pl.Int64,
    "rows_staged": pl.Int64,
    "rows_quarantined": pl.Int64,
    "rows_excluded": pl.Int64,
}
