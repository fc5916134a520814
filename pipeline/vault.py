"""`article3 vault`: everything derived in one encrypted archive (7z, AES-256, names of files encrypted too), and back.

The key comes from a prompt or from ARTICLE3_VAULT_KEY; it is never in a command line, a log or SQL.
"""

import os
import shutil
from getpass import getpass
from pathlib import Path

import py7zr
from py7zr.exceptions import ArchiveError, PasswordRequired

from pipeline.errors import Fault
from pipeline.lock import FILE as LOCK
from pipeline.lock import held
from pipeline.settings import Settings

VARIABLE = "ARTICLE3_VAULT_KEY"
SHORTEST = 12
_FILTERS = [{"id": py7zr.FILTER_ZSTD, "level": 1}, {"id": py7zr.FILTER_CRYPTO_AES256_SHA256}]


def lock(settings: Settings, archive: Path) -> str:
    """Write the archive aside, read it back whole, then delete what is derived; returns the closing line."""
    if not settings.database.exists():
        raise Fault(settings.derived.name, "holds no build to lock away", "Run `article3 run` first.")
    if settings.derived.resolve() in archive.resolve().parents:
        raise Fault(archive.name, "would lie in the folder it is made of", "Give a place outside of --derived.")
    key = _key(twice=True)
    with held(settings.derived):
        return _lock(settings, archive, key)


def _lock(settings: Settings, archive: Path, key: str) -> str:
    aside = archive.with_name(f".{archive.name}.writing")
    with py7zr.SevenZipFile(aside, "w", password=key, filters=_FILTERS, header_encryption=True) as packed:
        packed.writeall(settings.derived, "derived")
    aside.chmod(0o600)
    with py7zr.SevenZipFile(aside, "r", password=key) as packed:
        if packed.testzip() is not None:
            aside.unlink()
            raise Fault(archive.name, "could not be read back", "Nothing was deleted. Look at the disk, and try again.")
    aside.replace(archive)
    _empty(settings.derived)
    return f"Locked into {archive} ({archive.stat().st_size / 1e6:.1f} MB); what was derived is deleted."


def unlock(settings: Settings, archive: Path) -> str:
    """Put what was locked away back into an empty --derived; the archive stays. Fault where the key is wrong."""
    if settings.database.exists():
        raise Fault(settings.derived.name, "holds a build already", "Give another --derived, or lock that one first.")
    aside = settings.derived.with_name(f".{settings.derived.name}.unlocking")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        with py7zr.SevenZipFile(archive, "r", password=_key()) as packed:
            packed.extractall(aside)
    except (ArchiveError, PasswordRequired, OSError, EOFError, ValueError, TypeError) as error:
        shutil.rmtree(aside, ignore_errors=True)
        if isinstance(error, FileNotFoundError):
            raise
        raise Fault(
            archive.name, "cannot be opened with this key", "Check the key; a broken archive says the same."
        ) from None
    with held(settings.derived):
        _empty(settings.derived)
        _move(aside / "derived", settings)
    shutil.rmtree(aside)
    return f"Unlocked into {settings.derived}."


def _key(twice: bool = False) -> str:
    """From the environment, else asked for without echo, twice for a new one. Fault where it is short."""
    key = os.environ.get(VARIABLE) or getpass("Key of the vault: ")
    if len(key) < SHORTEST:
        raise Fault(
            "the key", f"is shorter than {SHORTEST} signs", "Take four or more words that do not belong together."
        )
    if twice and VARIABLE not in os.environ and getpass("Once more: ") != key:
        raise Fault("the key", "was not typed the same twice", "Try again.")
    return key


def _move(source: Path, settings: Settings) -> None:
    """Everything into the derived folder, the database last: before it is there, nothing counts as unlocked."""
    last = settings.database.name
    for path in sorted(source.iterdir(), key=lambda path: (path.name == last, path.name)):
        if path.name not in (".gitkeep", LOCK):
            path.rename(settings.derived / path.name)


def _empty(folder: Path) -> None:
    for path in sorted(folder.iterdir()) if folder.exists() else []:
        if path.name not in (".gitkeep", LOCK):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
