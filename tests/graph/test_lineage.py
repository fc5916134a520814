"""A column is followed back through CTEs, unions and models to what was staged."""

import pytest

from pipeline.errors import Fault
from pipeline.graph.dictionary import dictionary, markdown
from pipeline.graph.lineage import explain

CASES = """-- One row for each case.
-- key: id
with
both_kinds as (
    select record_id as id, outcome, decided_on from staged.complaints
    union all
    select record_id as id, check_outcome as outcome, checked_on as decided_on from staged.requests
),
latest as (select id, max_by(outcome, decided_on) as result from both_kinds group by id)
select latest.id, latest.result, links.person_id as person, 1 as one from latest
left join resolved.links as links on latest.id = links.record_id"""
TOTALS = """-- One row for each result.
-- key: result
select *, n * 2 as twice
from (select result, count(*) as n, count(distinct person) as people from resolved.cases group by result)"""
LINKS = """is: one record tied to a person
made_by: people.py
reads: [staged.complaints]
columns:
  record_id: {type: VARCHAR, is: record, privacy: id}
  person_id: {type: VARCHAR, is: person, privacy: id}
"""
TOTALS_IN_WORDS = """columns:
  result: {is: how it ended, privacy: public}
  n: {is: cases, privacy: count}
  people: {is: people, privacy: count}
  twice: {is: cases twice, privacy: count}
"""


@pytest.fixture
def folder(sql):
    sql("resolved/cases.sql", CASES)
    sql("resolved/links.yml", LINKS)
    sql("marts/totals.yml", TOTALS_IN_WORDS)
    return sql("marts/totals.sql", TOTALS)


def test_through_a_union_a_cte_a_star_and_another_model(folder):
    assert explain("marts.totals.result", folder).splitlines() == [
        "marts.totals.result  (sql/marts/totals.sql)",
        "   resolved.cases.result  (sql/resolved/cases.sql)",
        "      staged.complaints.decided_on  (made by pipeline/stage)",
        "      staged.complaints.outcome  (made by pipeline/stage)",
        "      staged.requests.check_outcome  (made by pipeline/stage)",
        "      staged.requests.checked_on  (made by pipeline/stage)",
    ]


def test_it_ends_where_python_made_the_table_or_nothing_went_in(folder):
    assert explain("marts.totals.people", folder).splitlines()[2:] == [
        "      resolved.links.person_id  (made by people.py, from staged.complaints)"
    ]
    assert explain("resolved.cases.one", folder) == "resolved.cases.one  (sql/resolved/cases.sql)"


@pytest.mark.parametrize("words, found", [("marts.total.n", "no such table"), ("marts.totals.m", "no such column")])
def test_an_unknown_column_is_a_fault_that_helps(folder, words, found):
    with pytest.raises(Fault, match=found):
        explain(words, folder)


def test_the_dictionary_gives_type_words_privacy_and_source(folder):
    entries = {entry.table: entry for entry in dictionary(folder)}
    assert list(entries) == ["resolved.links", "marts.totals"]
    totals = entries["marts.totals"]
    assert (totals.says, totals.key, totals.made_by) == (
        "One row for each result.",
        ("result",),
        "sql/marts/totals.sql",
    )
    assert [(c.name, c.type, c.privacy, c.sources) for c in totals.columns][:2] == [
        ("result", "VARCHAR", "public", ("resolved.cases.result",)),
        ("n", "BIGINT", "count", ()),
    ]
    assert "| `result` | VARCHAR | how it ended | public | `resolved.cases.result` |" in markdown(
        list(entries.values())
    )


def test_a_column_without_words_or_with_an_unknown_class_is_refused(folder, sql):
    sql("marts/totals.yml", "columns:\n  result: {is: how it ended, privacy: secret}\n")
    with pytest.raises(Fault, match=r"sql/marts/totals\.yml: column 'result' is not described"):
        dictionary(folder)
