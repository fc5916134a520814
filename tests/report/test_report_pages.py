"""The pages: one frame, a strict policy, links that lead somewhere, numbers as measured, and nothing private."""

import json
import re
from html.parser import HTMLParser

import pytest

from pipeline import warehouse
from pipeline.report.notebooks.run import NOTEBOOKS
from pipeline.report.pages.base import Material
from pipeline.report.pages.front import front
from pipeline.results import subject
from pipeline.results.numbers import Numbers
from tests.report import world


class Reader(HTMLParser):
    """Ids, links, sources and the text of a page."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.sources, self.text = set(), [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.ids |= {found["id"]} if "id" in found else set()
        self.links += [found["href"]] if "href" in found else []
        self.sources += [found[key] for key in ("src", "srcset") if key in found]
        assert "style" not in found and tag != "style", f"<{tag}> breaks the policy of the page"
        assert tag != "script" or "src" in found, "a script inside the page breaks its policy"
        assert not [name for name in found if name.startswith("on")], f"<{tag}> would run a script"

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def pages(invented_site):
    """Every page of the site, read."""
    return {path.name: Reader(path.read_text("utf8")) for path in sorted(invented_site.report.glob("*.html"))}


def words_of(page):
    return " ".join(" ".join(page.text).split())


def test_every_page_is_there(pages):
    assert set(pages) >= {"index.html", "data_quality.html", "definitions.html", "dictionary.html", "published.html"}
    assert len([name for name in pages if re.match(r"\d\d_", name)]) == len(list(NOTEBOOKS.glob("[0-9]*.ipynb")))


def test_every_page_has_the_policy_the_banner_and_a_way_past_the_navigation(invented_site, pages):
    for name in pages:
        html = (invented_site.report / name).read_text("utf8")
        assert "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; base-uri" in html
        assert html.count("<h1") == 1
        assert "INVENTED DEMONSTRATION DATA" in html.split("<header")[0].split("<body>")[1], name
        assert 'class="skip" href="#main"' in html and 'id="main"' in html


def test_every_link_and_picture_leads_to_something_in_the_site(invented_site, pages):
    for name, page in pages.items():
        for target in [*page.links, *page.sources]:
            if target.startswith("https://") or target.startswith("http://"):
                assert name in ("published.html", "cases.html"), f"{name} leads out of the site"
                continue
            file, _, anchor = target.partition("#")
            assert (invented_site.report / (file or name)).is_file(), f"{name}: {target}"
            assert not anchor or anchor in pages[file or name].ids, f"{name}: {target}"


def test_the_front_page_gives_the_numbers_as_measured(invented_site, pages):
    measures = json.loads((invented_site.derived / "measures.json").read_text("utf8"))
    text = words_of(pages["index.html"]).replace("\u00a0", " ")
    ratio = measures["complaints.cases.RUS_TUR.WANTED.decade_10.received"]
    assert f"95 % interval {ratio['low']:.2f} to {ratio['high']:.2f}" in text
    for basis in ("with_data", "on_merits", "broad", "modified"):
        rate = measures[f"overturn_rate.{basis}.RUS.WANTED.2024.decided"]
        assert f"{100 * rate['value']:.1f} %" in text and f"{rate['numerator']} of {rate['denominator']}" in text, basis
    received = measures["overturn_rate.received.RUS.WANTED.2024.received"]
    bounds = f"{100 * received['bound_low']:.1f} to {100 * received['bound_high']:.1f} %"
    assert bounds in text


def test_the_front_page_says_that_there_are_two_populations(pages):
    text = words_of(pages["index.html"]).replace("\u00a0", " ")
    assert re.search(r"at least \d+\.\d % .*overturned, of those published.* at most \d+\.\d %", text)
    assert "bureau that did not answer" in text


@pytest.mark.parametrize(
    "ahead, lead", [("RUS", "Russia drew 3.0 times as many"), ("TUR", "Turkey drew more complaints than Russia")]
)
def test_the_lead_follows_the_data(tmp_path, ahead, lead):
    settings = world.build(tmp_path, ahead=ahead)
    with warehouse.reading(settings) as con:
        about = subject.load(settings, con)
        material = Material(settings, con, Numbers.read(settings.derived / "measures.json"), about)
        assert re.sub(r"<[^>]+>", "", front(material, {}).holds["lead"]).startswith(lead)


def test_nothing_private_is_on_a_page(invented_site, pages):
    written = "".join(
        path.read_text("utf8") for path in invented_site.report.rglob("*.*") if path.suffix not in (".png", ".pdf")
    )
    assert "Quarantined Person" not in written
    assert "31.02.1980" not in written and "Hushhush" not in written
    assert "Filename Person" not in written and "Another Person" not in written
    assert "Browder" in words_of(pages["cases.html"])
    assert not [name for name, page in pages.items() if "Browder" in words_of(page) and name != "cases.html"]


def test_data_quality_lists_what_could_not_be_read(pages):
    text = words_of(pages["data_quality.html"])
    for said in ("demo/lost.csv", "missing", "line 12; line 13", "too few columns", "totals row", "Ruritania"):
        assert said in text, said
    assert "a day is believable" in text and "demo/requests.csv, line 5; demo/*.eml ef56ab78" in text
    assert "demo/*.eml" in text and "cd34ef56" in text and "no header" in text
    assert "101 rows were found in 2 files: 95 are used, 4 were set aside" in text


def test_a_file_that_failed_is_on_the_front_page(pages):
    assert "2 files could not be used." in words_of(pages["index.html"])


def test_every_number_has_a_definition_with_a_place_of_its_own(pages):
    assert {"overturn_rate.on_merits", "initial_pass_rate.checked", "complaints"} <= pages["definitions.html"].ids
    assert "marts.complaints" in pages["dictionary.html"].ids


def test_what_is_published_stands_apart(pages):
    text = words_of(pages["published.html"])
    assert "Nothing on this page is computed from the records" in text
    assert "2,586" in text


def test_every_page_is_in_the_navigation_once_and_at_the_foot_once(pages):
    for page in pages.values():
        inner = [link for link in page.links if link.endswith(".html") and "/" not in link]
        for name in pages:
            # where a number comes from is reached by the number, not by the navigation
            assert inner.count(name) >= 2 or name.startswith("numbers_"), name


def test_the_method_is_told_with_the_numbers_of_the_run(pages):
    text = words_of(pages["method.html"])
    assert "101 rows were found: 95 became records, 4 could not be read and were set aside, 2 are no records" in text
    assert "What an interval means" in text and "What this cannot show" in text


def test_the_ledger_is_counted_in_words(pages):
    assert "Of 2 statements 1 holds and 1 is not settled" in words_of(pages["claims.html"])
