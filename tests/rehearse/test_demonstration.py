"""The shipped demonstration: what seed 3 gives, and what the method must give back of it."""

import duckdb
import pytest

from pipeline import rehearse
from pipeline.settings import ROOT

SHIPPED = ROOT / "data" / "raw" / "demonstration"
SEED = 3

# Compressed by libraries of the system: the same rows, not on every machine the same bytes.
COMPRESSED = (".xlsx", ".parquet")


def contents(folder):
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): None if path.suffix in COMPRESSED else path.read_bytes() for path in files
    }


@pytest.fixture(scope="module")
def found(rehearsed):
    return rehearsed(SEED, "headline", "demonstration")


def test_the_shipped_files_are_those_of_the_seed(found):
    made = contents(found[0].parents[1] / "raw" / "invented")
    shipped = contents(SHIPPED)
    assert shipped.keys() == made.keys()
    assert [name for name in made if shipped[name] != made[name]] == []


def test_the_shipped_files_stay_small():
    sizes = [path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()]
    assert max(sizes) < 2_500_000 and sum(sizes) < 6_000_000


def test_every_case_of_it_is_recovered(found):
    assert rehearse.score(*found) == []


@pytest.mark.parametrize(
    "claim, low, high",
    [("C02", 2.7, 3.3), ("C05", 0.87, 0.93), ("C06", 0.45, 0.55), ("C07", 700, 1000), ("C08", 400, 700)],
)
def test_the_method_gives_back_the_published_headline(found, claim, low, high):
    with duckdb.connect(str(found[0]), read_only=True) as con:
        [(value, verdict)] = con.execute("select value, verdict from measures.claims where id = ?", [claim]).fetchall()
    assert low <= value <= high
    assert verdict == "holds"


def test_russia_is_first_and_turkey_second(found):
    ranks = """
        select country from measures.window_counts
        where measure = 'complaints' and "window" = 'decade_10' and instrument = 'WANTED' and country <> 'ALL'
        order by n desc limit 2
    """
    with duckdb.connect(str(found[0]), read_only=True) as con:
        assert [country for (country,) in con.execute(ranks).fetchall()] == ["RUS", "TUR"]
