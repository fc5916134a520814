"""Every file of a delivery, with those within archives and mails, before it is received: `describe` drafts by them."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.archives import ARCHIVES
from pipeline.mapping import Delivery
from pipeline.receive.custody import sha256
from pipeline.receive.inventory import FAILED, READ, files_of
from pipeline.receive.members import Held, Opener
from pipeline.receive.readers import media_type
from pipeline.receive.readers.kinds import MAILS
from pipeline.settings import Settings


def files_within(settings: Settings, delivery: Delivery) -> Iterator[tuple[str, Path | None, str]]:
    """Path in the delivery and where each file lies, in order of path; no place, but why, where it cannot be opened.

    What comes out of archives is kept below the derived folder, where `receive` finds it again.
    """
    opener = Opener(settings, delivery)
    for found in files_of(delivery):
        if found.status == FAILED:
            yield found.path, None, found.reason or ""
        if found.status != READ or found.file is None:
            continue
        kind = media_type(found.file)
        digest = sha256(found.file) if kind in (*ARCHIVES, *MAILS) else None  # what comes out is kept under it
        held = Held(found.path, digest, found.file.stat().st_size, kind, READ, None)
        for one in opener.opened(held, found.file):
            if one.status == READ:
                yield one.path, settings.derived / one.stored if one.stored else found.file, ""
            elif one.status == FAILED:
                yield one.path, None, one.reason or ""
