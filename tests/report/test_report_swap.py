"""The report's folder changes places whole: killed at any step of it, the next run ends with the new one alone."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from pipeline.report.run import _swap

STEPS = ("rmtree", "rename old", "rename new", "rmtree old")


def page(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(text)
    return folder


def killed_before(step: int, work) -> None:
    """Run `work` in a process of its own that ends by SIGKILL just before its n-th rename or removal."""
    child = os.fork()
    if child == 0:
        try:
            taken = iter(range(1, 100))
            for owner, name in ((shutil, "rmtree"), (Path, "rename")):
                whole = getattr(owner, name)

                def counted(*args, whole=whole, **named):
                    if next(taken) == step:
                        os.kill(os.getpid(), signal.SIGKILL)
                    return whole(*args, **named)

                setattr(owner, name, counted)
            work()
        finally:
            os._exit(0)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL


@pytest.mark.parametrize("step", range(1, len(STEPS) + 1))
def test_a_swap_that_was_killed_is_made_good_by_the_next(tmp_path, step):
    place, aside = page(tmp_path / "report", "old"), page(tmp_path / "report.building", "new")
    killed_before(step, lambda: _swap(aside, place))
    kept = [path for path in (place, tmp_path / "report.old") if path.exists()]
    assert all((folder / "index.html").read_text() in ("old", "new") for folder in kept) and kept
    shutil.rmtree(aside, ignore_errors=True)
    _swap(page(aside, "new"), place)
    assert [path.name for path in tmp_path.iterdir()] == ["report"]
    assert (place / "index.html").read_text() == "new"
