"""The scorer sees every difference between what was planted and what was found, and none where there is none."""

import json

import duckdb
import pytest

from pipeline.errors import Fault
from pipeline.rehearse import score

RATE = {"measure": "overturn_rate", "country": "RUS", "instrument": "ALL", "year": None}
TRUTH = {
    "rates": [
        RATE | {"basis": "received", "year_basis": "received", "numerator": 2, "denominator": 8, "pending": 2},
        RATE | {"basis": "on_merits", "year_basis": "received", "numerator": 2, "denominator": 4, "pending": 1},
        RATE | {"basis": "on_merits", "year_basis": "decided", "numerator": 2, "denominator": 4, "pending": None},
    ],
    "counts": [
        {"measure": "overturned", "country": "RUS", "instrument": "ALL", "year": 2020, "year_basis": "decided", "n": n}
        | {"unit": unit}
        for unit, n in (("cases", 2), ("persons", 1))
    ],
    "accounting": {"a.csv": {"rows_found": 9, "rows_staged": 8, "rows_quarantined": 1, "rows_excluded": 0}},
    "unmapped": [{"path": "a.csv", "value": "?", "n": 1}],
}
FOUND = """
create schema measures; create schema audit;
create table measures.rates as
    select 'cases' as unit, 'overturn_rate' as measure, 'RUS' as country, 'ALL' as instrument, null::int as year, *
    from (
        values
        ('received', 'received', 2, 8, 0.25::double, 0.5::double), ('on_merits', 'received', 2, 4, 0.4, 0.6),
        ('on_merits', 'decided', 2, 4, null, null), ('broad', 'decided', 0, 0, null, null)
    ) as v(basis, year_basis, numerator, denominator, bound_low, bound_high);
create table measures.counts as
    select 'overturned' as measure, unit, 'RUS' as country, 'ALL' as instrument, 2020 as year,
        'decided' as year_basis, n
    from (values ('cases', 2), ('persons', 2)) as v(unit, n);
create table audit.records as
    select 'a.csv' as path, 9 as rows_found, 8 as rows_staged, 1 as rows_quarantined, 0 as rows_excluded;
create table audit.unmapped as select 'a.csv' as path, 'outcome' as field, '?' as value, 1 as n;
"""


@pytest.fixture
def pair(tmp_path):
    """(database, truth) that agree on everything but the persons."""
    truth, database = tmp_path / "truth.json", tmp_path / "found.duckdb"
    truth.write_text(json.dumps(TRUTH))
    with duckdb.connect(str(database)) as con:
        con.execute(FOUND)
    return database, truth


def test_no_difference_where_all_was_recovered_and_an_empty_rate_is_none(pair):
    assert score(*pair) == []


def test_persons_are_compared_when_asked_for(pair):
    [said] = score(*pair, units=("cases", "persons"))
    assert "persons" in said and "planted (1,), found (2,)" in said


@pytest.mark.parametrize(
    "change, said",
    [
        ("update measures.rates set bound_high = 0.7 where basis = 'received'", "rate overturn_rate received"),
        ("update measures.rates set numerator = 3 where year_basis = 'decided'", "rate overturn_rate broad"),
        ("delete from measures.counts where unit = 'cases'", "planted (2,), found (0,)"),
        ("update audit.records set rows_staged = 9", "accounting of a.csv"),
        ("insert into audit.unmapped values ('a.csv', 'outcome', '??', 1)", "unmapped value a.csv ??"),
    ],
)
def test_each_kind_of_difference_is_said_with_its_place(pair, change, said):
    with duckdb.connect(str(pair[0])) as con:
        con.execute(change)
    assert any(said in line for line in score(*pair))


def test_a_missing_database_is_a_fault(tmp_path):
    with pytest.raises(Fault, match="no such file"):
        score(tmp_path / "none.duckdb", tmp_path / "none.json")
