"""Files of the Commission: requests for access, deletion or correction, and revision."""

from pipeline.stage import fields
from pipeline.stage.kinds.base import PERSON, Kind

COMPLAINTS = Kind(
    record="complaints",
    reads={
        "reference": fields.reference,
        "complaint_kind": fields.word("complaint_kind"),
        "respondent_country": fields.country,
        "instrument": fields.word("instrument"),
        **PERSON,
        "request_reference": fields.reference,
        "received_on": fields.day,
        "admissible_on": fields.day,
        "is_admissible": fields.flag,
        "has_data": fields.flag,
        "outcome": fields.word("outcome"),
        "decided_on": fields.day,
        "grounds": fields.word_list("ground"),
        "revises": fields.reference,
        "session": fields.line,
    },
    needs={"reference": "reference", "complaint_kind": "complaint_kind"},
    main_date="received_on",
    main_country="respondent_country",
)
