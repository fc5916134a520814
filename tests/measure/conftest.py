"""The invented world of counts of `world.py`, as fixtures."""

import pytest

from tests.measure.world import build_world


@pytest.fixture
def world(tmp_path):
    """A world of its own, for a test that changes it."""
    settings, con = build_world(tmp_path)
    yield settings, con
    con.close()


@pytest.fixture(scope="module")
def kept_world(tmp_path_factory):
    """One world for all tests of a file that only read what is made of it."""
    settings, con = build_world(tmp_path_factory.mktemp("world"))
    yield settings, con
    con.close()
