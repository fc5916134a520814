-- One row for each complaint that has more than one listing or decision: for each field the latest that says anything.
-- key: complaint_id
-- `stamp || value` orders by the day the listing speaks for, then by the value: the order of files never decides.
with

listings as (

    select
        members.resolved_id,
        coalesce(cast(complaints.as_of as varchar), '0000-00-00') as stamp,
        complaints.as_of,
        complaints.reference,
        complaints.reference_key,
        complaints.complaint_kind,
        complaints.respondent_country,
        complaints.respondent_country_text,
        complaints.instrument,
        complaints.request_reference_key,
        complaints.received_on_text,
        complaints.admissible_on_text,
        complaints.is_admissible,
        complaints.has_data,
        complaints.outcome,
        complaints.decided_on_text,
        complaints.grounds,
        complaints.revises_key,
        complaints.session
    from staged.complaints
    inner join resolved.members on complaints.record_id = members.record_id
    where members.record_table = 'complaints' and members.n_records > 1

    union all

    -- decisions that name the complaint
    select
        members.resolved_id,
        coalesce(cast(documents.as_of as varchar), '0000-00-00') as stamp,
        documents.as_of,
        cast(null as varchar) as reference,
        documents.reference_key,
        cast(null as varchar) as complaint_kind,
        documents.respondent_country,
        documents.respondent_country_text,
        documents.instrument,
        cast(null as varchar) as request_reference_key,
        cast(null as varchar) as received_on_text,
        cast(null as varchar) as admissible_on_text,
        cast(null as boolean) as is_admissible,
        cast(null as boolean) as has_data,
        documents.outcome,
        documents.decided_on_text,
        documents.grounds,
        cast(null as varchar) as revises_key,
        documents.session
    from staged.documents
    inner join resolved.members on documents.record_id = members.record_id
    where members.record_table = 'documents'

),

latest as (

    select
        resolved_id,
        max_by(reference, stamp || reference) as reference,
        max(reference_key) as reference_key,
        max_by(complaint_kind, stamp || complaint_kind) as complaint_kind,
        max_by(respondent_country, stamp || respondent_country) as respondent_country,
        max_by(respondent_country_text, stamp || respondent_country_text) as respondent_country_text,
        max_by(instrument, stamp || instrument) as instrument,
        max_by(request_reference_key, stamp || request_reference_key) as request_reference_key,
        max_by(received_on_text, stamp || received_on_text) as received_on_text,
        max_by(admissible_on_text, stamp || admissible_on_text) as admissible_on_text,
        max_by(is_admissible, stamp || cast(is_admissible as varchar)) as is_admissible,
        max_by(has_data, stamp || cast(has_data as varchar)) as has_data,
        -- of two outcomes of the same day, a final one is later than a pending one
        max_by(outcome, stamp || case when outcome = 'pending' then '0' else '1' end || outcome) as outcome,
        max_by(decided_on_text, stamp || decided_on_text) as decided_on_text,
        max_by(grounds, stamp || array_to_string(grounds, ' ')) as grounds,
        max_by(revises_key, stamp || revises_key) as revises_key,
        max_by(session, stamp || session) as session,
        max(as_of) as as_of,
        count(*) as n_records
    from listings
    group by resolved_id

),

-- a date that another listing gives more precisely, and the same so far, is taken as the other gives it
dates as (

    select
        listings.resolved_id,
        max_by(
            listings.received_on_text,
            cast(10 + length(listings.received_on_text) as varchar) || listings.stamp || listings.received_on_text
        ) filter (where starts_with(listings.received_on_text, latest.received_on_text)) as received_on_text,
        max_by(
            listings.admissible_on_text,
            cast(10 + length(listings.admissible_on_text) as varchar) || listings.stamp || listings.admissible_on_text
        ) filter (where starts_with(listings.admissible_on_text, latest.admissible_on_text)) as admissible_on_text,
        max_by(
            listings.decided_on_text,
            cast(10 + length(listings.decided_on_text) as varchar) || listings.stamp || listings.decided_on_text
        ) filter (where starts_with(listings.decided_on_text, latest.decided_on_text)) as decided_on_text
    from listings
    inner join latest on listings.resolved_id = latest.resolved_id
    group by listings.resolved_id

)

select
    latest.resolved_id as complaint_id,
    latest.reference,
    latest.reference_key,
    latest.complaint_kind,
    latest.respondent_country,
    latest.respondent_country_text,
    latest.instrument,
    latest.request_reference_key,
    case when length(dates.received_on_text) = 10 then cast(dates.received_on_text as date) end as received_on,
    dates.received_on_text,
    case when length(dates.admissible_on_text) = 10 then cast(dates.admissible_on_text as date) end as admissible_on,
    dates.admissible_on_text,
    latest.is_admissible,
    latest.has_data,
    latest.outcome,
    case when length(dates.decided_on_text) = 10 then cast(dates.decided_on_text as date) end as decided_on,
    dates.decided_on_text,
    latest.grounds,
    latest.revises_key,
    latest.session,
    latest.as_of,
    latest.n_records
from latest
inner join dates on latest.resolved_id = dates.resolved_id
order by complaint_id
