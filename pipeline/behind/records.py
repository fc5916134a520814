"""The records behind a figure: the rows of a mart that its definition marks, their query, and where each stands."""

from dataclasses import dataclass

import duckdb

from pipeline.behind.definitions import Side
from pipeline.behind.question import ALL, Question
from pipeline.schemas import STAGED

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
        self.con = con
        table = _TABLES[side.table]
        rows = con.execute(
            f"select {table.id}, person_id from {side.table} where {conditions(question, side)} order by {table.id}"
        ).fetchall()
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


def query(question: Question, side: Side) -> str:
    """The count of one side as SQL that can be pasted into any DuckDB shell on the finished database."""
    what = "count(distinct person_id)" if question.definition.basis == "persons" else "count(*)"
    return f"select {what} from {side.table} where {conditions(question, side)}"


def conditions(question: Question, side: Side) -> str:
    """The condition of the definition, and those of country, instrument and years."""
    table = _TABLES[side.table]
    told = [side.where if side.where.isidentifier() else f"({side.where})"]
    if question.country != ALL:
        told.append(f"{table.country} = {_quoted(question.country)}")
    if question.instrument == "WANTED":
        told.append("is_wanted")
    elif question.instrument != ALL:
        told.append(f"instrument = {_quoted(question.instrument)}")
    year = table.years[question.clock]
    if question.window is not None:
        span = f'select {{}} from raw.windows where "window" = {_quoted(question.window)}'
        told.append(f"{year} between ({span.format('first_year')}) and ({span.format('last_year')})")
    elif question.year is not None:
        told.append(f"{year} = {question.year}")
    return " and ".join(told)


def _quoted(text: str) -> str:
    """A text of SQL, with nothing in it that ends it."""
    return "'" + text.replace("'", "''") + "'"
