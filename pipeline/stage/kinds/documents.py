"""Decisions, reports and memos as text. Many carry no reference: what kind of document it is says enough to keep it."""

from pipeline.stage import fields
from pipeline.stage.kinds.base import Kind

DOCUMENTS = Kind(
    record="documents",
    reads={
        "reference": fields.reference,
        "document_kind": fields.word("document_kind"),
        "session": fields.line,
        "instrument": fields.word("instrument"),
        "respondent_country": fields.country,
        "outcome": fields.word("outcome"),
        "grounds": fields.word_list("ground"),
        "decided_on": fields.day,
        "language": fields.line,
        "pages": fields.count,
        "text": fields.body,
    },
    blank={"document_kind": "other"},
    main_date="decided_on",
    main_country="respondent_country",
)
