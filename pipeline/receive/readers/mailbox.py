"""Mail boxes (.mbox): every mail in them, read as a mail saved on its own would be.

Options: none.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

from pipeline.errors import Fault
from pipeline.receive.readers.base import Aside, Table
from pipeline.receive.readers.mail import attached_to, is_mail, table_of_mails

OPTIONS: tuple[str, ...] = ()
START = re.compile(rb"^From [^\r\n]*\d{2}:\d{2}[^\r\n]*\r?\n", re.MULTILINE)
LARGEST = 2 << 30  # bytes of a box


def read(path: Path, options: dict) -> Iterator[Table]:
    """One row for each message of each mail, locators `message 3` or `message 3, line 5`; what is no mail is broken."""
    raws = mails(path)
    parsed = [message_from_bytes(raw, policy=policy.default) for raw in raws]
    attached = sum(len(attached_to(mail)) for mail in parsed)
    if not any(map(is_mail, parsed)):
        raise Fault(path.name, "no mail in it has the headers of one", "Say what the file is, or ask for it again.")
    table = table_of_mails([mail if is_mail(mail) else None for mail in parsed], options, attached)
    for number, (raw, mail) in enumerate(zip(raws, parsed, strict=True), 1):
        if not is_mail(mail):
            why = "no e-mail: it has none of the headers of one"
            table.broken.append(Aside(f"message {number}", why, raw[:2000].decode("utf-8", "replace")))
    yield table


def mails(path: Path) -> list[bytes]:
    """The bytes of each mail, in order, as they were before they were put into the box."""
    if path.stat().st_size > LARGEST:
        raise Fault(path.name, "the mail box is larger than 2 GB", "Split it where a line begins with `From `.")
    raw = path.read_bytes()
    starts = [match for match in START.finditer(raw) if _is_start(raw, match.start())]
    if not starts:
        raise Fault(path.name, "no mail box: no line of it begins a mail", "Say what the file is, or ask for it again.")
    ends = [*(match.start() for match in starts[1:]), len(raw)]
    bodies = [raw[match.end() : end] for match, end in zip(starts, ends, strict=True)]
    return [re.sub(rb"(?m)^>(>*From )", rb"\1", body) for body in bodies]


def _is_start(raw: bytes, at: int) -> bool:
    """Whether a mail begins here: at the top of the box, or after an empty line."""
    return at == 0 or raw[max(at - 4, 0) : at].endswith((b"\n\n", b"\n\r\n"))
