-- One row for each resolved row with several records of which at least one names a person: the person of the latest that does.
-- key: resolved_id
select
    members.resolved_id,
    max_by(
        links.person_id,
        coalesce(cast(records.as_of as varchar), '0000-00-00') || links.person_id
    ) as person_id
from resolved.members
inner join resolved.links on members.record_id = links.record_id
inner join resolved.person_records as records on members.record_id = records.record_id
where members.n_records > 1
group by members.resolved_id
order by members.resolved_id
