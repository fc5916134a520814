"""Messages as text: blocks of FROM / TO / REF / SUBJECT / TEXT lines, several in a file, or one in an e-mail."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from anyascii import anyascii

from pipeline.rehearse.material import load
from pipeline.rehearse.rows import Row

RULE = "-" * 40
HOST = "mail.example.org"
SENT_AT = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)  # the day these copies were forwarded; the message has its own


def write_txt(path: Path, spec: dict, rows: list[Row]) -> None:
    """All messages in one file, a line of dashes after each."""
    blocks = [f"{_block(spec['language'], row)}\n{RULE}\n" for row in rows]
    path.write_bytes("\n".join(blocks).encode(spec["reader"]["encoding"]))


def write_eml(path: Path, spec: dict, rows: list[Row]) -> None:
    """One mail with the block as its text. The headers of the mail are in plain letters."""
    [row] = rows
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(row.cells["from_country"])
    mail["To"] = _address(row.cells["to_countries"])
    mail["Date"] = format_datetime(SENT_AT)
    mail["Subject"] = anyascii(str(row.cells.get("subject") or "Message"))
    mail["Message-ID"] = f"<{path.stem}@{HOST}>"
    mail.set_content(_block(spec["language"], row) + "\n", charset="utf-8", cte="8bit")
    path.write_bytes(mail.as_bytes())


def _block(language: str, row: Row) -> str:
    """The filled fields, each on its line in the order of the block; the text on the lines after its header."""
    words = load("words")["message_headers"]
    lines = [
        f"{words[field][language]}: {row.cells[field]}" for field in words if field != "text" and row.cells.get(field)
    ]
    return "\n".join([*lines, f"{words['text'][language]}:", str(row.cells["text"])])


def _address(countries: object) -> str:
    name = anyascii(str(countries)).split("; ")[0]
    return f'"{name}" <bureau@{HOST}>'
