-- One row for each request of a register that ended on a known day and names a person: refused at the check, or cancelled later.
-- key: request_id
with

ends as (

    select
        request_id,
        person_id,
        requesting_country as country,
        instrument,
        case
            when check_outcome = 'refused' and checked_on is not null then 'refused'
            when cancelled_on is not null then 'cancelled'
        end as ended_by,
        checked_on,
        cancelled_on,
        cancelled_by
    from marts.requests
    where counts_submitted and person_id is not null and requesting_country is not null

)

select
    request_id,
    person_id,
    country,
    instrument,
    case ended_by when 'refused' then checked_on else cancelled_on end as ended_on,
    ended_by,
    cancelled_by,
    -- not where it expired or the bureau itself withdrew it; null where nobody says who cancelled it
    case
        when ended_by = 'refused' then true
        else cancelled_by in ('ccf', 'general_secretariat')
    end as is_adverse
from ends
where ended_by is not null
order by request_id
