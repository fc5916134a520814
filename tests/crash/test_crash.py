"""A run killed by SIGKILL: the next one ends with the rows and the bytes of one that never was.

Here a handful of points up to the stage `stage`; `python -m tests.crash` does more than twenty over a whole run.
"""

import resource
import shutil

from tests.crash.conftest import UNTIL
from tests.crash.killing import KILLED, differences, spread

POINTS = 4
SECONDS = 2  # of processor: the clock tells of other work too


def test_the_next_run_ends_as_one_that_was_never_killed(place, tmp_path):
    changes = place.changes(tmp_path / "log", *UNTIL)
    whole = place.holds()
    assert {"table staged.requests", "tables/staged/requests.parquet", "custody.json", "run.json"} <= set(whole)
    for point in spread(POINTS, len(changes)):
        shutil.rmtree(place.derived)
        assert place.run(*UNTIL, kill_at=point).returncode == KILLED, changes[point - 1]
        assert place.run(*UNTIL).returncode == 0
        assert differences(whole, place.holds()) == [], changes[point - 1]


def test_where_nothing_changed_a_run_says_so_at_once(place):
    assert place.run(*UNTIL).returncode == 0
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    again = place.run(*UNTIL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert again.stdout.startswith("Nothing changed since the last run.")
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS
