"""corrections.yml: what people put right in single records, read entry by entry, with the line of each fault.

Each entry says which rows it speaks of, what stands there now, what should, why, and who says so:

    - match: {file: 2024-11-register/register/2016.csv, locator: line 412}
      expect: {requesting_country: MDK}       # as the file has it; empty for a blank cell
      set: {requesting_country: MKD}          # as a file would have it; empty to take the value away
      reason: Code not in ISO 3166; page 3 of the form says North Macedonia.
      author: desk 2

`match` names a file (delivery/path, or a pattern) and a `locator` or a `reference` in it, or else a `record_id`.
Every row that fits is corrected, and each must hold what `expect` says.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from unicodedata import normalize

from pipeline.errors import Fault
from pipeline.fields import NAME_PARTS, mappable
from pipeline.mapping import KINDS
from pipeline.stage.source import Source
from pipeline.yaml_nodes import Node, read

FILE = "corrections.yml"
_KEYS = ("match", "set", "expect", "reason", "author")
_MATCH = ("file", "locator", "reference", "record_id")
_FIELDS = tuple(dict.fromkeys(name for kind in KINDS for name in mappable(kind) if name not in NAME_PARTS))

Values = dict[str, str | None]


@dataclass(frozen=True)
class Correction:
    """One entry. Texts are tidied; None stands for a blank cell.

    number, line   of the entry in the file; they are no part of what it means
    file           delivery/path or a pattern of it; None where `record_id` names the row
    """

    file: str | None
    locator: str | None
    reference: str | None
    record_id: str | None
    set: Values
    expect: Values
    reason: str
    author: str
    number: int = field(compare=False)
    line: int = field(compare=False)

    @property
    def key(self) -> str:
        """Stands for what the entry says, wherever it stands in the file."""
        said = [self.file, self.locator, self.reference, self.record_id, [*self.set.items()], [*self.expect.items()]]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]

    @property
    def row(self) -> dict[str, str]:
        """What the row is known by, in words for a message; a reference tells of a file, not of a person."""
        known = {"locator": self.locator, "reference": self.reference, "record_id": self.record_id}
        return {name: text for name, text in known.items() if text is not None}

    @property
    def place(self) -> str:
        return f"{FILE}, line {self.line} (entry {self.number})"

    def concerns(self, source: Source) -> bool:
        """Whether a row it speaks of may stand in this file."""
        if self.record_id is not None:
            return self.record_id.startswith(f"{source.id}-")
        path = normalize("NFC", f"{source.delivery}/{source.path}")
        return path == self.file or fnmatchcase(path, str(self.file))


class DoesNotFit(Fault):
    """A correction that finds other records than it was written for: the run stops, whatever else it could do."""


def load(hand: Path) -> tuple[Correction, ...]:
    """Every entry in the order of the file; none where there is no file. Fault for what cannot be meant as written."""
    path = hand / FILE
    if not path.exists():
        return ()
    found = tuple(_entry(number, node) for number, node in enumerate(read(path, FILE, may_be_empty=True).items(), 1))
    first: dict[str, Correction] = {}
    for one in found:
        if (same := first.setdefault(one.key, one)) is not one:
            raise Fault(one.place, f"it says the same as entry {same.number}", "Keep one of the two.")
    return found


def concerning(corrections: Iterable[Correction], source: Source) -> tuple[Correction, ...]:
    """The entries that may speak of a row of this file."""
    return tuple(one for one in corrections if one.concerns(source))


def tidy(text: str | None) -> str | None:
    """A text as it is compared: composed, on one line, single spaces; None where nothing is left."""
    return " ".join(normalize("NFC", text or "").split()) or None


def _entry(number: int, node: Node) -> Correction:
    said = node.keys(_KEYS, needed=_KEYS)
    match = said["match"].keys(_MATCH)
    given = {name: tidy(value.text()) for name, value in match.items()}
    _check_match(said["match"], {name for name, text in given.items() if text})
    to, now = _values(said["set"]), _values(said["expect"])
    if missing := [name for name in to if name not in now]:
        do = f"Say under `expect` what the file holds there now: {missing[0]}: …, or nothing for a blank."
        raise said["expect"].fault(f"expect does not name {missing[0]}, which is set", do)
    if not to:
        raise said["set"].fault("set names no field", "Write which field becomes what, as {outcome: withdrawn}.")
    if same := [name for name in to if to[name] == now[name]]:
        raise said["set"].fault(f"{same[0]} is set to what it is", "Take it out, or correct one of the two.")
    for name in ("reason", "author"):
        if not tidy(said[name].text()):
            raise said[name].fault(f"{name} is empty", "Every correction says why, and who says so.")
    return Correction(
        file=given.get("file"),
        locator=given.get("locator"),
        reference=given.get("reference"),
        record_id=given.get("record_id"),
        set=to,
        expect=now,
        reason=tidy(said["reason"].text()) or "",
        author=tidy(said["author"].text()) or "",
        number=number,
        line=node.line,
    )


def _check_match(node: Node, given: set[str]) -> None:
    if given == {"record_id"} or ("file" in given and "record_id" not in given and given & {"locator", "reference"}):
        return
    do = "Give `file: delivery/path` with a `locator` (as line 412) or a `reference`, or a `record_id` alone."
    raise node.fault("match does not say which row is meant", do)


def _values(node: Node) -> Values:
    """Field -> text as a file would have it. Fields are those that a column may be mapped to."""
    found = {}
    for name, value in node.keys().items():
        value.name_of(name, _FIELDS, "field that can be corrected")
        found[name] = tidy("; ".join(item.text() for item in value.items()))
    return found
