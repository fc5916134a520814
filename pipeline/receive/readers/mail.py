"""E-mail files (.eml): the message of the mail, or of the police block its text holds.

Options: none.
"""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from pipeline.errors import Fault
from pipeline.receive.readers.base import LISTED, Table
from pipeline.receive.readers.encoding import decode
from pipeline.receive.readers.html_text import text_of_html
from pipeline.receive.readers.message_blocks import header_words, messages
from pipeline.receive.readers.messages import as_table, notes_on

OPTIONS: tuple[str, ...] = ()
SIGNS = {"from", "to", "cc", "subject", "date", "message-id", "received", "mime-version", "content-type"}
ENVELOPE = SIGNS | {"in-reply-to", "references", "reply-to"}


def read(path: Path, options: dict) -> Iterator[Table]:
    """One row for each message: the mail, or each police block in its text. Locators `message 1`, `message 1, line 5`.

    What a block says comes before what the mail's own headers say; the Message-ID is the reference of last resort.
    """
    raw = path.read_bytes()
    if not raw.strip():
        raise Fault(path.name, "the file is empty", "Ask for it again, or take it out of the delivery.")
    mail = message_from_bytes(raw, policy=policy.default)
    if not SIGNS & {name.lower() for name in list(mail)}:
        raise Fault(
            path.name, "no e-mail: it has none of the headers of one", "Say what the file is, or ask for it again."
        )
    known = header_words(options)
    text, others = _body(mail)
    envelope = _envelope(mail, known)
    found = messages(text, known)
    rows = [(f"message 1, line {block.line}", {**envelope, **_filled(block.said), **block.unknown}) for block in found]
    table = as_table(rows or [("message 1", {**envelope, "text": text})], "")
    if others:
        table.notes.append(f"attached files, not read unless saved beside the mail: {others}")
    table.notes += notes_on(found)
    yield table


def _envelope(mail: Message, known: dict[str, str]) -> dict[str, str]:
    """What the headers of the mail say, by column. Those of our own word list (`X-Ref`) come before the Message-ID."""
    said = {
        "from": _people(mail, "from"),
        "to": _people(mail, "to", "cc"),
        "date": _day(_header(mail, "date")),
        "subject": _header(mail, "subject"),
        "in_reply_to": _header(mail, "in-reply-to").strip("<> "),
        "reference": _header(mail, "message-id").strip("<> "),
    }
    for name in list(mail):
        means = known.get(" ".join(name.lower().split("-")))
        if (
            means
            and name.lower() not in ENVELOPE
            and means not in ("text", "forename")
            and (value := _header(mail, name))
        ):
            said[means] = value
    return _filled(said)


def _people(mail: Message, *names: str) -> str:
    """The names, or else addresses, of senders or receivers, as a list."""
    pairs = getaddresses([_header(mail, name) for name in names])
    return LISTED.join((name or address).strip() for name, address in pairs if name or address)


def _header(mail: Message, name: str) -> str:
    """A header decoded, on one line; "" where there is none or it cannot be read."""
    try:
        value = mail.get(name)
        text = "" if value is None else str(value)
    except (ValueError, LookupError, AttributeError, TypeError):
        return ""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


def _day(value: str) -> str:
    """The day as the sender's clock had it, in ISO form; what stands there where it is no date."""
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return value


def _body(mail: Message) -> tuple[str, int]:
    """The text of a mail, plain before HTML, and the number of its other parts."""
    parts = [part for part in mail.walk() if not part.is_multipart()]
    inline = [part for part in parts if part.get_content_disposition() != "attachment"]
    for kind in ("text/plain", "text/html"):
        chosen = [part for part in inline if part.get_content_type() == kind]
        if chosen:
            text = "\n".join(_text(part) for part in chosen).strip()
            others = [part for part in parts if part not in inline or part.get_content_maintype() != "text"]
            return (text_of_html(text) if kind == "text/html" else text), len(others)
    return "", len(parts)


def _text(part: Message) -> str:
    """The text of one part, in the encoding it names or else the one it shows."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    return decode(raw, part.get_content_charset()).replace("\r\n", "\n")


def _filled(cells: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in cells.items() if value}
