"""Whose case is meant: by the id of a person or of a row, or by a reference as any office writes it."""

import duckdb

from pipeline.errors import Fault

# Every resolved row with its ids, its country and its reference without signs: CCF/12-3 and ccf 12 3 are one.
ROWS = """
    select request_id as row_id, person_id, requesting_country as country, reference from resolved.requests
    union all
    select complaint_id, person_id, respondent_country, reference from resolved.complaints
    union all
    select message_id, person_id, from_country, reference from resolved.messages"""
SIGNLESS = r"regexp_replace(upper({}), '[^\p{{L}}\p{{N}}]+', '', 'g')"
SHORTEST = 3  # of a reference, letters and figures


def person(con: duckdb.DuckDBPyConnection, asked: str) -> str:
    """The person_id that is asked for. Fault where there is none, or where several people fit."""
    asked = asked.strip()
    if con.execute("select 1 from resolved.people where person_id = ?", [asked]).fetchone():
        return asked
    found = con.execute(
        f"""
        select rows.person_id, min(rows.country), count(*)
        from ({ROWS}) as rows, (select {SIGNLESS.format("?")} as key) as wanted
        where rows.row_id = ? or (length(wanted.key) >= ? and {SIGNLESS.format("rows.reference")} = wanted.key)
        group by rows.person_id order by rows.person_id
        """,
        [asked, asked, SHORTEST],
    ).fetchall()
    people = [row for row in found if row[0] is not None]
    if len(people) == 1:
        return str(people[0][0])
    if people:
        choices = ", ".join(f"{person_id} ({country or 'country unknown'})" for person_id, country, _ in people)
        raise Fault(asked, f"fits {len(people)} people", f"Give the id of one: {choices}.")
    if found:
        raise Fault(
            asked, "no record of it gives a name, so it is tied to no person", "Look it up in resolved.requests."
        )
    raise Fault(
        asked, "is no person_id, no id of a row and no reference in these records", "Ids are in resolved.people."
    )
