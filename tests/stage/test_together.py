"""Texts of many files read at once say what they say alone, and a file that fails costs no other."""

from datetime import date
from itertools import islice
from pathlib import Path

import polars as pl
import pytest

from pipeline.errors import Fault
from pipeline.mapping import Mapping
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.stage import together
from pipeline.stage.kinds import KINDS
from pipeline.stage.normalise import typed
from pipeline.stage.source import Source
from pipeline.stage.together import Asked, read, side_by_side
from pipeline.stage.words import Words, load_words
from tests.stage.texts.made import decisions, sentences

AGAINST_ITSELF = "Decision of the Commission\n(Ref. CCF/1)\nIt decides that the data are compliant.\n"
SOURCE = """\
title: Invented decisions
nature: invented
received: 2024-01-01
files:
  "*.txt": {record: documents, columns: {text: text}}
"""


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words(Settings().vocabulary)


def asked(place: int, texts: list[str], words: Words, **constants: str) -> Asked:
    """One file of these texts."""
    mapping = Mapping("documents", columns={"text": "text"}, constants=constants, as_of=date(2025, 1, 1))
    at = pl.Series([f"text {number}" for number in range(len(texts))], dtype=pl.String)
    source = Source("d", f"{place}.txt", f"{place}")
    return Asked(
        KINDS["documents"],
        typed(
            pl.DataFrame({"text": texts}, schema={"text": pl.String}), at, KINDS["documents"], mapping, words, source, 1
        ).stand,
    )


def test_each_text_says_what_it_says_alone(words):
    files = [
        *([text.text] for text in islice(decisions(), 0, None, 9)),
        [AGAINST_ITSELF + "For these reasons, the Commission decides that the data are not compliant.\n"],
        [],
        [text.text for text in decisions()[:3]],
    ]
    questions = [asked(place, texts, words) for place, texts in enumerate(files)]
    questions.append(asked(99, [said["said"] for said in sentences()[:12]], words, document_kind="report"))
    at_once = read(questions, words)
    assert sum(len(answer.unread) for answer in at_once) >= 1
    assert sum(len(answer.beside["reported_figures_in_prose"]) for answer in at_once) >= 5
    for question, answer in zip(questions, at_once, strict=True):
        [alone] = read([question], words)
        assert answer.rows.equals(alone.rows) and answer.unread.equals(alone.unread)
        assert {name: frame.rows() for name, frame in answer.beside.items()} == {
            name: frame.rows() for name, frame in alone.beside.items()
        }


def test_the_staged_files_are_byte_for_byte_the_same(tmp_path, monkeypatch):
    leak = tmp_path / "raw" / "leak"
    leak.mkdir(parents=True)
    (leak / "SOURCE.yml").write_text(SOURCE)
    for number, made in enumerate(islice(decisions(), 0, None, 20)):
        (leak / f"{number}.txt").write_text(made.text)
    staged = []
    for most in (1, 4):
        monkeypatch.setattr(together, "FILES", most)
        settings = Settings(raw=tmp_path / "raw", derived=tmp_path / f"derived{most}")
        run(settings, "stage", lambda line: None)
        found = sorted(path for path in settings.staged.rglob("*") if path.is_file())
        staged.append({path.relative_to(settings.staged): path.read_bytes() for path in found})
    assert staged[0] == staged[1] and len(staged[0]) > 10


def work(name: str, questions: list[Asked], log: list[str], fails: bool = False):
    try:
        for question in questions:  # noqa: UP028 - a list takes no answers
            yield question
        if fails:
            raise Fault(name, "it fails", "Do something.")
    finally:
        log.append(name)
    return name


def test_outcomes_come_in_order_however_often_a_file_asks(words):
    one = asked(1, ["x"], words)
    log: list[str] = []
    files = [work(str(n), [one] * asks, log) for n, asks in enumerate((2, 0, 1))]
    assert side_by_side(files, words) == ["0", "1", "2"] and log[0] == "1"


def test_what_one_raises_ends_all_that_wait(words):
    one = asked(1, ["x"], words)
    log: list[str] = []
    files = [work("waits", [one, one], log), work("fails", [], log, fails=True)]
    with pytest.raises(Fault, match="it fails"):
        side_by_side(files, words)
    assert log == ["fails", "waits"]


def test_a_file_that_cannot_be_read_costs_no_other(tmp_path):
    leak = tmp_path / "raw" / "leak"
    leak.mkdir(parents=True)
    (leak / "SOURCE.yml").write_text(SOURCE + '  "*.pdf": {record: documents, columns: {text: text}}\n')
    for number in range(3):
        (leak / f"{number}.txt").write_text(decisions()[number].text)
    (leak / "1.pdf").write_bytes(b"%PDF-1.7 nothing else")
    settings = Settings(raw=tmp_path / "raw", derived=tmp_path / "derived")
    assert run(settings, "stage", lambda line: None).failed == 1
    assert len(list(settings.staged.glob("leak/*/documents.parquet"))) == 3
    assert not list(Path(settings.staged).rglob("*.writing"))
