"""Every number on every page opens its definition, query and counts, or says why it does not."""

import re

import pytest

from pipeline import warehouse
from pipeline.report.figures.catalogue import CATALOGUE
from pipeline.report.links import to_numbers
from pipeline.report.notebooks.run import NOTEBOOKS
from pipeline.report.pages import figure_numbers
from pipeline.report.pages.base import Material
from pipeline.results import subject
from pipeline.results.numbers import Numbers
from pipeline.results.tables import opened
from tests.report.numbers_on_pages import REASONS, Unled


def pages(site):
    """Every page in both languages, save those that numbers are explained on."""
    return [path for path in sorted(site.report.rglob("*.html")) if not path.name.startswith("numbers_")]


def test_every_number_is_a_link_or_has_a_reason(invented_site):
    seen = {path.relative_to(invented_site.report): Unled(path.read_text("utf8")) for path in pages(invented_site)}
    assert len(seen) > 2 * len(list(NOTEBOOKS.glob("[0-9]*.ipynb")))
    assert {str(name): page.found[:5] for name, page in seen.items() if page.found} == {}
    assert set().union(*(page.why for page in seen.values())) <= set(REASONS)


def test_a_number_that_leads_nowhere_is_found():
    page = '<main><p>Of 98 people <a class="told" href="n.html#x">17</a> in 2024; <q data-why="said">12</q></p></main>'
    assert Unled(page).found == ["98 in “Of 98 people”"] and Unled(page).why == {"said"}


def test_most_numbers_of_figures_lead_to_a_number_with_a_name(invented_site):
    html = (invented_site.report / "index.html").read_text("utf8")
    table = re.search(r'id="figure-passed_against_overturned".*?</figure>', html, re.DOTALL)[0]
    links = re.findall(r'class="told" href="([^"#]*)#([^"]*)"', table)
    assert links and {name.split(".")[0] for _, name in links} == {"overturn_rate", "initial_pass_rate"}


def test_a_number_without_a_name_leads_to_an_address():
    html, names = to_numbers(str(opened("#code-7", "12")) + str(opened("a.b", "3")))
    assert html == '<a class="told" href="#code-7">12</a><a class="told" href="numbers_a.html#a.b">3</a>'
    assert names == {"a.b"}


def test_a_table_of_a_notebook_leads_to_its_code(invented_site):
    html = (invented_site.report / "01_what_the_records_hold.html").read_text("utf8")
    targets = set(re.findall(r'class="told" href="#(code-\d+)"', html))
    assert targets and all(f'id="{target}"' in html for target in targets)


@pytest.mark.parametrize("name", ["request_flow", "how_complaints_end", "decision_times", "requests_by_quarter"])
def test_a_figure_that_no_measure_names_gives_its_query(invented_site, name):
    assert name in CATALOGUE
    page = (invented_site.report / "numbers_figure.html").read_text("utf8")
    assert f'id="figure.{name}"' in page
    with warehouse.reading(invented_site) as con:
        about = subject.load(invented_site, con)
        material = Material(invented_site, con, Numbers.read(invented_site.derived / "measures.json"), about)
        asked = figure_numbers.queries(material, f"figure.{name}")
        assert asked and all("$" not in sql and con.execute(sql).fetchall() for sql in asked)
