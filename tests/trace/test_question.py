"""Words in any order become one figure, or a fault that says what was not understood."""

import random

import pytest

from pipeline.behind import definitions
from pipeline.behind.question import understand
from pipeline.errors import Fault
from pipeline.graph.types import column_types
from pipeline.settings import Settings

DEFINITIONS = definitions.read(Settings())
EVERY = [definition for bases in DEFINITIONS.values() for definition in bases.values()]


def asked(words):
    q = understand(words.split(" "), DEFINITIONS, ["decade_10", "decade_11"])
    return (q.definition.measure, q.definition.basis, q.country, q.instrument, q.window or q.year, q.clock)


@pytest.mark.parametrize(
    "words, figure",
    [
        ("overturn_rate on_merits RUS 2024", ("overturn_rate", "on_merits", "RUS", "WANTED", 2024, "decided")),
        ("2024 Turkey on_merits overturn_rate", ("overturn_rate", "on_merits", "TUR", "WANTED", 2024, "decided")),
        ("overturn_rate received RUS", ("overturn_rate", "received", "RUS", "WANTED", None, "received")),
        ("overturn_rate received on_merits RUS", ("overturn_rate", "on_merits", "RUS", "WANTED", None, "received")),
        ("overturn_rate received received", ("overturn_rate", "received", "ALL", "WANTED", None, "received")),
        (
            "complaint_rate per_passed United States ALL",
            ("complaint_rate", "per_passed", "USA", "ALL", None, "received"),
        ),
        ("complaints XKX decade_10 red_notice", ("complaints", "cases", "XKX", "red_notice", "decade_10", "received")),
        ("overturned persons ALL ALL 2020 received", ("overturned", "persons", "ALL", "ALL", 2020, "received")),
        ("messages russian federation", ("messages", "cases", "RUS", "ALL", None, "sent")),
        (
            "overturn_rate.on_merits.RUS.WANTED.2024.decided",
            ("overturn_rate", "on_merits", "RUS", "WANTED", 2024, "decided"),
        ),
        ("complaints.cases.ALL.ALL.all.received", ("complaints", "cases", "ALL", "ALL", None, "received")),
    ],
)
def test_words_name_a_figure(words, figure):
    assert asked(words) == figure


def test_the_order_of_words_does_not_matter():
    words = ["initial_pass_rate", "checked", "RUS", "red_diffusion", "2024", "requested"]
    wanted = asked(" ".join(words))
    for seed in range(10):
        random.Random(seed).shuffle(words)
        assert asked(" ".join(words)) == wanted


@pytest.mark.parametrize(
    "words, found",
    [
        ("on_merits RUS", "no measure"),
        ("overturn_rate RUS", "several bases"),
        ("overturn_rate on_merits Ruritania", "'Ruritania' is no"),
        ("overturn_rate received decided RUS", "not counted by the year decided"),
        ("complaints RUS 2024 decade_10", "both named"),
        ("messages RUS red_notice", "no instrument"),
    ],
)
def test_what_is_not_understood_is_said(words, found):
    with pytest.raises(Fault, match=found):
        asked(words)


@pytest.mark.parametrize("definition", EVERY, ids=lambda d: f"{d.measure} {d.basis}")
def test_a_definition_marks_rows_of_a_table_that_is_there(definition):
    for side in filter(None, (definition.numerator, definition.denominator)):
        columns = column_types()[side.table]
        word = side.where.split()[0]
        assert columns.get(word) == ("VARCHAR" if "=" in side.where else "BOOLEAN") or side.where == "true"


def test_every_rate_and_count_of_the_public_tables_is_defined():
    assert {(d.measure, d.basis) for d in EVERY if not d.is_rate} == {
        *((m, u) for m in ("overturned", "overturned_broad", "modified") for u in ("cases", "persons")),
        *((m, "cases") for m in ("requests", "complaints", "access_requests", "revisions", "messages")),
        ("complainants", "persons"),
    }
    assert {(d.measure, d.basis) for d in EVERY if d.is_rate} == {
        *(("initial_pass_rate", basis) for basis in ("checked", "submitted")),
        *(("complaint_rate", basis) for basis in ("per_circulated", "per_passed", "per_submitted")),
        *(("overturn_rate", basis) for basis in ("received", "with_data", "on_merits", "broad", "modified")),
    }


@pytest.mark.parametrize(
    "text, place", [("complaints: 3", "line 1"), ("a:\n  is: x\n  model: y\n  bases: {cases: {clocks: [z]}}", "line 4")]
)
def test_a_definition_of_another_shape_is_refused_with_its_line(tmp_path, text, place):
    (tmp_path / "definitions.yml").write_text(text)
    with pytest.raises(Fault, match=f"definitions.yml, {place}"):
        definitions.read(Settings(hand=tmp_path))
