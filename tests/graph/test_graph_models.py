"""A model file says what a row is, what identifies it and, in its SQL, what it reads."""

from itertools import pairwise

import pytest

from pipeline.errors import Fault
from pipeline.graph.models import load, load_checks
from pipeline.graph.order import ordered

GOOD = "-- One row for each country.\n-- key: country, year?\nselect country, year from staged.requests"


def test_the_comment_on_top_gives_grain_and_key(sql):
    [model] = load(sql("marts/a.sql", GOOD)).values()
    assert (model.name, model.place) == ("marts.a", "sql/marts/a.sql")
    assert model.says == "One row for each country."
    assert model.key == ("country", "year")
    assert model.may_be_null == {"year"}


def test_reads_are_tables_and_never_ctes_or_functions(sql):
    text = """-- One row for each nationality.
-- key: n
with people as (select nationalities from staged.complaints union all select nationalities from staged.requests),
flat as (select unnested.n from people cross join unnest(people.nationalities) as unnested (n))
select flat.n from flat left join (select country_a from raw.pairs) as pairs on flat.n = pairs.country_a
where exists (select 1 from marts.b where b.n = flat.n);
"""
    [model] = load(sql("marts/a.sql", text)).values()
    assert model.reads == ("marts.b", "raw.pairs", "staged.complaints", "staged.requests")


@pytest.mark.parametrize(
    "text, place, found",
    [
        ("select 1 as a", "sql/marts/a.sql", "what one row is"),
        ("-- One row.\nselect 1 as a", "sql/marts/a.sql", "its key"),
        ("-- One row.\n-- key: a\nselect 1 as a; select 2 as a", "sql/marts/a.sql", "not one SELECT"),
        ("-- One row.\n-- key: a\ndrop table staged.requests", "sql/marts/a.sql", "not one SELECT"),
        ("-- One row.\n-- key: a\nselect a from requests", "sql/marts/a.sql", "'requests'"),
        ("-- One row.\n-- key: a\nselect a,\nfrom from x y z", "sql/marts/a.sql, line 4", ""),
        ("-- One row.\n-- key: a\nselect 'a", "sql/marts/a.sql", ""),
    ],
)
def test_a_file_that_is_no_model_is_refused_with_its_place(sql, text, place, found):
    with pytest.raises(Fault) as fault:
        load(sql("marts/a.sql", text))
    assert fault.value.place == place
    assert found in fault.value.found


def test_rules_are_no_models_and_need_no_key(sql):
    folder = sql("checks/nothing_lost.sql", "-- Nothing is lost.\nselect 1 as a where false")
    assert load(folder) == {}
    [rule] = load_checks(folder)
    assert (rule.name, rule.says) == ("checks.nothing_lost", "Nothing is lost.")


def test_each_model_comes_after_what_it_reads(sql):
    for name, reads in {"a": "marts.c", "b": "staged.requests", "c": "marts.b"}.items():
        folder = sql(f"marts/{name}.sql", f"-- One row.\n-- key: x\nselect x from {reads}")
    assert [model.name for model in ordered(load(folder))] == ["marts.b", "marts.c", "marts.a"]


def test_a_circle_is_named(sql):
    for name, reads in {"a": "b", "b": "c", "c": "a"}.items():
        folder = sql(f"marts/{name}.sql", f"-- One row.\n-- key: x\nselect x from marts.{reads}")
    with pytest.raises(Fault) as fault:
        ordered(load(folder))
    circle = fault.value.found.removeprefix("reads itself in a circle: ").split(" reads ")
    assert circle[0] == circle[-1] and sorted(circle[1:]) == ["marts.a", "marts.b", "marts.c"]
    assert all({"marts.a": "marts.b", "marts.b": "marts.c", "marts.c": "marts.a"}[a] == b for a, b in pairwise(circle))
