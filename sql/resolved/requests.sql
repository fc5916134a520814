-- One row for each request by one bureau, its listings merged.
-- key: request_id
with

-- Since this day the bureau in Moscow must send its diffusions to the General Secretariat first, so they reach others only when passed.
-- Source: the Secretariat's statement of 10 March 2022 (docs/decisions/merging.md).
sent_through_the_secretariat as (

    select
        'RUS' as country,
        '2022-03-10' as from_day

),

merged as (

    select
        members.resolved_id as request_id,
        requests.reference,
        requests.reference_key,
        requests.population,
        coalesce(requests.population = 'published_list', false) as is_published,
        requests.instrument,
        requests.requesting_country,
        requests.requesting_country_text,
        links.person_id,
        requests.requested_on,
        requests.requested_on_text,
        requests.check_outcome,
        requests.checked_on,
        requests.checked_on_text,
        requests.refusal_ground,
        requests.cancelled_on,
        requests.cancelled_on_text,
        requests.cancelled_by,
        requests.offence_category,
        requests.as_of,
        members.n_records
    from staged.requests
    inner join resolved.members on requests.record_id = members.record_id
    left join resolved.links on requests.record_id = links.record_id
    where members.record_table = 'requests' and members.n_records = 1

    union all

    select
        repeated.request_id,
        repeated.reference,
        repeated.reference_key,
        repeated.population,
        repeated.is_published,
        repeated.instrument,
        repeated.requesting_country,
        repeated.requesting_country_text,
        people.person_id,
        repeated.requested_on,
        repeated.requested_on_text,
        repeated.check_outcome,
        repeated.checked_on,
        repeated.checked_on_text,
        repeated.refusal_ground,
        repeated.cancelled_on,
        repeated.cancelled_on_text,
        repeated.cancelled_by,
        repeated.offence_category,
        repeated.as_of,
        repeated.n_records
    from resolved.repeated_requests as repeated
    left join resolved.repeated_people as people on repeated.request_id = people.resolved_id

),

-- whether it had to pass before it reached anyone: null where the record does not tell
checked_first as (

    select
        merged.request_id,
        case
            when merged.instrument in ('red_notice', 'blue_notice', 'yellow_notice', 'green_notice') then true
            when merged.instrument <> 'red_diffusion' or merged.instrument is null then null
            when merged.requesting_country <> rule.country then false
            -- compared as far as the date goes: "2022-03" is neither before the tenth nor after it
            when merged.requested_on_text < substr(rule.from_day, 1, length(merged.requested_on_text)) then false
            when merged.requesting_country is null then null
            when merged.requested_on_text > substr(rule.from_day, 1, length(merged.requested_on_text)) then true
            when merged.requested_on_text = rule.from_day then true
        end as is_checked_first
    from merged
    cross join sent_through_the_secretariat as rule

)

select
    merged.request_id,
    merged.reference,
    merged.reference_key,
    merged.population,
    merged.instrument,
    merged.requesting_country,
    merged.requesting_country_text,
    merged.person_id,
    merged.requested_on,
    merged.requested_on_text,
    merged.check_outcome,
    merged.checked_on,
    merged.checked_on_text,
    merged.refusal_ground,
    case
        when checked_first.is_checked_first = false then true
        when merged.check_outcome = 'passed' then true
        -- what stands on a public list was published
        when merged.check_outcome is null and merged.is_published then true
        when checked_first.is_checked_first then merged.check_outcome = 'passed'
    end as is_circulated,
    merged.cancelled_on,
    merged.cancelled_on_text,
    merged.cancelled_by,
    merged.offence_category,
    merged.as_of,
    merged.n_records
from merged
inner join checked_first on merged.request_id = checked_first.request_id
order by merged.request_id
