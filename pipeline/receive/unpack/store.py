"""Entries written down one by one, counted as their bytes come; nothing an archive says of itself is believed."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import NO_ROOM, Fault, lacks_room
from pipeline.receive.unpack import names

READ, SKIPPED, FAILED = "read", "skipped", "failed"
BOMB = "Such files are made to fill a disk: look at it on a machine apart, or take it out of the delivery."
GENEROUS = 100 << 20  # bytes any archive may unpack to, however small it is


@dataclass(frozen=True)
class Caps:
    """entries and bytes that may still come out of a file of the delivery; ratio of bytes out to bytes in."""

    entries: int
    bytes: int
    ratio: int


@dataclass
class Member:
    """One entry: `name` as a path within the archive, `stored` below its folder (null where it was not kept)."""

    name: str
    stored: str | None
    status: str = READ
    reason: str | None = None


@dataclass
class Store:
    """The folder an archive is unpacked into, and what came out so far."""

    into: Path
    packed: int
    caps: Caps
    members: list[Member] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    written: int = 0

    def refuse(self, name: str, reason: str, status: str = SKIPPED) -> None:
        """List an entry that is not unpacked."""
        self._count()
        self.members.append(Member(self._free(names.shown(name)), None, status, reason))

    def open(self, name: str) -> "Sink | None":
        """A place to write an entry to; None, and listed with the reason, where its name is refused."""
        reason = names.refused(name) or self._twin(names.safe(name))
        if reason:
            self.refuse(name, reason)
            return None
        self._count()
        path = names.safe(name)
        self.taken[names.likeness(path)] = path
        parts = path.split("/")
        self.folders |= {names.likeness("/".join(parts[:i])) for i in range(1, len(parts))}
        member = Member(path, path)
        self.members.append(member)
        return Sink(self, member)

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write an entry down. One that breaks off is listed as failed, and what came of it is thrown away."""
        sink = self.open(name)
        if sink is None:
            return
        try:
            for chunk in chunks:
                sink.write(chunk)
        except Fault:
            raise
        except Exception as error:  # whatever the library finds wrong with this entry
            sink.fail(f"damaged in the archive ({type(error).__name__})")
        else:
            sink.close()

    def arrived(self, n: int) -> None:
        """Count bytes. Fault, for the whole archive, where there are too many."""
        self.written += n
        if self.written > self.caps.bytes:
            raise Fault("", f"it unpacks to more than {self.caps.bytes / 1e9:,.1f} GB", BOMB)
        if self.written > GENEROUS and self.written > self.caps.ratio * self.packed:
            raise Fault("", f"it unpacks to more than {self.caps.ratio} times its size", BOMB)

    def told(self) -> list[dict]:
        return [asdict(member) for member in self.members]

    def _count(self) -> None:
        if len(self.members) >= self.caps.entries:
            raise Fault("", f"it holds more than {self.caps.entries:,} files", BOMB)

    def _twin(self, path: str) -> str | None:
        like = names.likeness(path)
        above = [like.rsplit("/", i)[0] for i in range(1, like.count("/") + 1)]
        if like in self.taken or like in self.folders or any(folder in self.taken for folder in above):
            return "another entry has the same name, but for case or the form of its letters"
        return None

    def _free(self, name: str) -> str:
        """A name no listed member has."""
        there, free, count = {member.name for member in self.members}, name, 1
        while free in there:
            count += 1
            free = f"{name} ({count})"
        return free


class Sink:
    """One entry being written."""

    def __init__(self, store: Store, member: Member) -> None:
        self.store, self.member = store, member
        self.path = store.into / member.name
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.file: BinaryIO = self.path.open("xb")

    def write(self, chunk: bytes) -> None:
        self.store.arrived(len(chunk))
        try:
            self.file.write(chunk)
        except OSError as error:
            raise _not_written(error) from None

    def close(self) -> None:
        try:
            self.file.close()
        except OSError as error:
            raise _not_written(error) from None

    def fail(self, reason: str) -> None:
        """Keep nothing of it, and list it as failed."""
        self.file.close()
        self.path.unlink(missing_ok=True)
        self.member.stored, self.member.status, self.member.reason = None, FAILED, reason


def _not_written(error: OSError) -> Fault:
    """That an entry could not be written is no fault of the archive: nothing of it is kept, and it is tried again."""
    if lacks_room(error):
        return Fault("", f"{NO_ROOM} to unpack it", "Make room and run again.")
    return Fault("", f"it could not be written ({error.strerror})", "Look at the disk, and run again.")
