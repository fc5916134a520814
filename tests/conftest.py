"""What tests of several folders share, and how they are dealt out to the processes that run them."""

from functools import cache
from pathlib import Path

import pytest

# What takes longest goes first, so that no process is left alone with it at the end.
LONG = ("whole_way", "rehearse", "crash", "report", "resolve", "receive")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Tests that share something dear to build run in one process: those of a file, and those of the invented site."""
    item.add_marker(pytest.mark.xdist_group("site" if _is_of_the_site(item.path) else _name(item)))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: -1 if _is_of_the_site(item.path) else _turn(_name(item)))


@cache
def _is_of_the_site(path: Path) -> bool:
    return "invented_site" in path.read_text("utf8")


def _name(item: pytest.Item) -> str:
    return item.path.relative_to(Path(__file__).parent).as_posix()


def _turn(name: str) -> int:
    return next((place for place, start in enumerate(LONG) if name.startswith(start)), len(LONG))


@pytest.fixture(scope="session")
def invented_site(tmp_path_factory):
    """Settings of a run whose report is written from a small invented database, notebooks and all."""
    from pipeline.report.run import run
    from tests.report import world

    settings = world.build(tmp_path_factory.mktemp("site"))
    run(settings)
    return settings
