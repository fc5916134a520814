"""Where the headline is false in the records, the measures and the ledger of claims say so."""

import duckdb
import pytest

RATE = "select value from measures.rates where country = 'RUS' and instrument = 'WANTED' and year = 2024"
COMPLAINTS = """
select sum(n) filter (where country = 'RUS') / sum(n) filter (where country = 'TUR') from measures.window_counts
where measure = 'complaints' and instrument = 'WANTED' and "window" = 'decade_10'
"""
QUERIES = {
    "C02": COMPLAINTS,
    "C05": f"{RATE} and measure = 'initial_pass_rate' and basis = 'checked'",
    "C06": f"{RATE} and measure = 'overturn_rate' and basis = 'on_merits' and year_basis = 'decided'",
}


def numbers(database):
    """claim -> (value, verdict)"""
    with duckdb.connect(str(database), read_only=True) as con:
        verdicts = dict(con.execute("select id, verdict from measures.claims").fetchall())
        return {claim: (con.execute(sql).fetchone()[0], verdicts[claim]) for claim, sql in QUERIES.items()}


@pytest.mark.parametrize(
    "world, claim, highest",
    [("turkey_ahead", "C02", 1.0), ("sixty_passed", "C05", 0.7), ("twenty_overturned", "C06", 0.3)],
)
def test_in_a_false_world_the_number_is_another_and_the_claim_does_not_hold(rehearsed, world, claim, highest):
    database = rehearsed(8, world, "medium")[0]
    value, verdict = numbers(database)[claim]
    assert value < highest
    assert verdict == "does not hold"
    with duckdb.connect(str(database), read_only=True) as con:
        assert con.execute("select distinct agrees from measures.second_count").fetchall() == [(True,)]
