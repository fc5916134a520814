"""The project's own vocabulary, and cells as the normalisers get them."""

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.settings import Settings
from pipeline.stage.text import tidied
from pipeline.stage.words import Words, load_words


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words(Settings().vocabulary)


@pytest.fixture(scope="session")
def tidy() -> Callable[[list[str | None]], pl.Series]:
    return lambda texts: tidied(pl.DataFrame({"cell": texts}, schema={"cell": pl.String}))["cell"]
