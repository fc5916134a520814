-- One row for each request that is listed more than once: for each field the latest listing that says anything.
-- key: request_id
-- `stamp || value` orders by the day the listing speaks for, then by the value: the order of files never decides.
with

listings as (

    select
        members.resolved_id,
        coalesce(cast(requests.as_of as varchar), '0000-00-00') as stamp,
        requests.as_of,
        requests.reference,
        requests.reference_key,
        requests.population,
        requests.instrument,
        requests.requesting_country,
        requests.requesting_country_text,
        requests.requested_on_text,
        requests.check_outcome,
        requests.checked_on_text,
        requests.refusal_ground,
        requests.cancelled_on_text,
        requests.cancelled_by,
        requests.offence_category
    from staged.requests
    inner join resolved.members on requests.record_id = members.record_id
    where members.record_table = 'requests' and members.n_records > 1

),

latest as (

    select
        resolved_id,
        max_by(reference, stamp || reference) as reference,
        max(reference_key) as reference_key,
        -- one listing in a register makes it a request of the register
        case when bool_or(population = 'register') then 'register' else max(population) end as population,
        coalesce(bool_or(population = 'published_list'), false) as is_published,
        max_by(instrument, stamp || instrument) as instrument,
        max_by(requesting_country, stamp || requesting_country) as requesting_country,
        max_by(requesting_country_text, stamp || requesting_country_text) as requesting_country_text,
        max_by(requested_on_text, stamp || requested_on_text) as requested_on_text,
        -- of two outcomes of the same day, a final one is later than a pending one
        max_by(check_outcome, stamp || case when check_outcome = 'pending' then '0' else '1' end || check_outcome) as check_outcome,
        max_by(checked_on_text, stamp || checked_on_text) as checked_on_text,
        max_by(refusal_ground, stamp || refusal_ground) as refusal_ground,
        max_by(cancelled_on_text, stamp || cancelled_on_text) as cancelled_on_text,
        max_by(cancelled_by, stamp || cancelled_by) as cancelled_by,
        max_by(offence_category, stamp || offence_category) as offence_category,
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
            listings.requested_on_text,
            cast(10 + length(listings.requested_on_text) as varchar) || listings.stamp || listings.requested_on_text
        ) filter (where starts_with(listings.requested_on_text, latest.requested_on_text)) as requested_on_text,
        max_by(
            listings.checked_on_text,
            cast(10 + length(listings.checked_on_text) as varchar) || listings.stamp || listings.checked_on_text
        ) filter (where starts_with(listings.checked_on_text, latest.checked_on_text)) as checked_on_text,
        max_by(
            listings.cancelled_on_text,
            cast(10 + length(listings.cancelled_on_text) as varchar) || listings.stamp || listings.cancelled_on_text
        ) filter (where starts_with(listings.cancelled_on_text, latest.cancelled_on_text)) as cancelled_on_text
    from listings
    inner join latest on listings.resolved_id = latest.resolved_id
    group by listings.resolved_id

)

select
    latest.resolved_id as request_id,
    latest.reference,
    latest.reference_key,
    latest.population,
    latest.is_published,
    latest.instrument,
    latest.requesting_country,
    latest.requesting_country_text,
    case when length(dates.requested_on_text) = 10 then cast(dates.requested_on_text as date) end as requested_on,
    dates.requested_on_text,
    latest.check_outcome,
    case when length(dates.checked_on_text) = 10 then cast(dates.checked_on_text as date) end as checked_on,
    dates.checked_on_text,
    latest.refusal_ground,
    case when length(dates.cancelled_on_text) = 10 then cast(dates.cancelled_on_text as date) end as cancelled_on,
    dates.cancelled_on_text,
    latest.cancelled_by,
    latest.offence_category,
    latest.as_of,
    latest.n_records
from latest
inner join dates on latest.resolved_id = dates.resolved_id
order by request_id
