"""The commands: their words, their folders, and how they end."""

import os
import signal
import subprocess
import sys

import pytest

from pipeline import cli
from pipeline.errors import Fault
from pipeline.run import ORDER
from pipeline.settings import Settings

COMMANDS = [
    *("receive", "describe", "stage", "resolve", "model", "check", "measure", "figures", "report", "run", "trace"),
    *("lineage", "rehearse", "dictionary", "claims", "specify"),
]


@pytest.fixture
def command(monkeypatch, capsys):
    """Runs `article3 WORDS…` in this process; gives (exit code, what it said, what it said on stderr)."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["article3", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


def test_the_stages_to_stop_after_are_all_of_them_in_order():
    assert tuple(cli.Until) == ORDER


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(command, name):
    code, said, _ = command(name, "--help")
    assert code == 0 and "Usage" in said
    assert all(option in said for option in ("--raw", "--derived", "--hand"))


@pytest.mark.parametrize("words", [["nonsense"], ["run", "--until", "lunch"], ["trace"], ["stage", "--rawr", "x"]])
def test_a_wrong_command_line_ends_with_2(command, words):
    code, _, said = command(*words)
    assert code == 2 and "Error" in said


def test_a_fault_is_said_in_two_lines_and_ends_with_1(command, monkeypatch):
    def fail(*_):
        raise Fault("register.csv", "the file is empty", "Ask for it again.")

    monkeypatch.setattr(cli.stages, "one", fail)
    assert command("stage") == (1, "", "register.csv: the file is empty\n  Ask for it again.\n")


def test_a_folder_that_cannot_be_written_is_said_without_a_traceback(command, tmp_path):
    (tmp_path / "file").write_text("")
    code, _, said = command("run", "--raw", str(tmp_path), "--derived", str(tmp_path / "file" / "derived"))
    assert code == 1 and "Not a directory" in said and "Traceback" not in said


def test_folders_are_taken_from_where_one_stands_and_the_hand_is_the_projects_own(command, monkeypatch, tmp_path):
    taken = []
    monkeypatch.setattr(cli.stages, "one", lambda name, settings: taken.append((name, settings)) or "done")
    monkeypatch.chdir(tmp_path)
    assert command("stage", "--raw", "in", "--derived", "../out", "--accept-drafts") == (0, "done\n", "")
    [(name, settings)] = taken
    assert (name, settings.raw, settings.derived) == ("stage", tmp_path / "in", tmp_path.parent / "out")
    assert settings.hand == Settings().hand and settings.accept_drafts


@pytest.mark.parametrize("strict, failed, code", [(False, 2, 0), (True, 2, 1), (True, 0, 0)])
def test_strict_ends_with_1_where_a_file_failed(command, monkeypatch, strict, failed, code):
    outcome = cli.stages.Outcome(["Report: index.html"], failed)
    monkeypatch.setattr(cli.stages, "run", lambda settings, until, say: outcome)
    assert command("run", *["--strict"] * strict) == (code, "Report: index.html\n", "")


def test_help_imports_no_heavy_library():
    code = (
        "import sys; from pipeline import cli; print([m for m in ('duckdb', 'polars', 'pandas') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize("sent, code", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_says_so_in_a_line(sent, code, tmp_path):
    script = (
        "import sys, time; from pipeline import cli\n"
        "def wait(*words):\n    print('begun', flush=True)\n    time.sleep(30)\n"
        "cli.stages.one = wait\nsys.argv = ['article3', 'stage']\ncli.main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "begun\n"
    os.kill(process.pid, sent)
    _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (code, "Stopped. What the last run left is as it was.\n")
