"""A full disk, an unreadable file, two runs at once: a clear line, nothing half-written, the lock let go or named."""

import fcntl
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import lock
from pipeline.errors import NO_ROOM, Fault
from pipeline.receive.unpack.store import Caps, Store
from tests.crash.conftest import UNTIL
from tests.crash.killing import Place, differences

CAP = 64 * 1024  # bytes a file may have: less than the database needs


def limited(place: Place, cap: int) -> subprocess.CompletedProcess[str]:
    """A run that may write no file larger than `cap`."""
    command = [sys.executable, "-m", "pipeline", *UNTIL, *place.folders(UNTIL)]
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (cap, cap))  # noqa: E731
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit)


def parts_left(derived: Path) -> list[str]:
    found = [path.relative_to(derived).as_posix() for path in derived.rglob("*")]
    return [name for name in found if "writing" in name or "building" in name or name == lock.FILE]


def test_a_disk_that_is_full_stops_the_run_in_a_line_and_leaves_what_was(place):
    assert place.run(*UNTIL).returncode == 0
    before = place.holds()
    source = place.raw / "leak" / "a.csv"
    first = source.read_bytes()
    source.write_bytes(first + b"A/2,DEU\n")
    try:
        stopped = limited(place, CAP)
        assert (stopped.returncode, stopped.stdout) == (1, "")
        assert (
            NO_ROOM in stopped.stderr.lower() and "Traceback" not in stopped.stderr and stopped.stderr.count("\n") <= 2
        )
        assert parts_left(place.derived) == []
    finally:
        source.write_bytes(first)
        shutil.copystat(place.raw / "leak" / "SOURCE.yml", source)
    assert place.run(*UNTIL, "--accept-changes").returncode == 0
    after = place.holds()
    assert set(differences(before, after)) <= {"run.json", "custody.json"}  # times of the file put back, and the option


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may make a small disk")
def test_a_small_disk_that_is_full(place, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "none", str(small)], check=False).returncode:
        pytest.skip("no disk of memory can be made here")
    try:
        there = Place(place.raw, small / "derived")
        stopped = there.run(*UNTIL)
        assert stopped.returncode == 1 and NO_ROOM in stopped.stderr.lower() and "Traceback" not in stopped.stderr
        assert parts_left(there.derived) == [] and not (there.derived / "article3.duckdb").exists()
        subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
        assert there.run(*UNTIL).returncode == 0
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_an_entry_that_finds_no_room_is_no_fault_of_the_archive(tmp_path):
    """It is told as such, and the archive is tried again by the next run: nothing of it is kept."""
    store = Store(tmp_path, 10, Caps(5, 1000, 300))
    sink = store.open("a.csv")
    sink.file.close()
    with Path("/dev/full").open("wb", buffering=0) as sink.file, pytest.raises(Fault, match=NO_ROOM):
        sink.write(b"x" * 100)


def test_two_runs_at_once_the_second_is_told_which_is_the_first(tmp_path):
    with lock.held(tmp_path):
        assert (tmp_path / lock.FILE).read_text() == str(os.getpid())
        program = f"from pathlib import Path; from pipeline import lock; lock.held(Path({str(tmp_path)!r})).__enter__()"
        other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
        assert f"another run (process {os.getpid()}) is building here" in other.stderr
        with lock.held(tmp_path):  # a step within the run
            pass
        assert (tmp_path / lock.FILE).exists()
    assert not (tmp_path / lock.FILE).exists()


def test_a_lock_left_by_a_dead_run_is_taken_over(tmp_path):
    (tmp_path / lock.FILE).write_text("4711")
    with lock.held(tmp_path):
        assert (tmp_path / lock.FILE).read_text() == str(os.getpid())
    with (tmp_path / lock.FILE).open("w") as handle:
        handle.write("4711")
        handle.flush()
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(Fault, match=r"another run \(process 4711\)"), lock.held(tmp_path):
            pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named_and_the_others_go_on(place):
    (place.raw / "leak" / "a.csv").chmod(0)
    try:
        done = place.run(*UNTIL)
        assert done.returncode == 0 and "a.csv" in done.stdout and "may not be opened" in done.stdout
    finally:
        (place.raw / "leak" / "a.csv").chmod(0o644)
