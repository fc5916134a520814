"""An archive unpacked by a worker, which may write into one folder and is believed nothing."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import Fault
from pipeline.receive.workers import wire
from pipeline.receive.workers.calls import CAREFUL, Call
from pipeline.receive.workers.limits import Limits, for_file

LARGEST = 50 << 30  # bytes of one file in an archive


@dataclass(frozen=True)
class Unpacked:
    """members: dicts of name, stored, status, reason. bytes: written in all. broken: why it broke off, if it did."""

    members: list[dict[str, Any]]
    bytes: int
    broken: str | None


def unpack(archive: Path, into: Path, request: dict[str, Any], limits: Limits | None = None) -> Unpacked:
    """See unpack/open.py for the request. Fault where it cannot be done; the folder is then to be thrown away."""
    what = {"archive": str(archive.absolute()), "into": str(into.absolute()), **request}
    call = Call("unpack", what, str(request["name"]), limits or for_file(archive, written=LARGEST))
    try:
        kind, content = call.frame()
        said = wire.said(content) if kind == wire.RESULT else None
        if not isinstance(said, dict):
            raise Fault(call.place, "its reader sent what no reader sends", CAREFUL)
        members = [_member(item, into) for item in said["members"]]
        written = sum(file.stat().st_size for file in into.rglob("*") if file.is_file() and not file.is_symlink())
        return Unpacked(members, written, said["broken"] if isinstance(said["broken"], str) else None)
    except (KeyError, TypeError, ValueError, wire.Gone):
        raise Fault(str(request["name"]), "its reader sent what no reader sends", CAREFUL) from None
    finally:
        call.end()


def _member(item: dict[str, Any], into: Path) -> dict[str, Any]:
    """A member as the worker tells of it, its file looked at by ourselves. ValueError where it is not as told."""
    name, stored = str(item["name"]), item["stored"]
    if not name.isprintable() or item["status"] not in ("read", "skipped", "failed"):
        raise ValueError
    if stored is not None:
        file = into / str(stored)
        if file.is_symlink() or not file.is_file() or not file.resolve().is_relative_to(into.resolve()):
            raise ValueError
    reason = None if item["reason"] is None else str(item["reason"])
    return {"name": name, "stored": stored, "status": item["status"], "reason": reason}
