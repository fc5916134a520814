"""Decisions, reports and memos as text; what a decision decides is read from it. Many carry no reference."""

from pipeline.stage import fields
from pipeline.stage.kinds.base import Kind
from pipeline.stage.reading.documents import read_documents

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
    from_text=read_documents,
    main_date="decided_on",
    main_country="respondent_country",
)
