"""A small graph of its own: sql/ in a temporary folder, and a database to build it in."""

from pathlib import Path

import pytest

from pipeline import warehouse
from pipeline.settings import Settings


@pytest.fixture
def sql(tmp_path):
    """A folder of models: `sql("marts/a.sql", text)` adds or replaces a file and returns the folder."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / "sql" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf8")
        return tmp_path / "sql"

    return write


@pytest.fixture
def settings(tmp_path):
    return Settings(raw=tmp_path / "raw", derived=tmp_path / "derived")


@pytest.fixture
def con(settings):
    """A database with two requests in staged.requests, as Python would have written it."""
    with warehouse.building(settings) as con:
        con.execute(
            "create table staged.requests as select * from (values ('A', 'RUS'), ('B', 'TUR')) as t (id, country)"
        )
        yield con
