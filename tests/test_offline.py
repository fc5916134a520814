"""The whole way, from an invented delivery to the report, without a network and without an attempt to use one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WATCH = Path(__file__).parent / "offline"


def without_network() -> list[str]:
    """`unshare -n` where this machine allows it; else nothing, and the watched sockets stand alone."""
    for words in (["unshare", "-n"], ["unshare", "-rn"]):
        try:
            subprocess.run([*words, "true"], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return words
    return []


def pipeline(*words: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [*without_network(), sys.executable, "-m", "pipeline", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True)


@pytest.fixture
def watched(tmp_path):
    """An environment in which every attempt to reach another machine leaves a line in a file."""
    log = tmp_path / "attempts"
    return {**os.environ, "PYTHONPATH": str(WATCH), "ARTICLE3_ATTEMPTS": str(log), "HOME": str(tmp_path)}, log


def test_the_watch_itself_sees_an_attempt(watched):
    env, log = watched
    code = "import socket\ntry: socket.create_connection(('192.0.2.1', 80), timeout=1)\nexcept OSError: pass"
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
    assert log.read_text().split() == ["192.0.2.1"]


def test_the_whole_way_needs_and_tries_no_network(tmp_path, watched):
    env, log = watched
    raw, derived = tmp_path / "raw", tmp_path / "derived"
    made = pipeline("rehearse", "--seed", "11", "--size", "small", "--out", str(raw / "invented"), env=env)
    assert made.returncode == 0, made.stderr
    ran = pipeline("run", "--raw", str(raw), "--derived", str(derived), env=env)
    assert ran.returncode == 0, ran.stderr
    assert (derived / "report" / "index.html").is_file()
    assert not log.exists(), f"tried to reach {set(log.read_text().split())}"
