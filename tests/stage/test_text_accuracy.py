"""Invented texts, written apart from the rules: what is read of them is right, or nothing, and all but never wrong."""

import pytest

from tests.stage.texts.made import decisions, sentences
from tests.stage.texts.score import of_decisions, of_reports, shares


@pytest.mark.parametrize("held, least", [(of_decisions, 0.9), (of_reports, 0.95)])
def test_texts_are_read_right_or_not_at_all(words, held, least):
    marks = held(words)
    share = shares(marks)
    assert share["right"] >= least and share["wrong"] <= 0.005, share
    assert sum(counted["wrongly filled"] for counted in marks.values()) == 0


def test_there_are_texts_enough():
    assert len(decisions()) >= 60 and len(sentences()) >= 40
