"""Every step of a case in order of its day, each with the places it was read from."""

from dataclasses import dataclass
from typing import Any

import duckdb

from pipeline.schemas import STAGED

LANES = ("request", "check", "end", "message", "complaint", "decision")

# One row for each day of a resolved row: lane, day as the records give it, country, reference, what is said of it.
_STEPS = """
with steps as (
    select request_id as row_id, 'request' as lane, requested_on_text as day, requesting_country as country, reference,
        concat_ws(', ', coalesce(instrument, 'instrument unknown') || ' asked for',
            case when population <> 'register' then 'on a public list' end) as said
    from resolved.requests where person_id = $person
    union all
    select request_id, 'check', checked_on_text, requesting_country, reference,
        concat_ws(', ', check_outcome, case when check_outcome = 'refused' then refusal_ground end)
    from resolved.requests
    where person_id = $person and (check_outcome in ('passed', 'refused', 'withdrawn') or checked_on_text is not null)
    union all
    select request_id, 'end', cancelled_on_text, requesting_country, reference,
        'cancelled' || coalesce(' by ' || cancelled_by, '')
    from resolved.requests where person_id = $person and (cancelled_on_text is not null or cancelled_by is not null)
    union all
    select message_id, 'message', sent_on_text, from_country, reference,
        concat_ws(', ',
            coalesce(purpose, 'purpose unknown') || coalesce(' to ' || array_to_string(to_countries, ' '), ''),
            case when in_reply_to is not null then 'an answer' end, case when is_answered then 'was answered' end)
    from resolved.messages where person_id = $person
    union all
    select complaint_id, 'complaint', received_on_text, respondent_country, reference,
        concat_ws(', ', coalesce(complaint_kind, 'kind unknown') || ' received',
            case when admissible_on_text is not null then 'admissible ' || admissible_on_text end)
    from resolved.complaints where person_id = $person
    union all
    select complaint_id, 'decision', decided_on_text, respondent_country, reference,
        concat_ws(', ', outcome, array_to_string(grounds, ' '))
    from resolved.complaints where person_id = $person and outcome <> 'pending'
)
select row_id, lane, day, country, reference, said from steps
order by day nulls last, list_position($lanes, lane), row_id"""
_STAGED = " union all ".join(
    f"select record_id, delivery, source_file, source_locator from staged.{kind}" for kind in STAGED
)
_PLACES = f"""
select members.resolved_id, staged.delivery || '/' || staged.source_file || ', ' || staged.source_locator
from resolved.members as members
inner join ({_STAGED}) as staged on members.record_id = staged.record_id
where members.resolved_id in (select unnest($ids::varchar[]))
order by members.resolved_id, staged.delivery, staged.source_file, members.record_id"""


@dataclass(frozen=True)
class Step:
    """One step. `day` is an ISO prefix, as precise as the records; None where no record gives one."""

    lane: str
    day: str | None
    country: str | None
    reference: str | None
    said: str
    places: tuple[str, ...]


def steps(con: duckdb.DuckDBPyConnection, person: str) -> list[Step]:
    """Every step of the person's case; those without a day come last."""
    rows = con.execute(_STEPS, {"person": person, "lanes": list(LANES)}).fetchall()
    places: dict[str, list[str]] = {}
    for row_id, place in con.execute(_PLACES, {"ids": sorted({row[0] for row in rows})}).fetchall():
        places.setdefault(row_id, []).append(place)
    return [
        Step(lane, day, country, reference, said.replace("_", " "), tuple(places.get(row_id, ())))
        for row_id, lane, day, country, reference, said in rows
    ]


def who(con: duckdb.DuckDBPyConnection, person: str) -> dict[str, Any]:
    """Name, birth date, nationalities and number of records of a person, and every spelling of the name."""
    columns = ("display_name", "birth_date_text", "nationalities", "n_records")
    row = con.execute(f"select {', '.join(columns)} from resolved.people where person_id = ?", [person]).fetchall()[0]
    named = con.execute(
        "select distinct records.name from resolved.links "
        "inner join resolved.person_records as records on links.record_id = records.record_id "
        "where links.person_id = ? and records.name is not null order by 1",
        [person],
    ).fetchall()
    return {**dict(zip(columns, row, strict=True)), "names": [name for (name,) in named]}
