"""Mails saved by Outlook (.msg): read stream by stream, as an e-mail file would be.

Options: none.
"""

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import olefile

from pipeline.errors import Fault
from pipeline.receive.readers.base import Table
from pipeline.receive.readers.mail import table_of_mails
from pipeline.receive.readers.outlook_text import body

OPTIONS: tuple[str, ...] = ()
HEADERS, SUBJECT, SENDER, ADDRESS, TO, CC, MESSAGE_ID, ANSWERED = (
    *("007D", "0037", "0C1A", "0C1F", "0E04", "0E03"),
    *("1035", "1042"),
)
SENT = (0x0039, 0x0E06)  # submitted, delivered
LARGEST = 200 << 20
DAMAGED = (
    OSError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    struct.error,
    OverflowError,
    RecursionError,
)


def read(path: Path, options: dict) -> Iterator[Table]:
    """One row for each message, as of an .eml file; attached files are listed as files of their own."""
    with opened(path) as file:
        try:
            mail, attached = _mail(file), len(folders(file))
        except DAMAGED as error:
            raise unreadable(path, error) from None
    yield table_of_mails([mail], options, attached)


def opened(path: Path) -> olefile.OleFileIO:
    """The file as a store of streams. Fault where it is none."""
    try:
        return olefile.OleFileIO(path)
    except DAMAGED as error:
        raise unreadable(path, error) from None


def unreadable(path: Path, error: Exception) -> Fault:
    found = f"the Outlook mail cannot be read ({type(error).__name__})"
    return Fault(path.name, found, "It may be cut short: ask for it again.")


def folders(file: olefile.OleFileIO) -> list[str]:
    """The stores of the attached files, in order."""
    return sorted({parts[0] for parts in file.listdir() if parts[0].startswith("__attach_version1.0_")})


def text(file: olefile.OleFileIO, tag: str, folder: str = "") -> str:
    """A property that is text; "" where there is none."""
    for kind, encoding in (("001F", "utf-16-le"), ("001E", "cp1252")):
        raw = stream(file, f"{tag}{kind}", folder)
        if raw is not None:
            return raw.decode(encoding, "replace").rstrip("\0")
    return ""


def stream(file: olefile.OleFileIO, name: str, folder: str = "") -> bytes | None:
    """The bytes of a property; None where there is none."""
    place = [*([folder] if folder else []), f"__substg1.0_{name}"]
    return file.openstream(place).read(LARGEST) if file.exists(place) else None


def _mail(file: olefile.OleFileIO) -> EmailMessage:
    """The mail with the headers the readers of mails look at."""
    mail = EmailMessage()
    sender = text(file, SENDER) or text(file, ADDRESS)
    said = {
        "From": f'"{sender}" <sender>' if sender else "",
        "To": ", ".join(f'"{name}" <receiver>' for name in _names(text(file, TO))),
        "Cc": ", ".join(f'"{name}" <receiver>' for name in _names(text(file, CC))),
        "Subject": text(file, SUBJECT),
        "Date": _sent(file),
        "Message-ID": text(file, MESSAGE_ID),
        "In-Reply-To": text(file, ANSWERED),
    }
    for name, value in said.items():
        if value.strip():
            mail[name] = " ".join(value.split())
    if not mail.keys():
        raise ValueError
    mail.set_content(body(file, text, stream))
    return mail


def _names(listed: str) -> list[str]:
    return [name.strip().replace('"', "'") for name in listed.split(";") if name.strip()]


def _sent(file: olefile.OleFileIO) -> str:
    """When it was sent, as UTC has it; "" where the mail does not say."""
    raw = file.openstream("__properties_version1.0").read(1 << 20) if file.exists("__properties_version1.0") else b""
    times = {}
    for at in range(32, len(raw) - 15, 16):
        kind, tag = struct.unpack_from("<HH", raw, at)
        if kind == 0x0040:
            times[tag] = struct.unpack_from("<Q", raw, at + 8)[0]
    ticks = next((times[tag] for tag in SENT if times.get(tag)), None)
    if ticks is None:
        return ""
    return (datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)).strftime(
        "%a, %d %b %Y %H:%M:%S +0000"
    )
