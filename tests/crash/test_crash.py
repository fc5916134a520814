"""A run killed by SIGKILL: the next one ends with the rows and the bytes of one that never was.

Here a handful of points up to the stage `stage`; `python -m tests.crash` does more than twenty over a whole run.
"""

import shutil
import zipfile

import pytest

from tests.crash.killing import KILLED, Place, differences, spread

SOURCE = """\
title: Invented register
nature: invented
files:
  "*.csv":
    record: requests
    columns: {No: reference, Land: requesting_country}
"""
UNTIL = ("run", "--until", "stage")
POINTS = 5


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Place:
    folder = tmp_path_factory.mktemp("desk")
    leak = folder / "raw" / "leak"
    leak.mkdir(parents=True)
    (leak / "SOURCE.yml").write_text(SOURCE)
    (leak / "a.csv").write_text("No,Land\nA/1,RUS\n,FRA\n")
    with zipfile.ZipFile(leak / "b.zip", "w") as packed:
        packed.writestr("inner.csv", "No,Land\nB/1,TUR\n")
    return Place(folder / "raw", folder / "derived")


def test_the_next_run_ends_as_one_that_was_never_killed(place, tmp_path):
    changes = place.changes(tmp_path / "log", *UNTIL)
    whole = place.holds()
    assert {"table staged.requests", "tables/staged/requests.parquet", "custody.json", "run.json"} <= set(whole)
    for point in spread(POINTS, len(changes)):
        shutil.rmtree(place.derived)
        assert place.run(*UNTIL, kill_at=point).returncode == KILLED, changes[point - 1]
        assert place.run(*UNTIL).returncode == 0
        assert differences(whole, place.holds()) == [], changes[point - 1]
