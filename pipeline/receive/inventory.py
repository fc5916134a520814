"""Every file of a delivery, as it lies there: those to be read, and those that are left out with the reason."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from pipeline.delivery import SOURCE, is_of_the_system
from pipeline.mapping import Delivery

READ, SKIPPED, FAILED = "read", "skipped", "failed"


@dataclass(frozen=True)
class Found:
    """One file of a delivery.

    path    in the delivery, with / between folders
    file    where it lies; None where it must not be opened
    status  READ (to be read), SKIPPED or FAILED, with the reason
    """

    path: str
    file: Path | None
    status: str = READ
    reason: str | None = None


def files_of(delivery: Delivery) -> list[Found]:
    """All files in order of their path. No link is followed."""
    return sorted(_walk(delivery.folder), key=lambda item: item.path)


def missing(delivery: Delivery, paths: list[str]) -> list[str]:
    """The files that SOURCE.yml names, those within archives too, and that are not among these paths."""
    present = {normalize("NFC", path) for path in paths}
    named = [spec.pattern for spec in delivery.files if not spec.is_pattern]
    return [name for name in named if normalize("NFC", name) not in present]


def _walk(top: Path) -> Iterator[Found]:
    for folder, folders, names in os.walk(top, followlinks=False):
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in sorted([*names, *links]):
            yield _found(here / name, top)


def _found(file: Path, top: Path) -> Found:
    path = file.relative_to(top).as_posix()
    if file.is_symlink():
        inside = file.resolve().is_relative_to(top.resolve())
        return Found(path, None, SKIPPED, "a link within the delivery" if inside else "a link out of the delivery")
    if not path.isprintable() or path.encode("utf-8", "replace").decode("utf-8") != path:
        return Found(ascii(path)[1:-1], None, FAILED, "its name holds signs that cannot be shown: rename it")
    if not stat.S_ISREG(file.stat().st_mode):
        return Found(path, None, SKIPPED, "no ordinary file")
    if not os.access(file, os.R_OK):
        return Found(path, None, FAILED, "may not be opened: give the right to read it")
    if path == SOURCE:
        return Found(path, file, SKIPPED, "description of the delivery")
    if is_of_the_system(path):
        return Found(path, file, SKIPPED, "file of the operating system")
    return Found(path, file)
