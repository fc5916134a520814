"""Only what changed is built again; what fails leaves nothing behind that looks finished."""

import polars as pl
import pytest

from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.graph import PythonModel, build

PEOPLE = "-- One row for each request.\n-- key: id\nselect id, country from staged.requests order by id"
TOTALS = """-- One row for each country.
-- key: country
select country, count(*) as n from resolved.people group by country order by country"""


@pytest.fixture
def folder(sql):
    sql("resolved/people.sql", PEOPLE)
    return sql("marts/totals.sql", TOTALS)


def build_all(con, settings, folder, **more):
    return build(con, settings, ["resolved", "marts"], folder=folder, **more)


def test_everything_is_built_once_and_then_stands(con, settings, folder):
    first = build_all(con, settings, folder)
    second = build_all(con, settings, folder)
    assert first.built == ("resolved.people", "marts.totals")
    assert second.built == () and second.unchanged == ("resolved.people", "marts.totals")
    assert pl.read_parquet(warehouse.parquet("marts.totals", settings)).rows() == [("RUS", 1), ("TUR", 1)]


@pytest.mark.parametrize(
    "change, rebuilt",
    [
        ("insert into staged.requests values ('C', 'RUS')", ("resolved.people", "marts.totals")),
        ("update staged.requests set country = 'FRA' where id = 'A'", ("resolved.people", "marts.totals")),
        ("alter table staged.requests add column note varchar", ("resolved.people", "marts.totals")),
        ("create or replace table staged.requests as from staged.requests order by id desc", ()),
        ("drop table marts.totals", ("marts.totals",)),
        ("create table staged.messages (id varchar)", ()),
    ],
)
def test_a_change_of_content_rebuilds_what_reads_it_and_nothing_else(con, settings, folder, change, rebuilt):
    build_all(con, settings, folder)
    con.execute(change)
    assert build_all(con, settings, folder).built == rebuilt


def test_a_change_of_sql_rebuilds_the_model_and_what_is_below(con, settings, folder, sql):
    build_all(con, settings, folder)
    sql("marts/totals.sql", TOTALS.replace("count(*)", "2 * count(*)"))
    assert build_all(con, settings, folder).built == ("marts.totals",)
    sql("resolved/people.sql", PEOPLE.replace("order by id", "where id <> 'B' order by id"))
    assert build_all(con, settings, folder).built == ("resolved.people", "marts.totals")
    assert con.sql("from marts.totals").fetchall() == [("RUS", 2)]


def test_a_lost_parquet_file_is_written_again_without_building(con, settings, folder):
    build_all(con, settings, folder)
    warehouse.parquet("marts.totals", settings).unlink()
    assert build_all(con, settings, folder).built == ()
    assert warehouse.parquet("marts.totals", settings).exists()


def test_a_table_whose_model_is_gone_goes_too(con, settings, folder):
    build_all(con, settings, folder)
    (folder / "marts" / "totals.sql").unlink()
    build_all(con, settings, folder)
    assert con.sql("select table_name from information_schema.tables where table_schema = 'marts'").fetchall() == []
    assert not warehouse.parquet("marts.totals", settings).exists()


def test_python_makes_a_table_between_models_and_again_only_when_its_inputs_or_key_change(con, settings, folder, sql):
    sql("marts/totals.sql", TOTALS.replace("resolved.people", "resolved.linked"))
    calls = []

    def link(con):
        calls.append(con.sql("select count(*) from resolved.people").fetchone())
        con.execute("create or replace table resolved.linked as from resolved.people")

    def linked(key):
        return [PythonModel("resolved.linked", ("resolved.people",), link, key, "people.py")]

    order = ("resolved.people", "resolved.linked", "marts.totals")
    assert build_all(con, settings, folder, python_models=linked("1")).built == order
    assert build_all(con, settings, folder, python_models=linked("1")).built == ()
    assert build_all(con, settings, folder, python_models=linked("2")).built == order[1:]
    con.execute("delete from staged.requests where id = 'A'")
    assert build_all(con, settings, folder, python_models=linked("2")).built == order
    assert calls == [(2,), (2,), (1,)]


@pytest.mark.parametrize(
    "text, rows",
    [
        ("-- One row for each country.\n-- key: country\nselect 'RUS' as country from staged.requests", 1),
        ("-- One row for each country.\n-- key: country\nselect cast(null as varchar) as country", 1),
        (
            "-- One row for each country.\n-- key: country?\nselect null as country from staged.requests",
            1,
        ),
    ],
)
def test_a_key_that_is_none_stops_the_build_and_keeps_the_rows_aside(con, settings, sql, text, rows):
    with pytest.raises(Fault, match=f"does not identify its rows: {rows} rows") as fault:
        build_all(con, settings, sql("marts/totals.sql", text))
    assert fault.value.place == "sql/marts/totals.sql"
    assert len(pl.read_csv(settings.derived / "failed" / "marts.totals.csv")) == rows
    assert not warehouse.parquet("marts.totals", settings).exists()


def test_a_key_of_columns_that_are_not_there_is_said(con, settings, sql):
    with pytest.raises(Fault, match=r"sql/marts/totals\.sql: .*contry"):
        build_all(con, settings, sql("marts/totals.sql", "-- One row.\n-- key: contry\nselect 'RUS' as country"))


def test_a_key_may_be_a_word_of_sql(con, settings, sql):
    text = "-- One row for each window.\n-- key: window\nselect 'decade' as \"window\""
    assert build_all(con, settings, sql("marts/totals.sql", text)).built == ("marts.totals",)


def test_a_key_may_be_null_where_the_file_says_so(con, settings, sql):
    text = "-- One row for each country.\n-- key: country?\nselect cast(null as varchar) as country"
    assert build_all(con, settings, sql("marts/totals.sql", text)).built == ("marts.totals",)


def test_a_table_nobody_makes_is_named_with_the_file_that_reads_it(con, settings, sql):
    folder = sql("marts/totals.sql", TOTALS.replace("resolved.people", "staged.requets"))
    with pytest.raises(Fault, match=r"sql/marts/totals\.sql: reads staged\.requets, which is not there"):
        build_all(con, settings, folder)


def test_a_stage_that_has_not_run_is_said(con, settings, folder):
    with pytest.raises(Fault, match=r"resolved\.people, which is not built yet"):
        build(con, settings, ["marts"], folder=folder)


def test_a_wrong_column_is_said_and_a_value_of_a_record_never_is(con, settings, sql):
    with pytest.raises(Fault, match="contry"):
        build_all(
            con,
            settings,
            sql("marts/totals.sql", TOTALS.replace("resolved.people", "staged.requests").replace("country", "contry")),
        )
    text = "-- One row.\n-- key: n\nselect cast(country as integer) as n from staged.requests"
    with pytest.raises(Fault, match="ConversionException") as fault:
        build_all(con, settings, sql("marts/totals.sql", text))
    assert "RUS" not in str(fault.value)


def test_a_failure_leaves_the_old_database_whole(settings, sql):
    good = "-- One row.\n-- key: n\nselect 1 as n"
    with warehouse.building(settings) as con:
        build(con, settings, ["marts"], folder=sql("marts/a.sql", good))
    sql("marts/a.sql", good.replace("1", "2"))
    with pytest.raises(Fault), warehouse.building(settings) as con:
        build(
            con, settings, ["marts"], folder=sql("marts/b.sql", "-- One row.\n-- key: n\nselect null as n from marts.a")
        )
    with warehouse.reading(settings) as con:
        assert con.sql("from marts.a").fetchall() == [(1,)]
    assert pl.read_parquet(warehouse.parquet("marts.a", settings)).rows() == [(1,)]
