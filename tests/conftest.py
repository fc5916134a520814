"""What tests of several folders share, and how they are dealt out to the processes that run them."""

import os
from functools import cache
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

HERE = Path(__file__).parent
SITE = "invented_site"
# What takes longest goes first, so that no process is left alone with it at the end.
LONG = ("whole_way", "rehearse", "crash", "report", "resolve", "receive")


def pytest_xdist_auto_num_workers(config) -> int:
    """One more than there are cores: some tests wait for a browser, or for a program they have started."""
    return (os.cpu_count() or 1) + 1


class Together(LoadScopeScheduling):
    """Tests that share something dear to build run in one process: those of a file, and those of the invented site.

    xdist's own way for that, marks with `--dist loadgroup`, does nothing under pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        return SITE if _is_of_the_site(HERE.parent / file) else file


def pytest_xdist_make_scheduler(config, log):
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _turn(item.path))


def _turn(path: Path) -> int:
    """The site first, then LONG in its order, then the rest as it stands."""
    if _is_of_the_site(path):
        return -1
    name = path.relative_to(HERE).as_posix()
    return next((place for place, start in enumerate(LONG) if name.startswith(start)), len(LONG))


@cache
def _is_of_the_site(path: Path) -> bool:
    return SITE in path.read_text("utf8")


@pytest.fixture(scope="session")
def invented_site(tmp_path_factory):
    """Settings of a run whose report is written from a small invented database, notebooks and all."""
    from pipeline.report.run import run
    from tests.report import world

    settings = world.build(tmp_path_factory.mktemp("site"))
    run(settings)
    return settings
