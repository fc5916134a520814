-- A link ties one record to a person in resolved.people, with a probability from 0 to 1 and a known decider.
select
    links.record_id,
    links.match_probability,
    links.decided_by
from resolved.links
left join resolved.people on links.person_id = people.person_id
where
    people.person_id is null
    or links.match_probability is null
    or not links.match_probability between 0 and 1
    or links.decided_by is null
    or links.decided_by not in ('rule', 'model', 'person')
order by links.record_id
