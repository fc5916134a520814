"""Questions to rows: sequences and records that fit a description, published cases, figures and policy dates."""

from datetime import date
from typing import Any

import duckdb

from pipeline.errors import Fault
from pipeline.measure.ledger.finding import Finding
from pipeline.measure.ledger.reading import Reading

_COUNTED = {"persons": "count(distinct person_id)", "cases": "count(*)"}


def table(con: duckdb.DuckDBPyConnection, reading: Reading) -> Finding:
    """How many rows (or persons, where the unit is persons) of a table fit the condition in the period.

    Nothing where the table the question needs is empty: no message in the records is no proof that none was sent.
    """
    if not _row(con, reading, f"select count(*) from {reading.needs or reading.measure}")[0]:
        return Finding()
    where = _in_period(con, reading)
    counted = _COUNTED.get(reading.unit, "count(*)")
    query = f"select {counted} from {reading.measure} where {where}"
    [n] = _row(con, reading, query)
    return Finding(n, numerator=n, query=query)


def most_per_person(con: duckdb.DuckDBPyConnection, reading: Reading) -> Finding:
    """The most rows of a table that concern one person."""
    where = _in_period(con, reading)
    inner = f"select count(*) as n from {reading.measure} where {where} and person_id is not null group by person_id"
    query = f"select max(n) from ({inner})"
    [n] = _row(con, reading, query)
    return Finding(n, numerator=n, query=query)


def case(con: duckdb.DuckDBPyConnection, reading: Reading) -> Finding:
    """How many publicly reported events fit the condition, with the source of one of them."""
    query = f"select count(*), min(source_url) from raw.cases where {reading.condition}"
    n, source = _row(con, reading, query)
    return Finding(n, numerator=n, source=source, query=query)


def figure(con: duckdb.DuckDBPyConnection, reading: Reading) -> Finding:
    """A published figure, the latest where there are several; figures of one period that differ become the bounds."""
    found = _figure(con, reading.measure, reading.country)
    if found is None:
        return Finding()
    value, low, high, source = found
    return Finding(value, bound_low=low, bound_high=high, source=source)


def figure_ratio(con: duckdb.DuckDBPyConnection, reading: Reading) -> Finding:
    """The published figure of one country over that of the other."""
    a, b = _figure(con, reading.measure, reading.country), _figure(con, reading.measure, reading.comparator)
    if a is None or b is None or not b[0]:
        return Finding()
    return Finding(a[0] / b[0], numerator=int(a[0]), numerator_b=int(b[0]), source=a[3])


def policy_date(con: duckdb.DuckDBPyConnection, reading: Reading) -> Finding:
    """Days from the claimed day to the nearest policy event of the country; 0 where they agree as far as both go."""
    rows = con.execute(
        "select event_on, event_on_text, source_url from raw.policy_events where country = ? order by event_id",
        [reading.country],
    ).fetchall()
    for _, text, source in rows:
        if text and text.startswith(reading.period):
            return Finding(0, source=source)
    claimed = date.fromisoformat(reading.period) if len(reading.period) == 10 else None
    days = [(abs((day - claimed).days), source) for day, _, source in rows if day and claimed]
    if not days:
        return Finding()
    apart, source = min(days)
    return Finding(apart, source=source)


def nothing(con: duckdb.DuckDBPyConnection, reading: Reading) -> Finding:
    """No question can be put to this evidence; the note of the reading says why."""
    return Finding()


def _in_period(con: duckdb.DuckDBPyConnection, reading: Reading) -> str:
    """The condition of the reading and its years; `table` has made sure that its window is known."""
    first, last = reading.first_year, reading.last_year
    if reading.window:
        years = con.execute('select first_year, last_year from raw.windows where "window" = ?', [reading.window])
        [(first, last)] = years.fetchall()
    year = f"try_cast(substr({reading.dated}::varchar, 1, 4) as int)"
    limits = ((">=", first), ("<=", last))
    years_said = [f"{year} {sign} {int(value)}" for sign, value in limits if value is not None]
    return " and ".join([f"({reading.condition})", *years_said])


def _row(con: duckdb.DuckDBPyConnection, reading: Reading, query: str) -> tuple[Any, ...]:
    try:
        row = con.execute(query).fetchone()
    except (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException) as error:
        raise Fault(
            f"claim_readings.yml, {reading.claim}, '{reading.reading}'",
            str(error).split("\n")[0],
            "Correct `condition`, `measure` or `dated`.",
        ) from None
    return row or ()


def _figure(con: duckdb.DuckDBPyConnection, metric: str, country: str) -> tuple[float, float, float, str] | None:
    """Value, least and greatest of the figures of the latest period, and a source; shares for percentages."""
    rows = con.execute(
        "select year::varchar, value::double / (case when unit = 'percent' then 100 else 1 end), source_url"
        " from raw.statistics where metric = ? and country = ? and value is not null order by 1 desc nulls last, 2, 3",
        [metric, country],
    ).fetchall()
    latest = [(value, source) for year, value, source in rows if year == rows[0][0]]
    if not latest:
        return None
    return latest[0][0], latest[0][0], latest[-1][0], latest[0][1]
