"""`python -m tests.crash [FOLDER]`: runs killed by SIGKILL at more than twenty points, each compared after the next.

Prints a line for each point: what was about to change on the disk, and which files and tables then differ from a run
that was never killed. Ends with 1 where any does.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from pipeline.rehearse import run as rehearse
from tests.crash.killing import KILLED, Place, differences, spread

STAGE, BUILD, REPORT = ("run", "--until", "stage"), ("run", "--until", "measure"), ("report",)
POINTS = {"build": 2, "report": 3, "pages": 6, "stage": 12}  # those of `stage` and `pages` cost least
# Besides: in the middle of what changes below these names.
WITHIN = {
    "build": ("failed/checks", "tables/measures", "measures.json", "run.json"),
    "report": ("notebooks",),
}


def trial(name: str, place: Place, start: Path | None, command: tuple[str, ...], n: int, log: Path) -> int:
    """Kill the command at n points and those of WITHIN, from a copy of `start` each time; how many differ.

    start  a derived folder, None for an empty one
    """
    _begin(place, start)
    changes = place.changes(log, *command)
    whole = place.holds()
    wrong = 0
    for point in [*spread(n + 2, len(changes))[1:-1], *_within(changes, WITHIN.get(name, ()))]:
        _begin(place, start)
        killed = place.run(*command, kill_at=point).returncode
        after = place.run(*command)
        differ = differences(whole, place.holds()) if after.returncode == 0 else [after.stderr.strip()]
        differ += [] if killed == KILLED else [f"was not killed (ended with {killed})"]
        wrong += bool(differ)
        print(f"{name} {changes[point - 1]} of {len(changes)}: {', '.join(differ) or 'the same'}", flush=True)
    return wrong


def main(folder: Path) -> int:
    """From nothing to the measures; the report of a finished database; its pages alone; from nothing to staged rows."""
    place = Place(folder / "raw", folder / "derived")
    rehearse(place.raw / "leak", 5, None, "headline", "small")
    measured, drawn, log = folder / "measured", folder / "drawn", folder / "log"
    wrong = trial("build", place, None, BUILD, POINTS["build"], _fresh(log))
    shutil.copytree(place.derived, measured)
    wrong += trial("report", place, measured, REPORT, POINTS["report"], _fresh(log))
    shutil.copytree(place.derived, drawn)
    (drawn / "report.key").unlink()
    wrong += trial("pages", place, drawn, REPORT, POINTS["pages"], _fresh(log))
    wrong += trial("stage", place, None, STAGE, POINTS["stage"], _fresh(log))
    points = sum(POINTS.values()) + sum(len(names) for names in WITHIN.values())
    print(f"{points} points: {wrong} left something else behind.")
    return 1 if wrong else 0


def _within(changes: list[str], names: tuple[str, ...]) -> list[int]:
    """The number of the middle one of the changes below each name."""
    found = [[at for at, change in enumerate(changes, 1) if change.split()[-1].startswith(name)] for name in names]
    return [its[len(its) // 2] for its in found]


def _begin(place: Place, start: Path | None) -> None:
    shutil.rmtree(place.derived, ignore_errors=True)
    if start:
        shutil.copytree(start, place.derived)


def _fresh(log: Path) -> Path:
    log.unlink(missing_ok=True)
    return log


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="article3-crash-") as made:
        sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(made)))
