-- One row for each request, complaint or message and each threshold at which it would be about another person than it is.
-- key: threshold, resolved_id
-- Rows that stay with their person at a threshold are not here: take coalesce(people_at.person_id, requests.person_id).
with

touched as (

    select distinct members.resolved_id
    from resolved.members
    inner join resolved.links_at on members.record_id = links_at.record_id

),

-- the record that says who a row is about is the latest, as in resolved.repeated_people
ranked as (

    select
        members.resolved_id,
        members.record_id,
        members.record_table,
        row_number() over (
            partition by members.resolved_id
            order by coalesce(cast(records.as_of as varchar), '0000-00-00') || links.person_id desc, members.record_id asc
        ) as place
    from touched
    inner join resolved.members on touched.resolved_id = members.resolved_id
    inner join resolved.links on members.record_id = links.record_id
    inner join resolved.person_records as records on members.record_id = records.record_id

)

select
    links_at.threshold,
    ranked.record_table,
    ranked.resolved_id,
    links_at.person_id
from ranked
inner join resolved.links_at on ranked.record_id = links_at.record_id
where ranked.place = 1
order by links_at.threshold, ranked.resolved_id
