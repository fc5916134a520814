"""A command killed at a chosen change of the disk, and what a derived folder holds, for comparison."""

import hashlib
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

HOOK = Path(__file__).parent / "hook"
KILLED = -signal.SIGKILL
OF_A_RUN = {"audit.runs"}  # tables that tell of the runs themselves


@dataclass(frozen=True)
class Place:
    """Folders of a trial; the derived folder is the same in every trial, since its path is in some files."""

    raw: Path
    derived: Path

    def run(self, *command: str, kill_at: int = -1, log: Path | None = None) -> subprocess.CompletedProcess[str]:
        """`article3` with this command. kill_at: just before which change; -1 for never."""
        paths = [str(HOOK), *filter(None, [os.environ.get("PYTHONPATH")])]
        watched = {"ARTICLE3_KILL_AT": str(kill_at), "ARTICLE3_KILL_UNDER": str(self.derived)}
        watched["TMPDIR"] = str(self.temporary)
        self.temporary.mkdir(exist_ok=True)
        if log:
            watched["ARTICLE3_KILL_LOG"] = str(log)
        return subprocess.run(
            [sys.executable, "-m", "pipeline", *command, *self.folders(command)],
            env={**os.environ, **watched, "PYTHONPATH": os.pathsep.join(paths)},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def temporary(self) -> Path:
        return self.derived.with_name("tmp")

    def folders(self, command: tuple[str, ...]) -> list[str]:
        return ["--raw", str(self.raw), "--derived", str(self.derived)]

    def changes(self, log: Path, *command: str) -> list[str]:
        """What a run changes on the disk, in order: a line for each, as the hook writes it."""
        done = self.run(*command, log=log)
        assert done.returncode == 0, done.stderr
        return log.read_text("utf8").splitlines()

    def holds(self) -> dict[str, str]:
        """Every file of the derived folder and every table of its database -> a hash of what is in it.

        And every folder of ours that was left in the folder for temporary files.
        """
        files = [path for path in sorted(self.derived.rglob("*")) if path.is_file()]
        found = {path.relative_to(self.derived).as_posix(): _sha256(path) for path in files}
        database = self.derived / "article3.duckdb"
        del found[database.name]
        found |= {f"temporary {path.name}": "" for path in self.temporary.glob("article3-*")}
        with duckdb.connect(str(database), read_only=True) as con:
            tables = con.sql("select table_schema || '.' || table_name from information_schema.tables").fetchall()
            for (table,) in tables:
                if table not in OF_A_RUN:
                    rows = con.sql(f"select * from {table}").fetchall()
                    found[f"table {table}"] = hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()
        return found


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Files and tables that are not the same in both, or in one alone."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def spread(n: int, last: int) -> list[int]:
    """n whole numbers from 1 to `last`, evenly spread, both ends included."""
    return sorted({1 + round(i * (last - 1) / (n - 1)) for i in range(n)})


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
