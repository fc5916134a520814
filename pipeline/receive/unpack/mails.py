"""Files attached to mails: of .eml, of every mail in a box (`3/name.pdf`), and of Outlook's .msg."""

from email import message_from_bytes, policy
from email.message import Message
from mimetypes import guess_extension
from pathlib import Path

from pipeline.receive.readers import mailbox, outlook
from pipeline.receive.readers.kinds import EML, MBOX
from pipeline.receive.readers.mail import attached_to
from pipeline.receive.unpack import names
from pipeline.receive.unpack.store import FAILED, Store

NAME, SHORT_NAME, CONTENT = "3707", "3704", "37010102"


def unpack(archive: Path, store: Store, kind: str) -> str | None:
    """Every attached file in order; one without a name is called by its place."""
    if kind == EML:
        _attached(message_from_bytes(archive.read_bytes(), policy=policy.default), "", store)
    elif kind == MBOX:
        for number, raw in enumerate(mailbox.mails(archive), 1):
            _attached(message_from_bytes(raw, policy=policy.default), f"{number}/", store)
    else:
        _of_outlook(archive, store)
    return None


def _attached(mail: Message, before: str, store: Store) -> None:
    for number, part in enumerate(attached_to(mail), 1):
        name = before + _named(_name(part), number, _ending(part))
        try:
            content = _content(part)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            store.refuse(name, f"damaged in the mail ({type(error).__name__})", FAILED)
        else:
            store.put(_free(name, store), [content])


def _name(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _named(name: str, number: int, ending: str) -> str:
    """The bare name of an attached file: a mail has no folders, so what stands before the last / does not count."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    return bare if bare and not names.refused(bare) else f"part {number}{ending}"


def _ending(part: Message) -> str:
    return ".eml" if part.get_content_maintype() == "message" else guess_extension(part.get_content_type()) or ""


def _content(part: Message) -> bytes:
    inner = part.get_payload()
    if part.get_content_maintype() == "message" and isinstance(inner, list) and inner:
        return inner[0].as_bytes() if isinstance(inner[0], Message) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _of_outlook(archive: Path, store: Store) -> None:
    with outlook.opened(archive) as file:
        for number, folder in enumerate(outlook.folders(file), 1):
            name = outlook.text(file, NAME, folder) or outlook.text(file, SHORT_NAME, folder)
            name = _named(name, number, "")
            try:
                content = outlook.stream(file, CONTENT, folder)
            except outlook.DAMAGED as error:
                store.refuse(name, f"damaged in the mail ({type(error).__name__})", FAILED)
                continue
            if content is None:
                store.refuse(name, "a mail within the mail, kept in Outlook's own way: save it as a file", FAILED)
            else:
                store.put(_free(name, store), [content])


def _free(name: str, store: Store) -> str:
    """The name, numbered where the mail has another file of it: in a mail that is no fault."""
    stem, dot, ending = name.rpartition(".") if "." in name.strip(".") else (name, "", "")
    free, count = name, 1
    while names.likeness(names.safe(free)) in store.taken:
        count += 1
        free = f"{stem} ({count}){dot}{ending}"
    return free
