"""The records behind a figure: the rows of a mart that its definition marks, and where each stands in the files."""

from dataclasses import dataclass

import duckdb

from pipeline.schemas import STAGED
from pipeline.trace.definitions import Side
from pipeline.trace.question import ALL, Question

Place = tuple[str, str, str, str, str, str]  # resolved_id, record_table, record_id, delivery, source_file, locator


@dataclass(frozen=True)
class _Table:
    """How a table names what a question asks for."""

    id: str
    country: str
    years: dict[str, str]


# A rate of complaints over requests sets the year received against the year requested.
_TABLES = {
    "marts.requests": _Table(
        "request_id", "requesting_country", {"requested": "year_requested", "received": "year_requested"}
    ),
    "marts.complaints": _Table(
        "complaint_id", "respondent_country", {"received": "year_received", "decided": "year_decided"}
    ),
    "resolved.messages": _Table("message_id", "from_country", {"sent": "cast(substr(sent_on_text, 1, 4) as int)"}),
}


class Records:
    """The rows on one side of a figure. `cases` and `persons` are their counts, `ids` the rows in order."""

    def __init__(self, con: duckdb.DuckDBPyConnection, question: Question, side: Side) -> None:
        table = _TABLES[side.table]
        where, values = _conditions(question, side, table)
        rows = con.execute(
            f"select {table.id}, person_id from {side.table} where {where} order by {table.id}", values
        ).fetchall()
        self.con = con
        self.ids = [row[0] for row in rows]
        self.cases = len(rows)
        self.persons = len({row[1] for row in rows} - {None})

    def places(self, limit: int | None = None) -> list[Place]:
        """Where the first `limit` rows (all, where None) stand: each staged record that was merged into them."""
        return self.con.execute(
            f"""
            select members.resolved_id, members.record_table, members.record_id,
                staged.delivery, staged.source_file, staged.source_locator
            from resolved.members as members
            inner join ({_staged()}) as staged on members.record_id = staged.record_id
            where members.resolved_id in (select unnest(?::varchar[]))
            order by members.resolved_id, staged.delivery, staged.source_file, members.record_id
            """,
            [self.ids[:limit]],
        ).fetchall()


def _staged() -> str:
    columns = "record_id, delivery, source_file, source_locator"
    return " union all ".join(f"select {columns} from staged.{kind}" for kind in STAGED)


def _conditions(question: Question, side: Side, table: _Table) -> tuple[str, list[object]]:
    """The condition of the definition, and those of country, instrument and years, with the values for its marks."""
    conditions = [f"({side.where})"]
    values: list[object] = []
    if question.country != ALL:
        conditions.append(f"{table.country} = ?")
        values.append(question.country)
    if question.instrument == "WANTED":
        conditions.append("is_wanted")
    elif question.instrument != ALL:
        conditions.append("instrument = ?")
        values.append(question.instrument)
    year = table.years[question.clock]
    if question.window is not None:
        span = 'select {} from raw.windows where "window" = ?'
        conditions.append(f"{year} between ({span.format('first_year')}) and ({span.format('last_year')})")
        values += [question.window, question.window]
    elif question.year is not None:
        conditions.append(f"{year} = ?")
        values.append(question.year)
    return " and ".join(conditions), values
