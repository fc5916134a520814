"""What is public, and what people typed beside it: published figures, cases and claims, policy events, comparisons."""

import csv
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipeline import yaml_nodes
from pipeline.errors import Fault
from pipeline.settings import Settings
from pipeline.warehouse import write_table
from pipeline.yaml_nodes import Node

TEXT, INTEGER, NUMBER, DAY = pl.String, pl.Int32, pl.Float64, pl.Date

# The columns of each table that are not text; `year` of a figure may be a span and stays text.
TYPED: dict[str, dict[str, type[pl.DataType]]] = {
    "statistics": {"value": NUMBER},
    "cases": {"year": INTEGER},
    "claims": {"value": NUMBER, "tolerance": NUMBER},
    "policy_events": {"event_on": DAY, "year": INTEGER},
}
COLUMNS = {
    "statistics": "publisher report year metric country value unit definition_note source_url",
    "cases": "person role requesting_country instrument event_date year event_or_outcome source_url note",
    "claims": "id claim reported_by measure basis country comparator period operator value tolerance unit kind note",
    "policy_events": "event_id event_on event_on_text year country instrument event source_url",
}
WINDOWS = {"window": TEXT, "first_year": INTEGER, "last_year": INTEGER, "means": TEXT}
PAIRS = {"country_a": TEXT, "country_b": TEXT}
COMPARISONS = "comparisons.yml"


def load(settings: Settings, con: duckdb.DuckDBPyConnection) -> None:
    """Fill raw.statistics, raw.cases, raw.claims, raw.policy_events, raw.windows and raw.pairs.

    Raises Fault where a file is missing or holds what it should not, with its line.
    """
    for name in ("statistics", "cases", "claims"):
        write_table(con, f"raw.{name}", table(settings.published / f"{name}.csv", name))
    write_table(con, "raw.policy_events", table(settings.hand / "policy_events.csv", "policy_events"))
    windows, pairs = comparisons(settings.hand / COMPARISONS)
    write_table(con, "raw.windows", windows)
    write_table(con, "raw.pairs", pairs)


def table(path: Path, name: str) -> pl.DataFrame:
    """One CSV table with its known columns; empty cells are null."""
    place = f"{path.parent.name}/{path.name}"
    if not path.exists():
        raise Fault(place, "this file is missing", "Put it back from the repository.")
    wanted = COLUMNS[name].split()
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            header = next(reader, [])
            if header != wanted:
                raise Fault(f"{place}, line 1", "the columns are not as expected", f"Expected: {', '.join(wanted)}.")
            rows = [_row(row, wanted, TYPED[name], f"{place}, line {reader.line_num}") for row in reader if row]
        except (csv.Error, UnicodeDecodeError):
            raise Fault(
                f"{place}, line {reader.line_num}", "not readable as CSV in UTF-8", "Save it as that."
            ) from None
    return pl.DataFrame(rows, schema={column: TYPED[name].get(column, TEXT) for column in wanted}, orient="row")


def _row(cells: list[str], columns: list[str], typed: dict[str, type[pl.DataType]], place: str) -> list[Any]:
    if len(cells) != len(columns):
        raise Fault(place, f"{len(cells)} cells where there are {len(columns)} columns", "Put quotes around commas.")
    row = []
    for column, cell in zip(columns, cells, strict=True):
        kind = typed.get(column, TEXT)
        value = _value(cell, kind)
        if cell and value is None:
            raise Fault(place, f"{column} is no {kind.__name__.lower()}", "Correct it, or leave the cell empty.")
        row.append(value)
    return row


def _value(cell: str, kind: type[pl.DataType]) -> Any:
    """A cell as its type; None where it is empty or cannot be read as that."""
    text = pl.Series([cell or None], dtype=TEXT)
    return (text.str.to_date("%Y-%m-%d", strict=False) if kind is DAY else text.cast(kind, strict=False))[0]


def comparisons(path: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The windows and the pairs of countries of comparisons.yml, in the order of the file."""
    if not path.exists():
        raise Fault(f"{path.parent.name}/{path.name}", "this file is missing", "Put it back from the repository.")
    said = yaml_nodes.read(path, path.name).keys(("headline", "windows", "pairs"), needed=("headline", "windows"))
    windows = [_window(name, node) for name, node in said["windows"].keys().items()]
    pairs = [_pair(node) for node in said["pairs"].items()] if "pairs" in said else []
    _headline(said["headline"], [row[0] for row in windows])
    return (
        pl.DataFrame(windows, schema=WINDOWS, orient="row"),
        pl.DataFrame(pairs, schema=PAIRS, orient="row"),
    )


def _window(name: str, node: Node) -> tuple[str, int, int, str]:
    said = node.keys(("first_year", "last_year", "means"), needed=("first_year", "last_year", "means"))
    first, last = _year(said["first_year"]), _year(said["last_year"])
    if first > last:
        raise node.fault(f"{name} ends in {last}, before it begins", "Exchange the two years.")
    return name, first, last, said["means"].text()


def _headline(node: Node, windows: list[str]) -> None:
    parts = ("country", "comparator", "instrument", "year", "window")
    said = node.keys(parts, needed=parts)
    _year(said["year"])
    said["window"].one_of(tuple(windows), "window")
    for part in ("country", "comparator"):
        _country(said[part])


def _pair(node: Node) -> tuple[str, str]:
    countries = [_country(item) for item in node.items()]
    if len(countries) != 2 or countries[0] == countries[1]:
        raise node.fault("a pair is not two different countries", "Expected two codes: [RUS, TUR].")
    return countries[0], countries[1]


def _country(node: Node) -> str:
    code = node.text()
    if not (len(code) == 3 and code.isascii() and code.isupper()):
        raise node.fault(f"'{code}' is no country code", "Expected three capitals, such as TUR.")
    return code


def _year(node: Node) -> int:
    text = node.text()
    if not (len(text) == 4 and text.isdecimal() and text.isascii()):
        raise node.fault(f"'{text}' is no year", "Expected four digits, such as 2024.")
    return int(text)
