"""The whole way from an invented delivery to pages: no network, and none of those planted in it in anything public."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import Fault
from pipeline.protect import forget, scan
from pipeline.protect.words import plain
from pipeline.settings import Settings
from pipeline.warehouse import reading
from tests import needles

WATCH = Path(__file__).parent  # its sitecustomize.py writes every attempt to reach another machine into a file
TEXT = {".html", ".svg", ".csv", ".json", ".txt", ".css"}


def without_network() -> list[str]:
    """`unshare -n` where this machine allows it; else nothing, and the watched sockets stand alone."""
    for words in (["unshare", "-n"], ["unshare", "-rn"]):
        try:
            subprocess.run([*words, "true"], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return words
    return []


def watched(command: list[str], log: Path) -> None:
    """Run it with every attempt to reach another machine refused and written to `log`."""
    env = {**os.environ, "PYTHONPATH": str(WATCH), "ARTICLE3_ATTEMPTS": str(log), "HOME": str(log.parent)}
    ran = subprocess.run(command, env=env, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Settings of a finished run on an invented delivery, what was planted in it, and the file of attempts."""
    folder = tmp_path_factory.mktemp("desk")
    settings = Settings(raw=folder / "raw", derived=folder / "derived")
    truth, log = folder / "truth.json", folder / "attempts"
    pipeline = [*without_network(), sys.executable, "-m", "pipeline"]
    planted = ["rehearse", "--seed", "5", "--size", "small", "--out", str(settings.raw / "leak"), "--truth", str(truth)]
    watched([*pipeline, *planted], log)
    watched([*pipeline, "run", "--raw", str(settings.raw), "--derived", str(settings.derived)], log)
    return settings, json.loads(truth.read_text("utf8")), log


def test_the_watch_itself_sees_an_attempt(tmp_path):
    code = "import socket\ntry: socket.create_connection(('192.0.2.1', 80), timeout=1)\nexcept OSError: pass"
    watched([sys.executable, "-c", code], tmp_path / "attempts")
    assert (tmp_path / "attempts").read_text().split() == ["192.0.2.1"]


def test_the_whole_way_needs_and_tries_no_network(desk):
    settings, _, log = desk
    assert (settings.report / "index.html").is_file()
    assert not log.exists(), f"tried to reach {set(log.read_text().split())}"


def test_no_planted_person_and_no_reference_is_in_a_public_file(desk):
    settings, truth, _ = desk
    names = {plain(name) for person in truth["people"] for name in (*person["names"], *person["family_names"])}
    assert len(truth["people"]) >= 500
    files = [p for folder in (settings.report, settings.figures) for p in sorted(folder.rglob("*")) if p.suffix in TEXT]
    assert files
    lines = {line for path in files for line in plain(path.read_text("utf8")).splitlines()}
    public = "\n".join(sorted(lines))  # most lines stand on every page
    references = {plain(reference) for reference in truth["references"]}
    assert min(map(len, references)) > 5
    assert needles.standing(["complaints", "complaints of nobody"], public) == ["complaints"]
    assert needles.standing(references | {name for name in names if len(name) > 5}, public) == []


def test_the_release_is_stopped_by_one_planted_name(desk, tmp_path):
    settings, truth, _ = desk
    page = tmp_path / "index.html"
    clean = (settings.report / "index.html").read_bytes()
    name = max((name for person in truth["people"] for name in person["names"]), key=len)
    with reading(settings) as con:
        page.write_bytes(clean)
        assert scan.release(con, tmp_path) == 1
        page.write_bytes(clean + f"<!-- {name} -->".encode())
        with pytest.raises(Fault, match=r"index\.html"):
            scan.release(con, tmp_path)


def test_forgetting_a_delivery_leaves_nothing_of_it(desk):
    """The last test of this file: what the others look at is gone after it."""
    settings, truth, _ = desk
    with pytest.raises(Fault, match="--yes"):
        forget.run(settings, "leak", yes=False)
    assert settings.database.exists()
    said = forget.run(settings, "leak", yes=True)
    assert not (settings.raw / "leak").exists() and not [p for p in settings.derived.rglob("*") if p.is_file()]
    assert "Out of reach: backups" in said and truth["people"][0]["names"][0] not in said
