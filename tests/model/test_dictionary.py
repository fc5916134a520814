"""Every column of every table is described, and nothing is described that is not there."""

import pytest

from pipeline.graph.described import descriptions
from pipeline.graph.dictionary import dictionary, markdown
from pipeline.graph.lineage import column_sources
from pipeline.graph.models import load
from pipeline.graph.types import column_types

MODELS, SAID, TYPES = load(), descriptions(), column_types()


@pytest.mark.parametrize("table", sorted(TYPES))
def test_every_column_is_described_and_no_other(table):
    assert table in SAID, f"write sql/{table.replace('.', '/')}.yml"
    assert sorted(SAID[table].columns) == sorted(TYPES[table])


def test_a_table_says_what_a_row_is_and_what_makes_it():
    assert [entry.table for entry in dictionary() if not (entry.says and entry.made_by)] == []


def test_a_name_stays_a_name_in_every_table_it_is_carried_to():
    """A column that takes its values from a name or a birth date has that class, or a class no page ever shows."""
    closed = {"name", "birth_date", "free_text", "reference", "id"}
    opened = [
        f"{table}.{column} is {SAID[table].columns[column].privacy}, from {source}"
        for table, model in MODELS.items()
        if table in SAID
        for column, sources in column_sources(model, TYPES).items()
        for source in sources
        if source.table in SAID
        and SAID[source.table].columns[source.column].privacy in {"name", "birth_date"}
        and SAID[table].columns[column].privacy not in closed
        and TYPES[table][column] not in {"BOOLEAN", "BIGINT", "INTEGER", "DOUBLE"}
    ]
    assert opened == []


def test_the_dictionary_is_a_page_with_every_table():
    page = markdown(dictionary())
    assert all(f"## {table}\n" in page for table in SAID)
