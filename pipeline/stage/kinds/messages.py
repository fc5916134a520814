"""Messages between bureaus. They have no check and no outcome; what one is for is read from its text where unsaid."""

from pipeline.stage import fields
from pipeline.stage.kinds.base import PERSON, Kind
from pipeline.stage.reading.messages import read_messages

MESSAGES = Kind(
    record="messages",
    reads={
        "reference": fields.reference,
        "from_country": fields.country,
        "to_countries": fields.countries_with_text,
        **PERSON,
        "sent_on": fields.day,
        "purpose": fields.word("purpose"),
        "subject": fields.line,
        "text": fields.body,
        "request_reference": fields.reference,
        "in_reply_to": fields.reference,
    },
    needs={"reference": "reference"},
    from_text=read_messages,
    main_date="sent_on",
    main_country="from_country",
)
