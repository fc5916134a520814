"""What one foreign file may cost before its worker is ended."""

import os
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1 << 20
SECONDS = 180  # for a file however small; OCR of a page takes a few
LEAST = 4 << 30  # bytes of memory a worker may have, however small the machine: much of it is never used


@dataclass(frozen=True)
class Limits:
    """seconds   of processor time, and of waiting for the worker
    memory    bytes of address space
    written   bytes of any one file it writes; a reader writes none
    """

    seconds: int
    memory: int
    written: int = 0


def for_file(path: Path, written: int = 0) -> Limits:
    """Limits that leave room for what an honest file of this size needs."""
    size = path.stat().st_size if path.exists() else 0
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Limits(SECONDS + 2 * size // MEGABYTE, max(LEAST, machine * 3 // 4), written)
