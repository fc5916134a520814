"""Messages as text: blocks of FROM / TO / REF / SUBJECT / TEXT lines, several in a file, or one in an e-mail."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from anyascii import anyascii

from pipeline.rehearse.formats import ole
from pipeline.rehearse.material import load
from pipeline.rehearse.rows import Row

RULE = "-" * 40
HOST = "mail.example.org"
BOUNDARY = "=_invented_0123456789"
SUBJECT, SENDER, TO, BODY = "0037", "0C1A", "0E04", "1000"  # streams of an Outlook mail
SENT_AT = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)  # the day these copies were forwarded; the message has its own


def write_txt(path: Path, spec: dict, rows: list[Row]) -> None:
    """All messages in one file, a line of dashes after each."""
    blocks = [f"{block(spec['language'], row)}\n{RULE}\n" for row in rows]
    path.write_bytes("\n".join(blocks).encode(spec["reader"]["encoding"]))


def write_eml(path: Path, spec: dict, rows: list[Row]) -> None:
    """One mail with the block as its text. The headers of the mail are in plain letters."""
    [row] = rows
    path.write_bytes(_mail(spec, row, path.stem).as_bytes())


def write_mbox(path: Path, spec: dict, rows: list[Row]) -> None:
    """A mail box: a mail for each message."""
    day = SENT_AT.strftime("%a %b %d %H:%M:%S %Y")
    mails = [_mail(spec, row, f"{path.stem}.{number}").as_bytes() for number, row in enumerate(rows, 1)]
    path.write_bytes(b"".join(b"From bureau@%s %s\n%s\n\n" % (HOST.encode(), day.encode(), mail) for mail in mails))


def write_msg(path: Path, spec: dict, rows: list[Row]) -> None:
    """One mail as Outlook saves it."""
    [row] = rows
    said = {
        SUBJECT: anyascii(str(row.cells.get("subject") or "Message")),
        SENDER: anyascii(str(row.cells["from_country"])),
        TO: anyascii(str(row.cells["to_countries"])),
        BODY: block(spec["language"], row) + "\n",
    }
    path.write_bytes(ole.msg({f"__substg1.0_{tag}001F": text.encode("utf-16-le") for tag, text in said.items()}))


def with_attached(mail: bytes, files: dict[str, bytes]) -> bytes:
    """The same mail with files attached to it."""
    message: EmailMessage = message_from_bytes(mail, policy=SMTP)
    for name, content in files.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    message.set_boundary(BOUNDARY)
    return message.as_bytes()


def _mail(spec: dict, row: Row, name: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(row.cells["from_country"])
    mail["To"] = _address(row.cells["to_countries"])
    mail["Date"] = format_datetime(SENT_AT)
    mail["Subject"] = anyascii(str(row.cells.get("subject") or "Message"))
    mail["Message-ID"] = f"<{name}@{HOST}>"
    mail.set_content(block(spec["language"], row) + "\n", charset="utf-8", cte="8bit")
    return mail


def block(language: str, row: Row) -> str:
    """The filled fields, each on its line in the order of the block; the text on the lines after its header."""
    words = load("words")["message_headers"]
    lines = [
        f"{words[field][language]}: {row.cells[field]}" for field in words if field != "text" and row.cells.get(field)
    ]
    return "\n".join([*lines, f"{words['text'][language]}:", str(row.cells["text"])])


def _address(countries: object) -> str:
    name = anyascii(str(countries)).split("; ")[0]
    return f'"{name}" <bureau@{HOST}>'
