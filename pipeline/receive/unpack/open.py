"""The one way in: an archive, or a mail with files attached, unpacked by what it is."""

from pathlib import Path
from typing import Any

from pyzipper import BadZipFile

from pipeline.archives import SEVEN_ZIP, ZIP
from pipeline.errors import Fault
from pipeline.receive.readers.kinds import MAILS
from pipeline.receive.unpack import mails, sevens, tars, zips
from pipeline.receive.unpack.store import Caps, Store


def unpack(archive: Path, into: Path, kind: str, name: str, password: str | None, caps: dict[str, int]) -> Any:
    """Unpack into an empty folder. Gives `members`, as store.Member, `bytes` written, and `broken`: what broke it off.

    kind, name  media type and name of the archive
    Fault, without a place, where it cannot be opened at all or holds more than the caps allow.
    """
    store = Store(into, archive.stat().st_size, Caps(**caps))
    try:
        broken = _unpacked(archive, store, kind, name, password)
    except (BadZipFile, NotImplementedError, OSError, ValueError, EOFError, RuntimeError, LookupError) as error:
        raise Fault("", f"it cannot be unpacked ({type(error).__name__})", "It may be cut short: ask again.") from None
    return {"members": store.told(), "bytes": store.written, "broken": broken}


def _unpacked(archive: Path, store: Store, kind: str, name: str, password: str | None) -> str | None:
    if kind == ZIP:
        return zips.unpack(archive, store, password)
    if kind == SEVEN_ZIP:
        return sevens.unpack(archive, store, password)
    if kind in MAILS:
        return mails.unpack(archive, store, kind)
    return tars.unpack(archive, store, kind, name)
