"""The way from an invented delivery to the measures, without the look at the source that Great Expectations takes."""

import pytest

from pipeline import rehearse, warehouse
from pipeline.run import STAGES
from pipeline.settings import Settings


@pytest.fixture(scope="session")
def rehearsed(tmp_path_factory):
    """A function (seed, world, size) -> (database, truth), each made once."""
    made = {}

    def through(seed, world="headline", size="small"):
        if (seed, world, size) not in made:
            folder = tmp_path_factory.mktemp(f"{world}_{seed}")
            rehearse.run(folder / "raw" / "invented", seed, folder / "truth.json", world, size)
            settings = Settings(raw=folder / "raw", derived=folder / "derived")
            with warehouse.building(settings) as con:
                for name in STAGES:
                    if name != "check":
                        STAGES[name](settings, con)
            made[seed, world, size] = settings.database, folder / "truth.json"
        return made[seed, world, size]

    return through
