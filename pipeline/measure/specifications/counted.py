"""One way of counting: how many count, out of how many, and how many are not known."""

from dataclasses import dataclass

import polars as pl

from pipeline.measure.specifications.choices import Choice
from pipeline.measure.specifications.records import Records, of_instrument, person_at
from pipeline.measure.tables.desk import Desk

MERITS = ("compliant", "compliant_with_update", "non_compliant")
WITH_DATA = (*MERITS, "deleted_by_source")
# What each basis of the overturn rate counts, and among what; None is every complaint.
OVERTURNED = {
    "received": (("non_compliant",), None),
    "with_data": (("non_compliant",), WITH_DATA),
    "on_merits": (("non_compliant",), MERITS),
    "broad": (("non_compliant", "deleted_by_source"), WITH_DATA),
    "modified": (("non_compliant", "compliant_with_update"), MERITS),
}
PASSED = {"checked": (("passed",), ("passed", "refused")), "submitted": (("passed",), None)}
_EXPOSURE = {"per_circulated": pl.col("is_circulated").fill_null(False), "per_submitted": pl.lit(True)}
_OPEN = "pending"


@dataclass(frozen=True)
class Share:
    """x of n, where `least` to `most` of `whole` are left open by unknown outcomes (None: no bounds apply)."""

    x: int
    n: int
    least: int | None = None
    most: int | None = None
    whole: int | None = None


@dataclass(frozen=True)
class Side:
    """One country's complaints x over an exposure t (1 for plain counts), and those of unknown year or instrument."""

    x: int
    t: int
    x_unknown: int
    t_unknown: int


def share(desk: Desk, records: Records, question: str, way: Choice) -> Share:
    """The share that passed, or was overturned, for the headline's country."""
    rows = records.requests if question == "passed" else records.complaints
    outcome = pl.col("check_outcome" if question == "passed" else "outcome")
    counts, among = (PASSED if question == "passed" else OVERTURNED)[way["basis"]]
    mine = rows[way["duplicates"]].filter(
        pl.col("country") == desk.subject.country, of_instrument(way["instrument"]), in_period(desk, way)
    )
    within = mine if among is None else mine.filter(outcome.is_in(among))
    yes = within.filter(outcome.is_in(counts))
    if way["clock"] in ("decided", "checked"):
        return Share(_size([yes], way), _size([within], way))
    unknown = mine.filter(outcome.fill_null(_OPEN) == _OPEN)
    return Share(
        _size([yes], way),
        _size([within], way),
        _size([yes], way),
        _size([yes, unknown], way),
        _size([within, unknown], way) if among is not None else _size([mine], way),
    )


def side(desk: Desk, records: Records, country: str, way: Choice) -> Side:
    """The complaints of one country, alone or over its requests of the same years."""
    complaints = records.complaints[way["duplicates"]].filter(country=country)
    if way["clock"] == "decided":
        complaints = complaints.filter(pl.col("outcome").fill_null(_OPEN) != _OPEN)
    x, x_unknown = _counted(desk, complaints, way, way["clock"])
    if way["count"] not in _EXPOSURE:
        return Side(x, 1, x_unknown, 0)
    requests = records.requests[way["duplicates"]].filter(_EXPOSURE[way["count"]], country=country)
    t, t_unknown = _counted(desk, requests, way, "requested")
    return Side(x, t, x_unknown, t_unknown)


def in_period(desk: Desk, way: Choice, clock: str = "") -> pl.Expr:
    """Whether the year of the clock lies in the period: a window of comparisons.yml, or a year."""
    spans = {name: (first, last) for name, first, last in desk.windows()}
    first, last = spans.get(way["period"]) or (int(way["period"]), int(way["period"]))
    return pl.col(clock or way["clock"]).is_between(first, last)


def _counted(desk: Desk, rows: pl.DataFrame, way: Choice, clock: str) -> tuple[int, int]:
    """How many surely count, and how many more may: their year or instrument is not known."""
    counts = of_instrument(way["instrument"]) & in_period(desk, way, clock)
    sure = rows.filter(counts)
    maybe = rows.filter(counts.is_null())
    return _size([sure], way), _size([sure, maybe], way) - _size([sure], way)


def _size(parts: list[pl.DataFrame], way: Choice) -> int:
    """Rows, or different persons where persons are counted: a record without a person is then in no count."""
    if way["count"] != "persons":
        return sum(part.height for part in parts)
    return pl.concat([part[person_at(way["linkage"])] for part in parts]).drop_nulls().n_unique()
