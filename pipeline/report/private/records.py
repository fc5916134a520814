"""The headline numbers as questions, and the records behind each with names and references."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import polars as pl

from pipeline.results import words
from pipeline.results.columns import FORMATS
from pipeline.results.subject import Subject

WITH_NAMES = ("requests", "complaints", "messages")
_ASKED = (
    ("requests cases", "{window}"),
    ("complaints cases", "{window}"),
    ("initial_pass_rate checked", "{year}"),
    ("complaint_rate per_circulated", "{window}"),
    ("overturn_rate received", "{year} received"),
    ("overturn_rate with_data", "{year} decided"),
    ("overturn_rate on_merits", "{year} decided"),
    ("overturn_rate broad", "{year} decided"),
)


@dataclass(frozen=True)
class Question:
    """name of the page, its title, and the figure in the words that `article3 trace` understands."""

    name: str
    title: str
    asked: str


def headlines(about: Subject) -> list[Question]:
    """The numbers the front page leads with, of both countries."""
    found = []
    for country in (about.country, about.comparator):
        for measure, span in _ASKED:
            said = span.format(window=about.window, year=about.year)
            title = f"{words.country(country)}: {_in_words(about, measure, said)}"
            name = "_".join([country, *measure.split(), *said.split()])
            found.append(Question(name, title, f"{measure} {country} {about.instrument} {said}"))
    return found


def _in_words(about: Subject, asked: str, span: str) -> str:
    """ "overturned, of those decided on the merits, 2024 (year decided)"."""
    (measure, basis), (period, *clock) = asked.split(), span.split()
    said = [FORMATS["measure"](measure)] + ([FORMATS["basis"](basis)] if basis != "cases" else [])
    by_clock = "".join(f" ({FORMATS['year_basis'](year)})" for year in clock)
    return f"{', '.join(said)}, {about.period(period)}{by_clock}"


def behind(con: duckdb.DuckDBPyConnection, places: Sequence[tuple[str, ...]]) -> pl.DataFrame:
    """The staged records at these places: delivery, file, place, reference and name, in the order of the cases."""
    columns = ("case", "kind", "record_id", "delivery", "file", "place")
    rows = pl.DataFrame([dict(zip(columns, place, strict=True)) for place in places], dict.fromkeys(columns, pl.String))
    named = " union all ".join(
        f'select record_id, reference, "name" from staged.{kind} where record_id in (select unnest($ids))'
        for kind in WITH_NAMES
    )
    told = con.sql(named, params={"ids": rows["record_id"].unique().sort().to_list()}).pl()
    found = rows.join(told, on="record_id", how="left", maintain_order="left")
    return found.select("case", "delivery", "file", "place", "reference", "name")
