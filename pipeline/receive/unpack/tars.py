"""TAR archives, packed or not; and files packed by themselves (.gz, .bz2, .xz)."""

import bz2
import gzip
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from pipeline.archives import BZIP2, GZIP, TAR, XZ
from pipeline.errors import Fault
from pipeline.receive.unpack.store import BOMB, GENEROUS, Store
from pipeline.receive.unpack.zips import CHUNK, LINK, NO_FILE

OPENERS: dict[str, Any] = {GZIP: gzip.open, BZIP2: bz2.open, XZ: lzma.open, TAR: open}
DAMAGED = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, OverflowError)
SHORT = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".gz": "", ".bz2": "", ".xz": ""}


def unpack(archive: Path, store: Store, kind: str, name: str) -> str | None:
    """Every entry of a tar, or the one file; what broke off the reading of a tar, if something did.

    name   of the archive, from which a file packed by itself has its own
    """
    with OPENERS[kind](archive, "rb") as file:
        head = b"" if kind == TAR else _head(file)
    if kind != TAR and head[257:262] != b"ustar":
        store.put(_own_name(name), _file(archive, kind))
        return None
    with OPENERS[kind](archive, "rb") as file:
        try:
            with tarfile.open(fileobj=file, mode="r|") as entries:
                for entry in entries:
                    _entry(entries, entry, store)
                return _behind(entries)
        except DAMAGED as error:
            return f"broken off after {len(store.members)} files ({type(error).__name__})"
    return None


def _behind(entries: tarfile.TarFile) -> str | None:
    """What stands behind the end of the archive: another one joined to it, which a reader of tars passes over."""
    left, rest = GENEROUS, entries.fileobj
    while left > 0 and rest is not None and (chunk := rest.read(CHUNK)):
        left -= len(chunk)
        if chunk.strip(b"\0"):
            return "something follows the end of the archive, and is not read: join it to nothing, and ask for it apart"
    return None


def _entry(entries: tarfile.TarFile, entry: tarfile.TarInfo, store: Store) -> None:
    if entry.isdir():
        return
    if entry.size > store.caps.bytes:  # to pass over it would take for ever
        raise Fault("", f"it says to hold a file of {entry.size / 1e9:,.0f} GB", BOMB)
    if entry.issym() or entry.islnk():
        store.refuse(entry.name, LINK)
    elif not entry.isreg():
        store.refuse(entry.name, NO_FILE)
    elif content := entries.extractfile(entry):
        store.put(entry.name, iter(lambda: content.read(CHUNK), b""))


def _head(file: IO[bytes]) -> bytes:
    try:
        return file.read(512)
    except DAMAGED:
        return b""


def _file(archive: Path, kind: str) -> Iterator[bytes]:
    with OPENERS[kind](archive, "rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _own_name(name: str) -> str:
    path = Path(name)
    return (
        path.stem + SHORT[path.suffix.lower()]
        if path.suffix.lower() in SHORT and path.stem
        else f"{path.name}.unpacked"
    )
