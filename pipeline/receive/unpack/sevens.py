"""7z archives, also those locked with a password."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import py7zr
from py7zr.exceptions import PasswordRequired
from py7zr.io import Py7zIO, WriterFactory

from pipeline.errors import Fault
from pipeline.receive.unpack import names
from pipeline.receive.unpack.locked import DO, WRONG
from pipeline.receive.unpack.store import Sink, Store
from pipeline.receive.unpack.zips import LINK, NO_FILE


def unpack(archive: Path, store: Store, password: str | None) -> str | None:
    """Every entry; what broke off the reading, if something did. Fault where it does not open without a password."""
    made = _Made(store)
    try:
        with archive.open("rb") as handle, py7zr.SevenZipFile(handle, password=password) as file:
            wanted = [entry.filename for entry in file.files if _is_wanted(entry, store)]
            if file.password_protected and password is None:
                raise Fault("", "encrypted", DO)
            if wanted:
                file.extract(targets=wanted, factory=made)
    except PasswordRequired:
        raise Fault("", "encrypted", DO) from None
    except Fault:
        raise
    except Exception as error:  # py7zr raises of every kind on a damaged file
        if password is not None:
            raise Fault("", WRONG, "Or it is damaged: ask for it again.") from None
        for sink in made.open:
            sink.fail(f"damaged in the archive ({type(error).__name__})")
        if not store.members:
            raise Fault("", f"it cannot be unpacked ({type(error).__name__})", "Ask for it again.") from None
        return f"broken off after {len(store.members)} files ({type(error).__name__})"
    return None


def _is_wanted(entry: py7zr.py7zr.ArchiveFile, store: Store) -> bool:
    """Whether an entry is a file that may be unpacked; it is listed with the reason where it is not."""
    if entry.is_directory:
        return False
    reason = LINK if entry.is_symlink or entry.is_junction else NO_FILE if entry.is_socket else None
    reason = reason or names.refused(entry.filename)
    if reason:
        store.refuse(entry.filename, reason)
    return reason is None


class _Made(WriterFactory):
    """A sink for each file py7zr wants to write."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.open: list[Sink] = []

    def create(self, filename: str) -> Py7zIO:
        sink = self.store.open(PurePosixPath(filename).as_posix().lstrip("/"))
        if sink is None:
            return _Written(lambda chunk: self.store.arrived(len(chunk)), lambda: None)
        self.open.append(sink)
        return _Written(sink.write, lambda: self._close(sink))

    def _close(self, sink: Sink) -> None:
        sink.close()
        if sink in self.open:
            self.open.remove(sink)


class _Written(Py7zIO):
    """What py7zr writes to: bytes go on as they come, nothing is kept."""

    def __init__(self, write: Callable[[bytes], None], close: Callable[[], None]) -> None:
        self._write, self._close, self._size = write, close, 0

    def write(self, s: bytes | bytearray) -> int:
        self._write(bytes(s))
        self._size += len(s)
        return len(s)

    def read(self, size: int | None = None) -> bytes:
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def flush(self) -> None:
        return None

    def size(self) -> int:
        return self._size

    def close(self) -> None:
        self._close()
