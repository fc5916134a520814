-- One row for each file of the Commission, its listings and decisions merged.
-- key: complaint_id
with

merged as (

    select
        members.resolved_id as complaint_id,
        complaints.reference,
        complaints.reference_key,
        complaints.complaint_kind,
        complaints.respondent_country,
        complaints.respondent_country_text,
        complaints.instrument,
        links.person_id,
        complaints.received_on,
        complaints.received_on_text,
        complaints.admissible_on,
        complaints.admissible_on_text,
        complaints.is_admissible,
        complaints.has_data,
        complaints.outcome,
        complaints.decided_on,
        complaints.decided_on_text,
        complaints.grounds,
        complaints.session,
        complaints.as_of,
        members.n_records
    from staged.complaints
    inner join resolved.members on complaints.record_id = members.record_id
    left join resolved.links on complaints.record_id = links.record_id
    where members.record_table = 'complaints' and members.n_records = 1

    union all

    select
        repeated.complaint_id,
        repeated.reference,
        repeated.reference_key,
        repeated.complaint_kind,
        repeated.respondent_country,
        repeated.respondent_country_text,
        repeated.instrument,
        people.person_id,
        repeated.received_on,
        repeated.received_on_text,
        repeated.admissible_on,
        repeated.admissible_on_text,
        repeated.is_admissible,
        repeated.has_data,
        repeated.outcome,
        repeated.decided_on,
        repeated.decided_on_text,
        repeated.grounds,
        repeated.session,
        repeated.as_of,
        repeated.n_records
    from resolved.repeated_complaints as repeated
    left join resolved.repeated_people as people on repeated.complaint_id = people.resolved_id

),

challenged as (

    select
        citing_id as complaint_id,
        cited_id as request_id
    from resolved.citations
    where cited_table = 'requests'

),

earlier as (

    select
        citing_id as complaint_id,
        cited_id as revises
    from resolved.citations
    where cited_table = 'complaints'

),

revised as (

    select distinct revises as complaint_id
    from earlier

)

select
    merged.complaint_id,
    merged.reference,
    merged.reference_key,
    merged.complaint_kind,
    merged.respondent_country,
    merged.respondent_country_text,
    coalesce(merged.instrument, requests.instrument) as instrument,
    merged.person_id,
    challenged.request_id,
    merged.received_on,
    merged.received_on_text,
    merged.admissible_on,
    merged.admissible_on_text,
    -- as the record says; else only where another field leaves no other answer
    coalesce(
        merged.is_admissible,
        case
            when merged.outcome = 'inadmissible' then false
            when merged.outcome in ('no_data', 'answered', 'compliant', 'compliant_with_update', 'non_compliant') then true
            when merged.admissible_on_text is not null then true
        end
    ) as is_admissible,
    coalesce(
        merged.has_data,
        case
            when merged.outcome = 'no_data' then false
            when merged.outcome in ('compliant', 'compliant_with_update', 'non_compliant', 'deleted_by_source') then true
        end
    ) as has_data,
    merged.outcome,
    merged.decided_on,
    merged.decided_on_text,
    merged.grounds,
    earlier.revises,
    revised.complaint_id is not null as is_revised,
    merged.session,
    merged.as_of,
    merged.n_records
from merged
left join challenged on merged.complaint_id = challenged.complaint_id
left join resolved.requests on challenged.request_id = requests.request_id
left join earlier on merged.complaint_id = earlier.complaint_id
left join revised on merged.complaint_id = revised.complaint_id
order by merged.complaint_id
