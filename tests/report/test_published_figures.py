"""The published figures as pictures: real whatever the records are, every point sourced, conflicts side by side."""

import polars as pl
import pytest

from pipeline import warehouse
from pipeline.report.figures import theme
from pipeline.report.figures.catalogue import Reader
from pipeline.report.figures.published import PUBLISHED
from pipeline.report.figures.run import run
from pipeline.results import subject
from pipeline.results.numbers import Numbers
from tests.report import world


@pytest.fixture(scope="module")
def invented(tmp_path_factory):
    return world.build(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="module")
def figures(invented):
    with warehouse.reading(invented) as con:
        about = subject.load(invented, con)
        reader = Reader(con, Numbers.read(invented.derived / "measures.json"), about)
        return {name: draw(reader) for name, draw in PUBLISHED.items()}


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_point_names_its_source(figures, name):
    sources = figures[name].data["source"]
    assert len(sources) > 3 and all(source.startswith(("https://", "http://")) for source in sources)


def test_two_sources_that_differ_are_two_points(figures):
    issued = figures["published_issued"].data.filter(pl.col("place") == "2015")
    assert issued["value"].to_list() == [11492, 12878]
    assert "In 1 of the rows sources differ" in figures["published_issued"].alt


def test_the_table_of_2021_gives_its_four_shares(figures):
    shares = figures["published_outcomes"].data["value"]
    assert [round(100 * share, 1) for share in shares] == [45.5, 61.9, 69.0, 72.2]


def test_published_figures_are_not_called_invented_on_a_site_of_invented_records(invented):
    run(invented, "published_issued")
    for suffix in (".svg", ".csv", ".txt"):
        assert theme.INVENTED not in (invented.figures / f"published_issued{suffix}").read_text("utf8")
