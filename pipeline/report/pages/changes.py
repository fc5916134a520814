"""What moved since the last build, and why it may have: the files, the definitions, or the program."""

from typing import Any

from markupsafe import Markup

from pipeline.difference import differing
from pipeline.language import _
from pipeline.report import changes, moved_by
from pipeline.report.pages.base import Material, Page
from pipeline.report.pages.definitions import said_of
from pipeline.results import words
from pipeline.results.tables import opened

SHOWN = 60


def since(m: Material) -> Page:
    """The page `changes`."""
    before, now = changes.pair(m)
    holds: dict[str, Any] = {"is_first": before is None, "causes": [], "rows": [], "moved": 0, "small": 0}
    if before is not None:
        moved, defined = changes.moves(before, now), set(said_of(m))
        told = sorted((move for move in moved if not move.is_small), key=lambda move: _rank(m, move))
        holds["causes"] = _causes(before, now)
        holds["rows"] = [
            {**_row(move, defined), "why": moved_by.why(m, before, now, move.name)} for move in told[:SHOWN]
        ]
        holds["moved"], holds["small"] = len(moved), len(moved) - len(told)
        holds["more"] = max(0, len(told) - SHOWN)
    return Page("changes", _("Since the last build"), "changes.html.j2", {"more": 0, **holds})


def _causes(before: changes.Summary, now: changes.Summary) -> list[tuple[str, Any]]:
    """Which of the three things a number rests on differ, each with how many files came, went and changed."""
    found: list[tuple[str, Any]] = []
    for kind in ("received", "typed"):
        old, new = before[kind], now[kind]
        names = differing(old, new)
        if names:
            came = sum(name not in old for name in names)
            gone = sum(name not in new for name in names)
            found.append((kind, {"came": came, "gone": gone, "differ": len(names) - came - gone}))
    if before["code"] != now["code"]:
        found.append(("code", None))
    return found


def _rank(m: Material, move: changes.Move) -> tuple[bool, bool, float, str]:
    """First what the headline rests on, then what moved most; what came or went last."""
    s = m.subject
    is_headline = f".{s.year}." in move.name or f".{s.window}." in move.name
    both = move.before is not None and move.now is not None
    step = abs(_main(move.now) - _main(move.before)) / (abs(_main(move.before)) or 1) if both else 0.0
    return not both, not (is_headline and s.country in move.name), -step, move.name


def _main(parts: dict[str, float] | None) -> float:
    parts = parts or {}
    return next((parts[part] for part in ("ratio", "value", "n") if part in parts), 0.0)


def _row(move: changes.Move, defined: set[str]) -> dict[str, Any]:
    now = _said(move.now)
    return {
        "what": _what(move.name, defined),
        "before": _said(move.before),
        "now": opened(move.name, now) if move.now is not None else now,
    }


def _what(name: str, defined: set[str]) -> Markup:
    """The name of a number in words, leading to its definition where it has one."""
    measure, *parts = name.split(".")
    said = ", ".join([words.plain(measure), *(_part(part) for part in parts)])
    return (
        Markup('<a href="definitions.html#{}">{}</a>').format(measure, said)
        if measure in defined
        else Markup("{}").format(said)
    )


def _part(part: str) -> str:
    if part in words.INSTRUMENTS:
        return _(words.INSTRUMENTS[part])
    if part.isupper() and len(part) == 3:
        return words.country(part)
    return (
        " : ".join(words.country(code) for code in part.split("_"))
        if part.isupper() and "_" in part
        else words.plain(part)
    )


def _said(parts: dict[str, float] | None) -> str:
    """A number with the counts behind it."""
    if parts is None:
        return _("not given")
    if "ratio" in parts:
        return words.ratio(parts["ratio"])
    if "n" in parts:
        return words.count(parts["n"])
    counts = words.part_of(parts.get("numerator"), parts.get("denominator"))
    return f"{words.percent(parts['value'])} ({counts})" if "value" in parts else counts
