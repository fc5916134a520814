"""Archives by code: of any kind, honest or not, from files given by name."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import py7zr
import pyzipper
from pyzipper import zipfile_aes

Files = dict[str, bytes]
MADE = 1_000_000_000  # seconds since 1970


def zipped(files: Files, links: dict[str, str] | None = None, password: str | None = None) -> bytes:
    """A ZIP; `links` name where they lead; with a password its entries are locked with AES."""
    out = io.BytesIO()
    if password:
        return _locked(files, password)
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(ZipInfo(name), content, ZIP_DEFLATED)
        for name, target in (links or {}).items():
            entry = ZipInfo(name)
            entry.external_attr = 0o120777 << 16
            file.writestr(entry, target)
    return out.getvalue()


def _locked(files: Files, password: str) -> bytes:
    """A ZIP locked with AES. Its salt is always the same: it keeps nothing secret."""
    out = io.BytesIO()
    with (
        patch.object(zipfile_aes.Random, "new", lambda: io.BytesIO(bytes(1024))),
        pyzipper.AESZipFile(out, "w", compression=ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as locked,
    ):
        locked.setpassword(password.encode())
        for name, content in files.items():
            locked.writestr(locked.zipinfo_cls(name), content, ZIP_DEFLATED)
    return out.getvalue()


def tarred(files: Files, kind: str = "", odd: list[tarfile.TarInfo] | None = None) -> bytes:
    """A TAR, packed as `kind` says (gz, bz2, xz or not at all); `odd` are entries that are no files."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as file:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            file.addfile(entry, io.BytesIO(content))
        for entry in odd or []:
            file.addfile(entry)
    return packed(out.getvalue(), kind)


def packed(content: bytes, kind: str) -> bytes:
    """Bytes packed by themselves."""
    if kind == "gz":
        return gzip.compress(content, mtime=0)
    by_kind: dict[str, Callable[[bytes], bytes]] = {"bz2": bz2.compress, "xz": lzma.compress, "": bytes}
    return by_kind[kind](content)


def link(name: str, target: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    """An entry of a TAR that is a link or a device."""
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, target
    return entry


def seven_zipped(files: Files, password: str | None = None) -> bytes:
    """A 7z archive; its files are of the year 2001."""
    out = io.BytesIO()
    with TemporaryDirectory() as folder, py7zr.SevenZipFile(out, "w", password=password) as archive:
        for number, (name, content) in enumerate(files.items()):
            file = Path(folder) / str(number)
            file.write_bytes(content)
            file.chmod(0o644)
            os.utime(file, (MADE, MADE))
            archive.write(file, name)
    return out.getvalue()
