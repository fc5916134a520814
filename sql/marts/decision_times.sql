-- One row for each complaint (request for deletion): how long it took, as far as its days are known.
-- key: complaint_id
-- The Commission has nine months from the day the complaint became admissible, not from the day it came in (Statute, Article 40).
with

complaints as (

    select
        complaint_id,
        respondent_country,
        instrument,
        is_wanted,
        person_id,
        received_on,
        admissible_on,
        decided_on,
        outcome,
        is_outcome_unknown as is_pending,
        -- the last day we know how it stood: for an open file that is where watching ends
        coalesce(decided_on, as_of) as observed_until,
        cast(admissible_on + interval '9' month as date) as due_on
    from marts.complaints
    where is_counted

)

select
    complaint_id,
    respondent_country,
    instrument,
    is_wanted,
    person_id,
    received_on,
    admissible_on,
    due_on,
    decided_on,
    outcome,
    is_pending,
    observed_until,
    date_diff('day', received_on, admissible_on) as days_to_admissible,
    date_diff('day', admissible_on, decided_on) as days_admissible_to_decided,
    date_diff('day', received_on, decided_on) as days_received_to_decided,
    date_diff('day', received_on, observed_until) as days_observed,
    case
        when decided_on is not null then decided_on <= due_on
        when is_pending and observed_until > due_on then false
    end as within_9_months
from complaints
order by complaint_id
