"""What moved since the build before: a small summary of the last two builds is kept in derived/builds.json.

Only numbers that were shown are kept. A count that moved by less than the smallest cell is not told: the step itself
would be a small count.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.difference import differing
from pipeline.report import fingerprint, moved_by
from pipeline.report.pages.base import Material
from pipeline.settings import ROOT, SMALLEST_CELL, SQL

FILE = "builds.json"
COUNTS = ("n", "numerator", "denominator", "value_a", "value_b")
MEASURES = (
    "initial_pass_rate", "complaint_rate", "overturn_rate", "requests", "complaints", "complainants", "overturned",
    "overturned_broad", "modified", "access_requests", "revisions",
)  # fmt: skip
COMPARED = "complaints.cases."  # the one comparison that is kept: its two sides are counts
PARTS = ("value", "ratio", *COUNTS)
NO_NUMBERS = {"report", "rehearse", "describe", "language", "trace", "__pycache__"}  # code that changes no number

Summary = dict[str, Any]


@dataclass(frozen=True)
class Move:
    """One number in two builds: its name, and its parts (value, counts) then and now; None where it was not given."""

    name: str
    before: dict[str, float] | None
    now: dict[str, float] | None

    @property
    def is_small(self) -> bool:
        """Whether a count moved by so few cases that the step may not be told."""
        then, here = self.before or {}, self.now or {}
        steps = (abs(here[part] - then[part]) for part in COUNTS if part in then and part in here)
        return any(0 < step < SMALLEST_CELL for step in steps)


def pair(m: Material) -> tuple[Summary | None, Summary]:
    """The summary of the build before (None where there was none) and of this one.

    A build whose summary is that of the last is the same build: what it is set against stays.
    """
    now, path = summary(m), m.settings.derived / FILE
    kept = json.loads(path.read_text("utf8")) if path.exists() else None
    if kept is None:
        return None, now
    return (kept["before"] if kept["now"] == now else kept["now"]), now


def keep(m: Material) -> None:
    """Write both summaries to derived/builds.json, for the next build."""
    before, now = pair(m)
    path = m.settings.derived / FILE
    aside = path.with_suffix(".writing")
    aside.write_text(json.dumps({"before": before, "now": now}, sort_keys=True, indent=1) + "\n", "utf8")
    aside.replace(path)


def summary(m: Material) -> Summary:
    """Hashes of what a build was made from, and the shown numbers of the headline's countries and instruments."""
    received = m.con.execute("select delivery || '/' || path, sha256 from audit.files order by all").fetchall()
    typed = {
        path.relative_to(m.settings.hand).as_posix(): _digest(path)
        for path in sorted(m.settings.hand.rglob("*"))
        if path.is_file()
    }
    return {
        "received": {path: (digest or "")[:12] for path, digest in received},
        "typed": typed,
        "code": fingerprint.of_files(_code())[:12],
        "holds": moved_by.holds(m),
        "numbers": _numbers(m),
    }


def _numbers(m: Material) -> dict[str, dict[str, float]]:
    s = m.subject
    pairs = f"{COMPARED}{s.country}_{s.comparator}.{s.instrument}."
    mine = tuple(f".{country}.{s.instrument}." for country in (s.country, s.comparator, "ALL"))
    shown = {}
    for name, entry in m.numbers.table.items():
        is_counted = name.split(".")[0] in MEASURES and any(part in name for part in mine)
        if not entry.get("is_suppressed") and (is_counted or name.startswith(pairs)):
            shown[name] = {part: entry[part] for part in PARTS if isinstance(entry.get(part), int | float)}
    return shown


def moves(before: Summary, now: Summary) -> list[Move]:
    """The numbers that differ between two builds, in the order of their names."""
    old, new = before["numbers"], now["numbers"]
    return [Move(name, old.get(name), new.get(name)) for name in differing(old, new)]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _code() -> list[Path]:
    """The files that decide numbers: the program but for what it shows them with, and the models."""
    program = ROOT / "pipeline"
    own = [path for path in program.rglob("*.py") if path.relative_to(program).parts[0] not in NO_NUMBERS]
    return [*own, *SQL.rglob("*.sql")]
