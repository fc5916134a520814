"""Canaries: planted in every kind of field, changing nothing that is counted."""

import json

import pytest

from pipeline.errors import Fault
from pipeline.rehearse import run as rehearse


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    """The same world without and with 500 canaries: the folder and the truth of each."""
    found = []
    for n in (0, 500):
        folder = tmp_path_factory.mktemp("canaries")
        rehearse(folder / "leak", 5, folder / "truth.json", "headline", "small", canaries=n)
        found.append((folder / "leak", json.loads((folder / "truth.json").read_text("utf8"))))
    return found


def test_what_is_counted_stays_as_it_was(worlds):
    (_, without), (_, with_them) = worlds
    for part in ("rates", "counts", "sequences", "totals", "references", "persons"):
        assert without[part] == with_them[part], part
    assert len(with_them["canaries"]) == 500 and without["canaries"] == []


def test_their_names_are_nobody_elses(worlds):
    _, truth = worlds[1]
    canaries = [one for one in truth["people"] if one["number"] in set(truth["canaries"])]
    words = [name.split()[-1] for one in canaries for name in one["names"] if name.isascii()]
    others = {name for one in truth["people"] if one not in canaries for name in one["family_names"]}
    assert len(set(words)) == 500 and not set(words) & others
    assert min(map(len, words)) >= 6
    assert sum(any(not name.isascii() for name in one["names"]) for one in canaries) > 300


def test_they_stand_in_free_text_in_file_names_and_where_no_name_belongs(worlds):
    folder, truth = worlds[1]
    chosen = {one["number"]: one for one in truth["people"] if one["number"] in set(truth["canaries"])}
    words = {part for one in chosen.values() for name in one["names"] for part in name.split()}
    messages = (folder / "messages" / "messages.csv").read_text("utf8")
    assert sum(f"({name})" in messages for one in chosen.values() for name in one["names"]) > 5
    assert any(word in path.name for path in (folder / "mail").iterdir() for word in words)
    assert any(set(one["value"].split()) & words for one in truth["unmapped"])


def test_there_are_no_more_canaries_than_people(tmp_path):
    with pytest.raises(Fault, match="--canaries"):
        rehearse(tmp_path / "leak", 5, size="small", canaries=100_000)
    assert not list(tmp_path.iterdir())
