"""What no tool checks: `python -m tests.guards` says each breach with its place and ends with 1 where there is any."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Deliveries, corrections and judgements belong to the desk; only the invented demonstration may be tracked.
TRACKED_RAW = ("data/raw/demonstration/", "data/raw/hand/", "data/raw/published/")
NEVER_TRACKED = ("data/raw/hand/corrections.yml", "data/raw/hand/judgements.csv")

MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|farm|root|home/\w+)/")
HOSTS = re.compile(
    "|".join(["py" + r"pi\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs", "deb" + r"\.debian"])
)
TEXT = {".py", ".sql", ".md", ".yml", ".yaml", ".toml", ".html", ".css", ".ipynb", ".lock", ".csv", ".json", ""}
LONGEST_FILE = 350


def raw_stays_with_the_desk(name: str, path: Path) -> Iterator[str]:
    if (name.startswith("data/raw/") and not name.startswith(TRACKED_RAW)) or name in NEVER_TRACKED:
        yield f"{name}: a delivery or a judgement must not be tracked. Take it out with `git rm --cached`."


def nothing_derived(name: str, path: Path) -> Iterator[str]:
    if name.startswith("data/derived/") and not name.endswith(".gitkeep"):
        yield f"{name}: what the program makes must not be tracked."


def notebooks_hold_no_outputs(name: str, path: Path) -> Iterator[str]:
    if path.suffix == ".ipynb":
        for number, cell in enumerate(json.loads(path.read_text("utf8"))["cells"], 1):
            if cell.get("outputs") or cell.get("execution_count"):
                yield f"{name}, cell {number}: holds an output. Clear all outputs and save."


def no_machine_and_no_host(name: str, path: Path) -> Iterator[str]:
    if path.suffix not in TEXT or path.stat().st_size > 3_000_000:
        return
    for number, line in enumerate(path.read_text("utf8", errors="replace").splitlines(), 1):
        if MACHINE_PATH.search(line):
            yield f"{name}, line {number}: names a path of one machine."
        if HOSTS.search(line):
            yield f"{name}, line {number}: names the host of a package registry."


def files_stay_small(name: str, path: Path) -> Iterator[str]:
    if path.suffix == ".py" and (n := path.read_text("utf8").count("\n")) > LONGEST_FILE:
        yield f"{name}: {n} lines, more than {LONGEST_FILE}. Give each idea a room of its own."


GUARDS: tuple[Callable[[str, Path], Iterator[str]], ...] = (
    raw_stays_with_the_desk,
    nothing_derived,
    notebooks_hold_no_outputs,
    no_machine_and_no_host,
    files_stay_small,
)


def breaches(root: Path, names: list[str]) -> list[str]:
    """Every breach among these files (paths below root), in order."""
    present = [name for name in names if (root / name).is_file()]
    return [said for name in present for guard in GUARDS for said in guard(name, root / name)]


def main() -> int:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    found = breaches(ROOT, [name for name in listed.stdout.split("\0") if name])
    print("\n".join(found) or "Guards: nothing found.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
