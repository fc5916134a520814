"""What lies within the files of a delivery: archives unpacked, attached files taken out of mails, to any depth."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipeline.archives import ARCHIVES, INSIDE
from pipeline.delivery import is_of_the_system
from pipeline.errors import Fault
from pipeline.mapping import Delivery, FileSpec
from pipeline.receive.custody import sha256
from pipeline.receive.inventory import FAILED, READ, SKIPPED
from pipeline.receive.readers import media_type
from pipeline.receive.readers.kinds import MAILS
from pipeline.receive.workers.unpacking import Unpacked, unpack
from pipeline.settings import Settings

UNPACKED = "unpacked"
FOLDER = "unpacked"  # below the derived folder
VERSION = 2  # of what unpacking makes: another number makes all archives be unpacked anew
DEEPEST = 6  # archives within archives


@dataclass
class Left:
    """What may still come out of one file of the delivery, its inner archives included."""

    entries: int = 50_000
    bytes: int = 50 << 30
    ratio: int = 300


@dataclass(frozen=True)
class Held:
    """One file, of the delivery or within another: `stored` is below the derived folder, null for one as delivered."""

    path: str
    sha256: str | None
    bytes: int | None
    media_type: str | None
    status: str
    reason: str | None
    stored: str | None = None


@dataclass
class Opener:
    """Opens the files of one delivery. `used` are the folders that hold what came out of them."""

    settings: Settings
    delivery: Delivery
    used: set[str] = field(default_factory=set)

    def opened(self, held: Held, file: Path, left: Left | None = None, depth: int = 0) -> Iterator[Held]:
        """The file itself, unpacked if it is an archive, and all that is in it, in order of path."""
        spec = self.delivery.spec_for(held.path)
        if held.status != READ or held.media_type not in (*ARCHIVES, *MAILS) or _is_left_out(spec):
            yield held
            return
        left = left or Left()
        is_archive = held.media_type in ARCHIVES
        try:
            found = self._unpacked(held, file, spec, left, depth)
        except Fault as fault:
            reason = " ".join(f"{fault.found}. {fault.do}".split())
            yield _with(held, FAILED, reason) if is_archive else _with(held, READ, f"attached files: {reason}")
            return
        folder = f"{FOLDER}/{held.sha256}"
        locked = [item for item in found.members if (item["reason"] or "").startswith("encrypted")]
        if is_archive and locked and len(locked) == len(found.members):
            yield _with(held, FAILED, locked[0]["reason"])
            return
        yield _with(held, UNPACKED, found.broken) if is_archive else held
        for item in sorted(found.members, key=lambda item: item["name"]):
            path = f"{held.path}{INSIDE}{item['name']}"
            inner = self._member(path, item, folder)
            yield from self.opened(inner, self.settings.derived / str(inner.stored), left, depth + 1)

    def _member(self, path: str, item: dict, folder: str) -> Held:
        """One member as it lies there now."""
        if item["stored"] is None:
            return Held(path, None, None, None, item["status"], item["reason"])
        stored = f"{folder}/files/{item['stored']}"
        file = self.settings.derived / stored
        status, reason = item["status"], item["reason"]
        if is_of_the_system(path.rsplit(INSIDE, 1)[1]):
            status, reason = SKIPPED, "file of the operating system"
        size = file.stat().st_size
        return Held(path, sha256(file), size, media_type(file), status, reason, stored)

    def _unpacked(self, held: Held, file: Path, spec: FileSpec | None, left: Left, depth: int) -> Unpacked:
        """What the file holds, unpacked now or by an earlier run. Counts it against what is left."""
        if depth >= DEEPEST:
            raise Fault(held.path, f"archives lie within each other more than {DEEPEST} deep", "Unpack it by hand.")
        folder = self.settings.derived / FOLDER / str(held.sha256)
        password = _password(spec, held.path)
        self.used.add(folder.name)
        found = _kept(folder, password) or self._anew(held, file, folder, password, left)
        left.entries -= len(found.members)
        left.bytes -= found.bytes
        if left.entries < 0 or left.bytes < 0:
            raise Fault(held.path, "more comes out of it than may", "Look at it on a machine apart.")
        return found

    def _anew(self, held: Held, file: Path, folder: Path, password: str | None, left: Left) -> Unpacked:
        aside = folder.with_name(f"{folder.name}.writing")
        shutil.rmtree(aside, ignore_errors=True)
        (aside / "files").mkdir(parents=True)
        name = held.path.rsplit("/", 1)[-1]
        request = {"kind": held.media_type, "name": name, "password": password, "caps": asdict(left)}
        try:
            found = unpack(file, aside / "files", request)
            made = {"version": VERSION, **asdict(found)}
            (aside / "members.json").write_text(json.dumps(made, indent=1, sort_keys=True), "utf8")
            shutil.rmtree(folder, ignore_errors=True)
            aside.replace(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        return found


def forget_others(settings: Settings, used: set[str]) -> None:
    """Throw away what came out of files that are no longer there."""
    for folder in sorted((settings.derived / FOLDER).glob("*")):
        if folder.name not in used:
            shutil.rmtree(folder, ignore_errors=True)


def _kept(folder: Path, password: str | None) -> Unpacked | None:
    """What an earlier run unpacked here; None where it did not, or a password may now open more."""
    try:
        made = json.loads((folder / "members.json").read_text("utf8"))
    except (OSError, ValueError):
        return None
    locked = [item for item in made["members"] if (item["reason"] or "").startswith("encrypted")]
    if made["version"] != VERSION or (locked and password is not None):
        return None
    return Unpacked(made["members"], made["bytes"], made["broken"])


def _password(spec: FileSpec | None, path: str) -> str | None:
    """The password SOURCE.yml points to. Fault where the variable it names is not set."""
    if spec is None or spec.password_env is None:
        return None
    if (password := os.environ.get(spec.password_env)) is None:
        found = f"encrypted: its password should be in {spec.password_env}, which is not set"
        raise Fault(path, found, f"Run `export {spec.password_env}=…` first.")
    return password


def _is_left_out(spec: FileSpec | None) -> bool:
    """Whether SOURCE.yml says that no record is in it."""
    return bool(spec and spec.mapping and spec.mapping.record == "none" and not spec.tables)


def _with(held: Held, status: str, reason: str | None) -> Held:
    return Held(held.path, held.sha256, held.bytes, held.media_type, status, reason, held.stored)
