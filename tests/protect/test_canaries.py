"""The whole way from an invented delivery to pages: none of those planted in it is in anything public."""

import json

import pytest

from pipeline import run as stages
from pipeline.errors import Fault
from pipeline.protect import forget, scan
from pipeline.protect.words import plain
from pipeline.rehearse import run as rehearse
from pipeline.settings import Settings
from pipeline.warehouse import reading

TEXT = {".html", ".svg", ".csv", ".json", ".txt", ".css"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Settings of a finished run on an invented delivery, and what was planted in it."""
    folder = tmp_path_factory.mktemp("desk")
    rehearse(folder / "raw" / "leak", 5, folder / "truth.json", "headline", "small")
    settings = Settings(raw=folder / "raw", derived=folder / "derived")
    stages.run(settings)
    return settings, json.loads((folder / "truth.json").read_text("utf8"))


def test_no_planted_person_and_no_reference_is_in_a_public_file(desk):
    settings, truth = desk
    names = {plain(name) for person in truth["people"] for name in (*person["names"], *person["family_names"])}
    assert len(truth["people"]) >= 500
    files = [p for folder in (settings.report, settings.figures) for p in sorted(folder.rglob("*")) if p.is_file()]
    assert files
    for path in files:
        if path.suffix in TEXT:
            text = plain(path.read_text("utf8"))
            assert not [name for name in names if len(name) > 5 and name in text], path.name
            assert not [reference for reference in truth["references"] if plain(reference) in text], path.name


def test_the_release_is_stopped_by_one_planted_name(desk):
    settings, truth = desk
    with reading(settings) as con:
        assert scan.release(con, settings.report, settings.figures) > 20
        page = settings.report / "index.html"
        clean = page.read_bytes()
        name = max((name for person in truth["people"] for name in person["names"]), key=len)
        page.write_bytes(clean + f"<!-- {name} -->".encode())
        try:
            with pytest.raises(Fault, match=r"index\.html"):
                scan.release(con, settings.report)
        finally:
            page.write_bytes(clean)


def test_forgetting_a_delivery_leaves_nothing_of_it(desk):
    """The last test of this file: what the others look at is gone after it."""
    settings, truth = desk
    with pytest.raises(Fault, match="--yes"):
        forget.run(settings, "leak", yes=False)
    assert settings.database.exists()
    said = forget.run(settings, "leak", yes=True)
    assert not (settings.raw / "leak").exists() and not [p for p in settings.derived.rglob("*") if p.is_file()]
    assert "Out of reach: backups" in said and truth["people"][0]["names"][0] not in said
