"""What was planted is what is measured: every case exact, from seeds that nothing was tuned on."""

import json

import duckdb
import pytest

from pipeline.rehearse import score

SEEDS = (4711, 90210, 555000)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_rate_count_and_line_of_the_accounting_is_recovered_exactly(rehearsed, seed):
    assert score(*rehearsed(seed)) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_every_record_is_resolved_to_one_row(rehearsed, seed):
    database, truth = rehearsed(seed)
    planted = json.loads(truth.read_text("utf8"))["totals"]
    with duckdb.connect(str(database), read_only=True) as con:
        requests = con.execute("select count(*) from resolved.requests where population = 'register'").fetchone()[0]
        others = [
            con.execute(f"select count(*) from resolved.{name}").fetchone()[0] for name in ("complaints", "messages")
        ]
    assert [requests, *others] == [planted["requests"], planted["complaints"], planted["messages"]]


def test_a_lost_row_does_not_go_unnoticed(rehearsed, tmp_path):
    database, truth = rehearsed(SEEDS[0])
    planted = json.loads(truth.read_text("utf8"))
    planted["rates"][0]["denominator"] += 1
    (tmp_path / "truth.json").write_text(json.dumps(planted))
    assert len(score(database, tmp_path / "truth.json")) == 1
