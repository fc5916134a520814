"""The delivery on disk: the same bytes for the same seed, described in full, never in the place of something else."""

import json
from hashlib import sha256

import pytest

from pipeline import delivery, rehearse
from pipeline.errors import Fault
from pipeline.receive.readers import open_tables
from pipeline.settings import Settings


def prints(folder):
    return {
        str(p.relative_to(folder)): sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    raw = tmp_path_factory.mktemp("raw")
    rehearse.run(raw / "invented", 12, raw.parent / "truth.json", size="small")
    return raw


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(written, tmp_path):
    rehearse.run(tmp_path / "again", 12, tmp_path / "truth.json", size="small")
    rehearse.run(tmp_path / "other", 13, size="small")
    assert prints(tmp_path / "again") == prints(written / "invented")
    assert (tmp_path / "truth.json").read_bytes() == (written.parent / "truth.json").read_bytes()
    same = prints(tmp_path / "other").items() & prints(written / "invented").items()
    assert not same


def test_it_says_that_it_is_invented_and_describes_every_file(written):
    [found] = delivery.load(Settings(raw=written))
    assert found.nature == "invented"
    files = [name for name in prints(written / "invented") if name != "SOURCE.yml"]
    assert {name.rsplit(".")[-1] for name in files} >= {"csv", "tsv", "xlsx", "json", "jsonl", "parquet", "eml", "txt"}
    assert all(found.spec_for(name) is not None for name in files)


def test_the_readers_find_every_planted_row_and_no_column_without_a_meaning(written):
    [found] = delivery.load(Settings(raw=written))
    planted = json.loads((written.parent / "truth.json").read_text("utf8"))["accounting"]
    rows, loose = {}, []
    for path in planted:
        spec = found.spec_for(path)
        rows[path] = 0
        for table in open_tables(written / "invented" / path, spec.reader):
            rows[path] += sum(batch.height for batch in table.batches) + len(table.broken) + len(table.excluded)
            mapping = spec.mapping_for(table.name)
            known = {*mapping.columns, *mapping.ignore}
            loose += [column for column in table.columns if mapping.record != "none" and column not in known]
    assert rows == {path: counts["rows_found"] for path, counts in planted.items()}
    assert loose == []


def test_it_can_be_made_anew_in_its_place_but_takes_no_other(written, tmp_path):
    before = prints(written / "invented")
    rehearse.run(written / "invented", 12, size="small")
    assert prints(written / "invented") == before
    (tmp_path / "leak").mkdir()
    (tmp_path / "leak" / "register.csv").write_text("a,b\n")
    with pytest.raises(Fault, match="no invented delivery"):
        rehearse.run(tmp_path / "leak", 12, size="small")
    assert (tmp_path / "leak" / "register.csv").exists()


def test_the_truth_is_never_put_into_the_delivery(tmp_path):
    with pytest.raises(Fault, match="outside of --out"):
        rehearse.run(tmp_path / "x", 1, tmp_path / "x" / "notes" / "truth.json", size="small")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("words", [{"world": "sunny"}, {"size": "huge"}])
def test_an_unknown_world_or_size_is_refused_with_the_known_ones(tmp_path, words):
    with pytest.raises(Fault, match="Give one of"):
        rehearse.run(tmp_path / "x", 1, **words)
    assert not (tmp_path / "x").exists()
