-- One row for each country, all years together (unknown ones too); all instruments.
-- key: country
with

requests as (

    select *
    from marts.request_cells
    where span is null and year is null and country <> 'ALL' and instrument = 'ALL'

),

received as (

    select *
    from marts.complaint_cells
    where span is null and year is null and country <> 'ALL' and instrument = 'ALL' and year_basis = 'received'

),

others as (

    select
        country,
        sum(n) filter (where measure = 'access_requests') as access_requests,
        sum(n) filter (where measure = 'revisions') as revisions,
        sum(n) filter (where measure = 'messages') as messages
    from marts.other_cells
    where span is null and year is null and country <> 'ALL' and instrument = 'ALL'
    group by country

),

present as (

    select country from requests
    union
    select country from received
    union
    select country from others

)

select
    present.country,
    coalesce(requests.n_submitted, 0) as requests,
    coalesce(requests.n_checked, 0) as requests_checked,
    coalesce(requests.n_passed, 0) as requests_passed,
    coalesce(requests.n_unknown, 0) as requests_unknown,
    coalesce(requests.n_circulated, 0) as requests_circulated,
    coalesce(received.n_complaints, 0) as complaints_received,
    coalesce(received.n_complainants, 0) as complainants,
    coalesce(received.n_with_data, 0) as received_with_data,
    coalesce(received.n_on_merits, 0) as received_on_merits,
    coalesce(received.n_overturned, 0) as received_overturned,
    coalesce(received.n_unknown, 0) as received_unknown,
    cast(coalesce(others.access_requests, 0) as bigint) as access_requests,
    cast(coalesce(others.revisions, 0) as bigint) as revisions,
    cast(coalesce(others.messages, 0) as bigint) as messages
from present
left join requests on present.country = requests.country
left join received on present.country = received.country
left join others on present.country = others.country
order by present.country
