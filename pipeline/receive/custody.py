"""That files are as first received: their fingerprints, kept in derived/custody.json and compared each time."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipeline.errors import Fault
from pipeline.settings import Settings

SHOWN = 5  # changed files named in a message


@dataclass(frozen=True)
class Print:
    """The fingerprint of a file, and what tells without reading it that nobody touched it since."""

    sha256: str
    bytes: int
    mtime_ns: int
    inode: int


@dataclass
class Custody:
    """The fingerprints recorded, by delivery and path. `changed` are the files that differ from what was recorded."""

    recorded: dict[str, dict[str, Print]] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)

    def check(self, delivery: str, path: str, file: Path, hashed: Callable[[Path], str]) -> Print:
        """The fingerprint of a file now. It is read only where size, time or place on disk are not as recorded."""
        known = self.recorded.setdefault(delivery, {}).get(path)
        state = file.stat()
        if known and (known.bytes, known.mtime_ns, known.inode) == (state.st_size, state.st_mtime_ns, state.st_ino):
            return known
        now = Print(hashed(file), state.st_size, state.st_mtime_ns, state.st_ino)
        if known and known.sha256 != now.sha256:
            self.changed.append(f"{delivery}/{path}")
        self.recorded[delivery][path] = now
        return now

    def missing(self, delivery: str, present: set[str]) -> list[str]:
        """Paths recorded for a delivery that are not among those present."""
        return sorted(self.recorded.get(delivery, {}).keys() - present)

    def forget(self, delivery: str, paths: list[str]) -> None:
        for path in paths:
            del self.recorded[delivery][path]
        if not self.recorded.get(delivery):
            self.recorded.pop(delivery, None)


def load(settings: Settings) -> Custody:
    """What was recorded before; nothing where no run has been yet."""
    path = _path(settings)
    if not path.exists():
        return Custody()
    try:
        kept = json.loads(path.read_text("utf-8"))
        return Custody({name: {file: Print(**item) for file, item in files.items()} for name, files in kept.items()})
    except (ValueError, TypeError, AttributeError):
        raise Fault(
            path.name,
            "the record of received files is damaged",
            "Put it back from a copy, or delete it to receive anew.",
        ) from None


def save(custody: Custody, settings: Settings) -> None:
    """Write the record aside, then put it in place. Fault where files changed and nobody said that this is right."""
    if custody.changed and not settings.accept_changes:
        shown = ", ".join(custody.changed[:5]) + (
            f" and {len(custody.changed) - 5} more" if len(custody.changed) > 5 else ""
        )
        raise Fault(
            shown,
            "changed since it was received" if len(custody.changed) == 1 else "changed since they were received",
            "Put back what was delivered; if the change is right, run again with --accept-changes.",
        )
    path = _path(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".json.writing")
    kept = {
        name: {file: asdict(item) for file, item in sorted(files.items())}
        for name, files in sorted(custody.recorded.items())
    }
    aside.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    aside.replace(path)


def sha256(file: Path) -> str:
    """The SHA-256 of a file's bytes, as 64 hexadecimal digits."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _path(settings: Settings) -> Path:
    return settings.derived / "custody.json"
