"""Cells to show beside a drafted column, so that a person can judge it, without a name or a birthday to be read."""

import re

import polars as pl

# Fields whose cells say nothing of a person: shown as they are. All others, and unknown columns, are masked.
_OPEN = {
    *("reference", "request_reference", "revises", "in_reply_to", "requesting_country", "respondent_country"),
    *("from_country", "to_countries", "country", "instrument", "check_outcome", "refusal_ground", "cancelled_by"),
    *("offence_category", "complaint_kind", "outcome", "grounds", "purpose", "is_admissible", "has_data", "session"),
    *("population", "document_kind", "language", "pages", "page", "n", "year", "value", "unit", "measure", "as_of"),
}
_LONGEST = 40


def masked(cells: pl.Series, field: str | None) -> tuple[str, ...]:
    """The first three different cells, in one line each; Кузнечихин -> К*********, 1961-02-03 -> 1***-**-**."""
    first = cells.drop_nulls().unique(maintain_order=True).head(3).to_list()
    shown = [" ".join(str(cell).replace("\x1f", " | ").split())[:_LONGEST] for cell in first]
    if field in _OPEN or (field or "").endswith("_on"):
        return tuple(shown)
    return tuple(_mask(text) for text in shown)


def _mask(text: str) -> str:
    hidden = re.sub(r"(?<=[^\W\d_])[^\W\d_]", "*", text)
    return re.sub(r"(?<=\d)\d|(?<=\D)\d", "*", hidden)
