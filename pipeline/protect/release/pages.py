"""What the report's pages tell a reader of a release: the two side by side must give no small count away."""

import json
from collections.abc import Iterable, Mapping

import duckdb
import polars as pl

from pipeline.errors import Fault
from pipeline.protect.cells import KEYS, numbers
from pipeline.settings import Settings

NAME = "told.json"


def keep(settings: Settings, names: Iterable[str]) -> None:
    """Write derived/told.json: the names of all numbers that the pages give, in order."""
    (settings.derived / NAME).write_text(json.dumps(sorted(names), indent=0) + "\n", "utf8")


def told(settings: Settings, con: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> dict[str, pl.DataFrame]:
    """The rows of these tables of measures that the pages print. Fault where there are no pages."""
    kept = settings.derived / NAME
    if not kept.exists():
        raise Fault(NAME, "is not there: what the pages print is not known", "Build them first: `article3 report`.")
    names = json.loads(kept.read_text("utf8"))
    query = "select * from measures.{} where list_contains($1, number) and not is_suppressed"
    return {name: con.execute(query.format(name), [names]).pl() for name in tables}


def on_pages(cells: pl.DataFrame, pages: Mapping[str, pl.DataFrame] | None) -> pl.Series:
    """For each cell, in order, whether a page prints it."""
    if not pages:
        return pl.repeat(False, cells.height, eager=True)
    printed = numbers(pages).select(KEYS).unique().with_columns(is_told=True)
    both = cells.join(printed, on=KEYS, how="left", maintain_order="left")
    return both["is_told"].fill_null(False)
