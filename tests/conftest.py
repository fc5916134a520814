"""What tests of several folders share, and how they are dealt out to the processes that run them."""

import pytest

# What takes longest goes first, so that no process is left alone with it at the end.
LONG = ("whole_way", "rehearse", "crash", "report", "resolve", "receive")


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share something dear to build run in one process: those of a file, and those of the invented site."""
    of_the_site = {_file(item) for item in items if "invented_site" in getattr(item, "fixturenames", ())}
    for item in items:
        item.add_marker(pytest.mark.xdist_group("site" if _file(item) in of_the_site else _file(item)))
    items.sort(key=lambda item: -1 if _file(item) in of_the_site else _turn(_file(item)))


def _file(item: pytest.Item) -> str:
    return item.nodeid.split("::")[0].removeprefix("tests/")


def _turn(file: str) -> int:
    return next((place for place, start in enumerate(LONG) if file.startswith(start)), len(LONG))


@pytest.fixture(scope="session")
def invented_site(tmp_path_factory):
    """Settings of a run whose report is written from a small invented database, notebooks and all."""
    from pipeline.report.run import run
    from tests.report import world

    settings = world.build(tmp_path_factory.mktemp("site"))
    run(settings)
    return settings
