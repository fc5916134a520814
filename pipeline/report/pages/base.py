"""A page before it is written, and what all pages are made from."""

from dataclasses import dataclass, field
from typing import Any

import duckdb
import polars as pl
from markupsafe import Markup

from pipeline.language import _
from pipeline.results import public, tables
from pipeline.results.columns import as_written
from pipeline.results.numbers import Number, Numbers
from pipeline.results.reasons import reasons
from pipeline.results.subject import Subject
from pipeline.settings import Settings


@dataclass(frozen=True)
class Page:
    """One HTML file.

    name      file name without .html
    title     the word in the navigation and in the window
    template  the template that writes it
    is_listed whether the navigation names it
    holds     what the template is given besides `subject`, `number`, `figure` and the navigation
    """

    name: str
    title: str
    template: str
    holds: dict[str, Any] = field(default_factory=dict)
    is_listed: bool = True


@dataclass(frozen=True)
class Material:
    """The finished results of one run. `private`: the desk's own build, where a number leads to its records."""

    settings: Settings
    con: duckdb.DuckDBPyConnection
    numbers: Numbers
    subject: Subject
    private: bool = False

    def number(self, name: str) -> Number:
        """A published number; {country}, {comparator}, {instrument}, {year} and {window} are those of the headline."""
        return self.numbers(name.format(**vars(self.subject)))

    def rows(self, sql: str) -> pl.DataFrame:
        """The rows of a query with small cells blanked."""
        return public.frame(self.con, sql, self.subject)

    def has(self, table: str) -> bool:
        """Whether `schema.table` is there and holds a row."""
        schema, name = table.split(".")
        known = self.con.execute(
            "select count(*) from information_schema.tables where table_schema = ? and table_name = ?", [schema, name]
        ).fetchall()[0][0]
        return bool(known) and bool(self.con.execute(f"select count(*) from {table}").fetchall()[0][0])


def table(
    rows: pl.DataFrame, caption: str, formats: dict[str, Any] | None = None, leads: str = "", /, **heads: str
) -> Markup:
    """A frame as an HTML table for a template; nothing where it has no row.

    leads  name or address that the figures of a row lead to where it has no `number` of its own
    """
    if rows.is_empty():
        return Markup("")
    in_files = as_written("received", reasons)
    formats = {**dict.fromkeys(("reason", "places", "where"), in_files), **(formats or {})}
    return Markup(tables.table(rows, _(caption), heads, formats, leads))  # noqa: S704 - every cell is escaped there
