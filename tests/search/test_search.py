"""Words are found in any of the languages, in whatever form they stand, each hit with its place; limits hold."""

from datetime import date

import polars as pl
import pytest

from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.schemas import QUARANTINE, STAGED
from pipeline.search import index, run
from pipeline.search.snippet import LONG, snippet
from pipeline.search.words import keys
from pipeline.settings import Settings

MESSAGES = [
    # reference, from, to, sent, text
    ("M-1", "GBR", ["FRA"], "2015-03-02", "The requests were arrested at the border."),
    ("M-2", "FRA", ["RUS"], "2016", "Les décisions d'arrestation ont été ordonnées à Évry."),
    ("M-3", "RUS", ["TUR", "FRA"], "2017-06", "Просим задержать его; о задержании сообщить. Ёлкин."),
    ("M-4", "TUR", ["RUS"], "2018-01-31", "İADE talebi: kararları ISPARTA mahkemesi verdi."),
    ("M-5", "ESP", ["MEX"], "2019-05-05", "Se solicita la detención; detenciones previas."),
    ("M-6", "EGY", ["LBN"], None, "نطلب القبض على المطلوب"),
    ("M-7", None, [], "2020-01-01", "\x1b[31m red\x1b[0m notice withdrawn; a notice in red ink is no Red\nNotice."),
]
PAGES = "Cover page.\n\f\nThe Commission decided on deletion.\n\f\nDeletion was ordered; deletion followed."


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Settings:
    settings = Settings(derived=tmp_path_factory.mktemp("derived"))
    write(settings, "one")
    return settings


def write(settings: Settings, staged_from: str) -> None:
    rows = {
        "messages": [
            {"reference": r, "from_country": f, "to_countries": t, "sent_on_text": d, "text": x, **at(n)}
            for n, (r, f, t, d, x) in enumerate(MESSAGES, 2)
        ],
        "documents": [{"text": PAGES, "respondent_country": "RUS", "decided_on_text": "2021-09-09", **at(1, "d.pdf")}],
        "requests": [{"offence_text": "Мошенничество в особо крупном размере", "requested_on_text": "2014", **at(9)}],
        "reported_figures": [{"context": "about 90 % were approved", "year": 2024, **at(1, "r.pdf")}],
    }
    with warehouse.building(settings) as con:
        for kind, schema in STAGED.items():
            warehouse.write_table(con, f"staged.{kind}", pl.DataFrame(rows.get(kind, []), schema=dict(schema)))
        aside = [("leak", "m.csv", "line 30", "broken", None, "row about smuggling")]
        warehouse.write_table(con, "audit.quarantine", pl.DataFrame(aside, schema=QUARANTINE, orient="row"))
        con.execute(
            "create or replace table audit.staged_from as select 'staged.messages' as table_name, ? as inputs",
            [staged_from],
        )


def at(line: int, file: str = "m.csv") -> dict:
    place = {"source_file": file, "source_locator": f"line {line}" if file == "m.csv" else "page 1"}
    return {"record_id": f"{file}-{line}", "delivery": "leak", "as_of": date(2024, 1, 1), **place}


def hits(settings: Settings, *words: str, **limits) -> list[str]:
    """Where the hits stand, in order."""
    return [line.split(": ")[0].split(". ", 1)[1] for line in run(settings, list(words), **limits).splitlines()[1::2]]


@pytest.mark.parametrize(
    "words, line",
    [
        ("BORDERS", 2), ("REQUEST", 2), ("decision", 3), ("ordonner", 3), ("Evry", 3), ("décision", 3),
        ("задержание", 4), ("задержания", 4), ("Елкин", 4), ("karar", 5), ("iade", 5), ("ısparta", 5),
        ("detencion", 6), ("detenciones", 6), ("مطلوبين", 7), ("notices", 8), ("мошенничества", 9), ("smuggling", 30),
    ],
)  # fmt: skip
def test_a_word_is_found_in_its_other_forms(desk, words, line):
    assert hits(desk, words) == [f"leak/m.csv, line {line}"]


def test_all_words_must_be_there_and_a_phrase_stands_together(desk):
    assert hits(desk, "notice", "ink") == ["leak/m.csv, line 8"]
    assert hits(desk, "notice", "border") == []
    assert hits(desk, '"red ink"') == ["leak/m.csv, line 8"]
    assert hits(desk, '"ink red"') == []


def test_a_document_is_one_hit_on_its_best_page(desk):
    said = run(desk, ["deletion"])
    assert said.splitlines()[0] == "1 record holds deletion."
    assert "leak/d.pdf, page 3 (and on 1 other pages)" in said
    assert "[Deletion] was ordered; [deletion] followed." in said


@pytest.mark.parametrize(
    "limits, lines",
    [
        ({"country": "fra"}, [2, 3, 4]),
        ({"country": "MEX"}, [6]),
        ({"since": "2017-06-30"}, [4, 5, 6, 8]),
        ({"since": "2016-05", "until": "2017"}, [3, 4]),
        ({"until": "2015-03-02"}, [2]),
        ({"delivery": "other"}, []),
    ],
)
def test_limits_to_country_time_and_delivery(desk, limits, lines):
    """Every message holds a word of its own here; a vague date counts wherever it may lie within."""
    words = ["border", "Evry", "Елкин", "karar", "detencion", "القبض", "withdrawn"]
    found = [place for word in words for place in hits(desk, word, **limits)]
    assert found == [f"leak/m.csv, line {line}" for line in lines]


def test_what_has_no_date_is_told(desk):
    assert run(desk, ["القبض"], since="2015").startswith("0 records hold القبض; 1 more have no date.")


def test_nothing_in_a_hit_steers_the_terminal(desk):
    assert "\x1b" not in run(desk, ["withdrawn"]) and "?[31m [red]" in run(desk, ["red"])


def test_the_index_is_built_when_asked_and_anew_when_records_changed(desk, tmp_path, monkeypatch):
    settings = Settings(derived=tmp_path)
    write(settings, "one")
    assert not (tmp_path / "search").exists()
    first = run(settings, ["notice"])
    made = (tmp_path / "search" / index.KEY).stat().st_mtime_ns
    assert run(settings, ["notice"]) == first
    assert (tmp_path / "search" / index.KEY).stat().st_mtime_ns == made
    monkeypatch.setitem(globals(), "MESSAGES", [*MESSAGES, ("M-9", None, [], None, "one more notice")])
    write(settings, "two")
    assert run(settings, ["notice"]).startswith("2 records")
    assert not (tmp_path / "search.building").exists()


def test_the_index_keeps_no_text(desk):
    run(desk, ["notice"])
    held = b"".join(path.read_bytes() for path in (desk.derived / "search").rglob("*") if path.is_file())
    assert b"arrested at the border" not in held and b"m.csv-2" in held


@pytest.mark.parametrize(
    "words, limits",
    [(["!!"], {}), (["a"], {"since": "soon"}), (["a"], {"until": "2015-13"}), (["a"], {"country": "R"})],
)
def test_a_question_that_is_none_is_refused(desk, words, limits):
    with pytest.raises(Fault):
        run(desk, words, **limits)


def test_a_snippet_is_short_and_shows_the_most_words():
    text = "notice " + "filler " * 200 + "the red notice was red " + "filler " * 200
    shown = snippet(text, [keys("red"), keys("notice")])
    assert "the [red] [notice] was [red]" in shown and len(shown) < LONG + 40
    assert shown.startswith("… ") and shown.endswith(" …")
