"""Every figure says its finding in its headline, fits its frame, hides small cells and comes out the same twice."""

import json
import re

import pypdfium2
import pytest
import vl_convert

from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.report import figures
from pipeline.report.figures import lines, theme, tips, write
from pipeline.report.figures.catalogue import CATALOGUE, Reader
from pipeline.report.figures.methods import METHODS
from pipeline.report.figures.pdf import pdf
from pipeline.report.figures.write import SUFFIXES
from pipeline.results import subject
from pipeline.results.numbers import Numbers
from tests.report import world


def drawn(settings):
    """Every figure of a database by name, before it is written."""
    with warehouse.reading(settings) as con:
        about = subject.load(settings, con)
        reader = Reader(con, Numbers.read(settings.derived / "measures.json"), about)
        return {name: make(reader) for name, make in CATALOGUE.items()}


@pytest.fixture(scope="module")
def turned(tmp_path_factory):
    """A world where the headline is false: Turkey ahead, 60 % passed, 20 % overturned, and the records are real."""
    return world.build(tmp_path_factory.mktemp("turned"), ahead="TUR", passed=60, overturned=20, nature="real")


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_file_of_a_figure_is_there_and_says_that_the_data_are_invented(invented_site, name):
    files = {suffix: invented_site.figures / f"{name}{suffix}" for suffix in SUFFIXES}
    assert all(path.stat().st_size for path in files.values())
    for suffix in (".svg", ".narrow.svg", ".csv", ".txt", ".json"):
        assert theme.INVENTED in files[suffix].read_text("utf8"), suffix
    assert files[".png"].read_bytes().startswith(b"\x89PNG")
    with pypdfium2.PdfDocument(files[".pdf"]) as document:
        assert theme.INVENTED in document.get_metadata_dict()["Title"]
        assert theme.INVENTED in document[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_figure_is_exactly_as_wide_as_its_frame(invented_site, name):
    for suffix, form in ((".svg", "wide"), (".narrow.svg", "narrow")):
        svg = (invented_site.figures / f"{name}{suffix}").read_text("utf8")
        assert f'width="{theme.WIDTHS[form]}"' in svg[:300]


@pytest.mark.parametrize("name", [name for name in CATALOGUE if name not in METHODS])
def test_headline_and_alt_text_hold_a_number_and_the_alt_text_two_sentences(invented_site, name):
    figure = drawn(invented_site)[name]
    assert re.search(r"\d", figure.headline)
    assert re.search(r"n = .*\d", figure.sample)
    assert len(re.findall(r"\.(?= [A-Z0-9]|$)", figure.alt)) == 2


def test_headlines_follow_the_data(invented_site, turned):
    true, false = drawn(invented_site), drawn(turned)
    assert true["complaints_by_country"].headline == "Russia drew 3.0 times as many complaints as Turkey"
    assert false["complaints_by_country"].headline == "Turkey drew more complaints than Russia, 3.0 to 1"
    assert "in every one of" in true["complaints_by_year"].headline
    assert "in none of" in false["complaints_by_year"].headline
    assert re.match(r"2024: 9\d\.\d.% passed the first check, [45]\d\.\d", true["passed_against_overturned"].headline)
    assert re.match(
        r"2024: [56]\d\.\d.% passed the first check, [12]\d\.\d", false["passed_against_overturned"].headline
    )


def test_figures_of_real_records_are_not_called_invented(turned):
    figures.run(turned, "who_asks")
    assert theme.INVENTED not in (turned.figures / "who_asks.svg").read_text("utf8")
    assert theme.INVENTED not in (turned.figures / "who_asks.csv").read_text("utf8")


def test_a_suppressed_count_is_in_no_file(invented_site):
    with warehouse.reading(invented_site) as con:
        small = con.execute(
            "select country, year from measures.counts where measure = 'complaints' and instrument = 'WANTED' "
            "and is_suppressed and country in ('RUS', 'TUR', 'DEU') and year = 2020"
        ).fetchall()
    assert small == [("DEU", 2020)]
    ends = (invented_site.figures / "how_complaints_end.csv").read_text("utf8")
    assert not [row for row in ends.splitlines() if re.search(r",[1-4],(true|false)", row)]


def test_a_pdf_has_the_same_bytes_however_often_it_is_drawn(invented_site):
    svg = (invented_site.figures / "complaints_by_country.svg").read_text("utf8")
    drawn_again = {pdf(svg, "Title – two") for _ in range(6)}
    assert len(drawn_again) == 1
    assert len({vl_convert.svg_to_pdf(svg) for _ in range(20)}) > 1, "vl-convert is steady now: pdf.py can go"
    with_states_and_forms = (invented_site.figures / "request_flow.svg").read_text("utf8")
    assert len({pdf(with_states_and_forms, "") for _ in range(6)}) == 1
    with pypdfium2.PdfDocument(drawn_again.pop()) as document:
        assert document.get_metadata_dict()["Title"] == "Title – two"
        assert document[0].get_size() == (theme.WIDTHS["wide"], int(re.search(r'height="(\d+)"', svg)[1]))
        assert "Russia drew 3.0 times as many complaints" in document[0].get_textpage().get_text_bounded()


def test_a_figure_is_drawn_anew_where_the_code_that_writes_it_is_another(invented_site, tmp_path, monkeypatch):
    with warehouse.reading(invented_site) as con:
        about = subject.load(invented_site, con)
        reader = Reader(con, Numbers.read(invented_site.derived / "measures.json"), about)
        figure = CATALOGUE["complaints_by_country"](reader)
    assert write.write("one", figure, about, tmp_path)
    assert not write.write("one", figure, about, tmp_path)
    monkeypatch.setattr(write, "written_by", lambda: "other code")
    assert write.write("one", figure, about, tmp_path)


def test_a_mark_says_its_row_and_a_blank_number_says_nothing(invented_site):
    spec = json.loads((invented_site.figures / "complaints_by_country.json").read_text("utf8"))
    told = [row["hover"] for rows in spec["datasets"].values() for row in rows if "hover" in row]
    assert "Russia\n1,360 complaints" in told, told
    assert tips.usual({"country": "RUS", "value": None, "numerator": 3, "denominator": 40}) == []
    assert tips.usual({"country": "RUS", "year": 2024, "value": 0.5, "low": 0.25, "high": 0.75}) == [
        "Russia, 2024", "50.0\u00a0%", "95 % interval 25.0\u00a0% to 75.0\u00a0%"
    ]  # fmt: skip


def test_no_suppressed_number_is_in_a_spec(invented_site):
    telling = {"n", "numerator", "value", "low", "high", "bound_low", "bound_high", "hover"}
    hidden = set()
    for name in CATALOGUE:
        spec = json.loads((invented_site.figures / f"{name}.json").read_text("utf8"))
        for rows in (*spec["datasets"].values(), *spec["usermeta"]["narrow"]["datasets"].values()):
            for row in rows:
                if row.get("is_suppressed"):
                    hidden.add(name)
                    assert not [key for key in telling & row.keys() if row[key] is not None], (name, row)
    assert "complaints_worldwide" in hidden


def test_an_unknown_figure_is_named_with_those_there_are(invented_site):
    with pytest.raises(Fault, match="complaints_by_country"):
        figures.run(invented_site, "pie")


def test_a_question_without_records_has_a_figure_that_says_so(tmp_path):
    empty = drawn(world.build(tmp_path, empty=True))
    assert all(figure.headline.startswith("Too few cases to show") for figure in empty.values())
    assert figures.run(world.build(tmp_path / "again", empty=True), "who_asks").startswith("1 figures")


def _contrast(one, other):
    def light(color):
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("color", [*lines.COLORS, theme.INK, theme.SOFT, theme.ALERT])
def test_every_mark_stands_out_from_the_paper(color):
    assert _contrast(color, theme.PAPER) >= 3


def test_labels_that_would_touch_are_moved_apart_and_keep_their_order():
    assert lines.apart([5.0, 1.0, 5.2], 1.0) == [5.0, 1.0, 6.0]
    assert lines.apart([], 1.0) == []
