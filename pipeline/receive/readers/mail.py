"""E-mail files (.eml): the message of the mail, or of the police block its text holds.

Options: none.
"""

from collections.abc import Iterator, Sequence
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
LONGEST = 20_000  # characters of a header that is decoded
ENVELOPE = SIGNS | {"in-reply-to", "references", "reply-to"}


def read(path: Path, options: dict) -> Iterator[Table]:
    """One row for each message: the mail, or each police block in its text. Locators `message 1`, `message 1, line 5`.

    What a block says comes before what the mail's own headers say; the Message-ID is the reference of last resort.
    """
    raw = path.read_bytes()
    if not raw.strip():
        raise Fault(path.name, "the file is empty", "Ask for it again, or take it out of the delivery.")
    try:
        mail = message_from_bytes(raw, policy=policy.default)
        table = table_of_mails([mail], options, len(attached_to(mail))) if is_mail(mail) else None
    except RecursionError:
        raise Fault(path.name, "mails within mails too deep to read", "Save the inner ones by themselves.") from None
    if table is None:
        found = "no e-mail: it has none of the headers of one"
        raise Fault(path.name, found, "Say what the file is, or ask for it again.")
    yield table


def is_mail(mail: Message) -> bool:
    """Whether it has at least one header that only mails have."""
    return bool(SIGNS & {name.lower() for name in list(mail)})


def table_of_mails(mails: Sequence[Message | None], options: dict, attached: int) -> Table:
    """The messages of mails as one table; None stands for what is no mail. `attached` counts the files with them."""
    known = header_words(options)
    rows: list[tuple[str, dict[str, str]]] = []
    notes = [f"attached files, each listed on its own: {attached}"] * bool(attached)
    for number, mail in enumerate(mails, 1):
        if mail is None:
            continue
        text, envelope = _body(mail), _envelope(mail, known)
        found = messages(text, known)
        rows += [
            (f"message {number}, line {block.line}", {**envelope, **_filled(block.said), **block.unknown})
            for block in found
        ] or [(f"message {number}", {**envelope, "text": text})]
        notes += notes_on(found)
    table = as_table(rows, "")
    table.notes += notes
    return table


def attached_to(mail: Message) -> list[Message]:
    """The parts of a mail that are files: all but the text it is read by. A mail within a mail is one file."""
    parts = list(_parts(mail))
    texts = _texts(parts)
    return [part for part in parts if part not in texts and not _is_other_wording(part, texts)]


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
    raw = next((str(value) for key, value in mail.raw_items() if key.lower() == name), "")
    if len(raw) > LONGEST:  # decoding one takes time that grows with the square of its length
        return " ".join(raw[:LONGEST].encode("utf-8", "replace").decode("utf-8").split())
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


def _parts(mail: Message) -> Iterator[Message]:
    """The parts that hold something, in order; what is within an attached mail is not gone into."""
    if mail.get_content_maintype() == "multipart" and mail.is_multipart():
        for part in mail.get_payload():
            if isinstance(part, Message):
                yield from _parts(part)
    else:
        yield mail


def _texts(parts: list[Message]) -> list[Message]:
    """The parts that are the text of the mail: plain ones before HTML."""
    inline = [part for part in parts if part.get_content_disposition() != "attachment"]
    for kind in ("text/plain", "text/html"):
        if chosen := [part for part in inline if part.get_content_type() == kind]:
            return chosen
    return []


def _is_other_wording(part: Message, texts: list[Message]) -> bool:
    """Whether a part says in HTML, without a name of its own, what the plain text says already."""
    is_html = part.get_content_type() == "text/html" and part.get_content_disposition() != "attachment"
    return is_html and bool(texts) and not part.get_filename()


def _body(mail: Message) -> str:
    """The text of a mail."""
    chosen = _texts(list(_parts(mail)))
    text = "\n".join(_text(part) for part in chosen).strip()
    return text_of_html(text) if chosen and chosen[0].get_content_type() == "text/html" else text


def _text(part: Message) -> str:
    """The text of one part, in the encoding it names or else the one it shows."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    return decode(raw, part.get_content_charset()).replace("\r\n", "\n")


def _filled(cells: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in cells.items() if value}
