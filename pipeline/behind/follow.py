"""A figure and the records on each of its sides: both must add up."""

from typing import Any

import duckdb

from pipeline.behind import figure
from pipeline.behind.question import Question
from pipeline.behind.records import Records
from pipeline.errors import Fault


def follow(con: duckdb.DuckDBPyConnection, question: Question) -> tuple[dict[str, Any], dict[str, Records]]:
    """The measured row of a figure and the records on each of its sides. Fault where they do not add up to it."""
    row, sides = figure.measured(con, question), _sides(con, question)
    _must_agree(question, row, sides)
    return row, sides


def _sides(con: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Records]:
    definition = question.definition
    sides = {"numerator" if definition.is_rate else "counted": Records(con, question, definition.numerator)}
    if definition.denominator is not None:
        sides["denominator"] = Records(con, question, definition.denominator)
    return sides


def _must_agree(question: Question, row: dict[str, Any], sides: dict[str, Records]) -> None:
    """The records of a side are as many as the figure says; if not, one of the two is of an older run."""
    for name, records in sides.items():
        said = row[name if question.definition.is_rate else "n"]
        found = records.persons if question.definition.basis == "persons" else records.cases
        if said != found:
            raise Fault(
                figure.in_words(question),
                f"the {name} is {said} in the measures, but {found} by the records",
                "Run `article3 run`; if that does not help, definitions.yml and sql/marts differ.",
            )
