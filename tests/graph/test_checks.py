"""A rule is a query that must give no rows; it runs when what it reads has changed."""

import pytest

from pipeline.errors import Fault
from pipeline.graph import check

RULE = "-- Every request says its country.\nselect id from staged.requests where country is null"


def test_a_rule_runs_when_its_input_or_its_text_changed(con, settings, sql):
    folder = sql("checks/countries.sql", RULE)
    assert check(con, settings, folder) == (1, 1)
    assert check(con, settings, folder) == (1, 0)
    con.execute("insert into staged.requests values ('C', 'RUS')")
    assert check(con, settings, folder) == (1, 1)
    sql("checks/countries.sql", RULE + " and id <> 'Z'")
    assert check(con, settings, folder) == (1, 1)


def test_a_broken_rule_stops_with_its_words_the_count_and_where_the_rows_are(con, settings, sql):
    con.execute("insert into staged.requests values ('C', null), ('D', null)")
    folder = sql("checks/countries.sql", RULE)
    for _ in range(2):
        with pytest.raises(Fault) as fault:
            check(con, settings, folder)
    assert str(fault.value) == (
        "sql/checks/countries.sql: the rule is broken: Every request says its country: 2 rows\n"
        "  They are in derived/failed/checks.countries.csv."
    )
    assert (settings.derived / "failed" / "checks.countries.csv").read_text().split() == ["id", "C", "D"]
    con.execute("delete from staged.requests where country is null")
    assert check(con, settings, folder) == (1, 1)
    assert not (settings.derived / "failed" / "checks.countries.csv").exists()
