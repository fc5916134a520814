"""Figures in a report's prose: measure, place, year, value and how exact; what the words leave open is left open."""

from datetime import date
from functools import cache

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Fault
from pipeline.mapping import Mapping
from pipeline.receive.readers import open_tables
from pipeline.receive.readers.base import LOCATOR
from pipeline.rehearse.formats import office, pdfs
from pipeline.schemas import STAGED
from pipeline.settings import Settings
from pipeline.stage.figure_rules import MEASURES, load_figure_rules
from pipeline.stage.kinds import KINDS
from pipeline.stage.normalise import normalise
from pipeline.stage.reading.documents import IN_PROSE
from pipeline.stage.source import Source
from pipeline.stage.words import Words, load_words


@cache
def loaded() -> Words:
    return load_words(Settings().vocabulary)


def read(texts: list[str | None], kind: str = "report") -> pl.DataFrame:
    """The figures in texts of one kind."""
    batch = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    mapping = Mapping("documents", columns={"text": "text"}, constants={"document_kind": kind}, as_of=date(2025, 1, 1))
    places = pl.Series(["page 1"] * batch.height, dtype=pl.String)
    done = normalise(batch, places, KINDS["documents"], mapping, loaded(), Source("d", "a.pdf", "0"), first=1)
    assert done.rows.height == len(texts)
    return done.beside[IN_PROSE]


def only(text: str) -> dict:
    return read([text]).row(0, named=True)


def test_a_figure_keeps_its_words_its_page_and_how_exact_it_is():
    said = "About 90 % of requests from Russia passed the first check in 2024."
    figure = only(f"Annual report\n\f\nThe check.\n\n{said}")
    assert {
        name: figure[name] for name in ("measure", "country", "year", "value", "unit", "approximation", "precision")
    } == {
        "measure": "initial_pass_rate",
        "country": "RUS",
        "year": 2024,
        "value": 90.0,
        "unit": "%",
        "approximation": "about",
        "precision": 0.5,
    }
    assert (figure["page"], figure["source_locator"], figure["context"]) == (2, "page 2, paragraph 2", said)
    assert figure["record_id"] == f"{figure['document_id']}-f1" and figure["as_of"] == date(2025, 1, 1)


@pytest.mark.parametrize(
    "written, value, precision",
    [("10.2 per cent", 10.2, 0.05), ("91,5 %", 91.5, 0.05), ("Two thirds", 66.7, 5.0), ("half", 50.0, 5.0)],
)
def test_shares_are_read_as_written(written, value, precision):
    figure = only(f"{written} of the complaints were overturned in 2020.")
    assert (figure["value"], figure["precision"]) == (value, precision)


@pytest.mark.parametrize("written", ["1,204 %", "130 %", "88 to 92 %", "Article 3 %"])
def test_what_has_two_readings_or_none_is_no_figure(written):
    assert read([f"{written} of the complaints were overturned in 2020."]).is_empty()


@pytest.mark.parametrize("written", ["1 204", "1,204", "1.204", "1204"])
def test_a_count_has_no_fraction(written):
    assert only(f"Kazakhstan submitted {written} requests in 2019.")["value"] == 1204


def test_the_year_may_stand_elsewhere_in_the_paragraph_and_nowhere_else():
    near = "The year 2021 was busy. The Commission received 651 complaints."
    far = "The year 2021 was busy.\n\nThe Commission received 651 complaints."
    two = "2020 and 2021 were busy. The Commission received 651 complaints."
    span = "The Commission received 651 complaints between 2014 and 2024."
    beside = (
        "In 2021, of 651 complaints processed, 296 were found non-compliant.\nIn 2020 Turkey sent 40 requests to us."
    )
    assert read([beside])["unclear"].null_count() == 3  # lines of a document that breaks none are paragraphs
    assert [(figure["year"], figure["unclear"]) for figure in map(only, (near, far, two, span))] == [
        (2021, None),
        (None, None),
        (None, "year"),
        (None, "year"),
    ]


def test_two_countries_leave_it_open_whose_the_figure_is():
    figure = only("Turkey was ahead of France, with 90 % of requests approved in 2020.")
    assert (figure["country"], figure["unclear"]) == (None, "country")
    figure = only("Turkey was ahead. In 2020, 90 % of requests were approved.")
    assert (figure["country"], figure["unclear"]) == (None, "country")


def test_a_decision_and_a_letter_report_no_figures():
    text = "Of 651 complaints, 296 were overturned in 2021."
    assert read([text], "decision").is_empty() and read([text], "other").is_empty()
    assert read([text], "memo").height == 2


def test_a_report_says_the_same_in_every_format(tmp_path):
    lines = ["Annual report 2021", "In 2021, of 651 complaints processed, 296 were found non-compliant."]
    files = {
        "a.pdf": pdfs.pdf([pdfs.text_page(lines)]),
        "a.docx": office.docx(lines),
        "a.html": "".join(f"<p>{line}</p>" for line in lines).encode(),
        "a.txt": "\n".join(lines).encode(),
        "a.rtf": (r"{\rtf1\ansi " + r"\par ".join(lines) + "}").encode(),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        table = next(iter(open_tables(tmp_path / name, {"format": "html"} if name == "a.html" else {})))
        text = pl.concat(table.batches).drop(LOCATOR)["text"].to_list()
        assert read(text).select("measure", "year", "value").rows() == [
            ("complaints", 2021, 651.0),
            ("overturned", 2021, 296.0),
        ], name


PIECES = [
    "90 %",
    "1,204",
    "requests",
    "complaints",
    "passed",
    "of",
    "in 2024",
    "Russia",
    "and",
    ";",
    "half",
    "\f",
    "651",
    "were overturned",
]


@settings(max_examples=20, deadline=None)
@given(
    texts=st.lists(
        st.one_of(st.none(), st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)),
        max_size=3,
    )
)
def test_any_text_gives_figures_of_known_measures_or_none(texts):
    found = read(texts)
    assert dict(found.schema) == STAGED["reported_figures"]
    assert set(found["measure"]) <= MEASURES and found["value"].null_count() == 0
    assert found["record_id"].n_unique() == found.height


@pytest.mark.parametrize(
    "name, line, found",
    [
        ("figure_rules", "measure,births,{share}", "a measure is births"),
        ("figure_words", "dozen,twelve", "means is 'twelve'"),
    ],
)
def test_a_rule_that_cannot_be_used_is_named(tmp_path, name, line, found):
    (tmp_path / "figure_rules.csv").write_text("field,means,pattern\n")
    (tmp_path / "figure_words.csv").write_text("value,means\n")
    heading = (tmp_path / f"{name}.csv").read_text()
    (tmp_path / f"{name}.csv").write_text(f"{heading}{line}\n")
    with pytest.raises(Fault, match=found):
        load_figure_rules(tmp_path)
