"""The page on links: bands, decisions, the queue, accuracy by script, and no count of few people."""

import pytest

from pipeline import warehouse
from pipeline.language import speaking
from pipeline.report.pages import linking
from pipeline.report.pages.base import Material
from pipeline.results import subject
from pipeline.results.numbers import Numbers
from tests.report import world


def page(settings):
    with warehouse.reading(settings) as con:
        about = subject.load(settings, con)
        return linking.linking(Material(settings, con, Numbers({}), about))


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return world.build(tmp_path_factory.mktemp("linking"))


def test_it_says_the_bands_who_decided_and_what_waits(settings):
    holds = page(settings).holds
    assert "taken for one person" in holds["bands"] and "left to a person to decide" in holds["bands"]
    assert ">0.900<" in holds["bands"] and ">40<" in holds["bands"]
    assert ">3<" not in holds["bands"] and "too few to show" in holds["bands"]
    assert "likeness of names" in holds["decided"] and ">60<" in holds["decided"]
    assert holds["queue"] == 7


def test_accuracy_is_that_of_the_kept_benchmark_and_says_that_its_records_are_invented(settings):
    accuracy = page(settings).holds["accuracy"]
    kept = [
        line.split(" | ") for line in linking.ACCURACY.read_text("utf8").splitlines() if line.startswith("| cyrillic")
    ]
    assert f"{100 * float(kept[0][2]):.1f}" in accuracy
    assert "INVENTED" in accuracy and all(f">{of}<" in accuracy for of in ("all", "Arabic", "Chinese"))


def test_other_links_are_told_in_words_and_rows_of_few_people_left_out(settings):
    otherwise = page(settings).holds["otherwise"]
    for said in (
        "nobody joined by likeness",
        "from a likelihood of 0.95",
        "with 10 false links",
        "drawn anew 200 times",
    ):
        assert said in otherwise, said
    assert ">298 to 302<" in otherwise and ">Turkey<" in otherwise
    assert "overturned" not in otherwise  # of three people


def test_the_worst_that_false_links_can_do_to_the_ratio_is_worked_out(settings):
    told = page(settings).holds["false_links"]
    for ratio in (300 / 100, 301 / 100, 400 / 100, 300 / 101, 300 / 200):
        assert f">{ratio:.2f}<" in told, ratio


def test_it_is_said_in_french_too_and_stands_without_any_link(settings, tmp_path):
    with speaking("fr"):
        assert "tenus pour une seule personne" in page(settings).holds["bands"]
    empty = page(world.build(tmp_path, empty=True)).holds
    assert (empty["bands"], empty["decided"], empty["queue"], empty["otherwise"], empty["false_links"]) == (
        "",
        "",
        None,
        "",
        "",
    )
