"""One program at a time in a derived folder: a file that stays locked as long as its process lives, and names it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from pipeline.errors import Fault

FILE = ".lock"
_HELD: set[Path] = set()  # folders this process has locked: a step within a run needs no second lock


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Nobody else builds in the folder meanwhile. Fault, with the number of the other process, where somebody does.

    The system lets go of the lock when the process ends, however it ends; the file is then taken over.
    """
    place = folder.resolve()
    if place in _HELD:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    handle = _taken(folder)
    _HELD.add(place)
    try:
        yield
    finally:
        _HELD.discard(place)
        (folder / FILE).unlink(missing_ok=True)
        handle.close()


def _taken(folder: Path) -> TextIO:
    while True:
        handle = (folder / FILE).open("a+")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with handle:
                handle.seek(0)
                other = handle.read(20).strip()
            who = f" (process {other})" if other.isdigit() else ""
            do = "Wait until it ends, or use another --derived."
            raise Fault(str(folder), f"another run{who} is building here", do) from None
        if _is_this(handle, folder):
            break
        handle.close()  # the one before let go of it just now, and took the file away
    handle.truncate(0)
    handle.write(str(os.getpid()))
    handle.flush()
    return handle


def _is_this(handle: TextIO, folder: Path) -> bool:
    try:
        return os.fstat(handle.fileno()).st_ino == (folder / FILE).stat().st_ino
    except FileNotFoundError:
        return False
