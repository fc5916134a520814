"""ZIP archives, also those locked with a password (the old way and AES)."""

import stat
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipInfo

from pyzipper import AESZipFile

from pipeline.receive.unpack.locked import LOCKED, WRONG
from pipeline.receive.unpack.store import FAILED, Store

CHUNK = 1 << 20
LINK = "a link: what it points to may lie anywhere"
NO_FILE = "no ordinary file"
UTF8, ENCRYPTED = 0x800, 0x1
ENTRY = b"PK\3\4"


def unpack(archive: Path, store: Store, password: str | None) -> str | None:
    """Every entry in the order the archive lists them."""
    with AESZipFile(archive) as file:
        for entry in file.infolist():
            name, mode = _name(entry), entry.external_attr >> 16
            if name and entry.is_dir():
                continue
            if stat.S_ISLNK(mode):
                store.refuse(name, LINK)
            elif stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                store.refuse(name, NO_FILE)
            elif entry.flag_bits & ENCRYPTED and password is None:
                store.refuse(name, LOCKED, FAILED)
            elif entry.flag_bits & ENCRYPTED and not _opens(file, entry, password):
                store.refuse(name, WRONG, FAILED)
            else:
                store.put(name, _chunks(file, entry, password))
        return _before(archive, file)


def _before(archive: Path, file: AESZipFile) -> str | None:
    """What stands before the first entry that is listed: another archive joined to it, whose list nobody reads."""
    first = min((entry.header_offset for entry in file.infolist()), default=0)
    with archive.open("rb") as handle:
        if ENTRY in handle.read(min(first, CHUNK)):
            return f"{first:,} bytes before its first file hold files that are not in its list: they are not read"
    return None


def _opens(file: AESZipFile, entry: ZipInfo, password: str | None) -> bool:
    try:
        with file.open(entry, pwd=(password or "").encode()):
            return True
    except RuntimeError:
        return False


def _chunks(file: AESZipFile, entry: ZipInfo, password: str | None) -> Iterator[bytes]:
    with file.open(entry, pwd=password.encode() if password and entry.flag_bits & ENCRYPTED else None) as content:
        while chunk := content.read(CHUNK):
            yield chunk


def _name(entry: ZipInfo) -> str:
    """The name as it was meant: programs that do not say UTF-8 write it all the same, or the Russian DOS letters."""
    if entry.flag_bits & UTF8 or entry.filename.isascii():
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "cp866"):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or all("А" <= sign <= "ё" for sign in name if not sign.isascii()):
            return name
    return entry.filename
