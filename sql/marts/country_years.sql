-- One row for each country and year in which it asked for anything, was complained about or sent a message; all instruments.
-- key: country, year
-- Requests are of the year they were made, `received_…` are complaints by the year they came in, `decided_…` by the year they ended.
with

requests as (

    select *
    from marts.request_cells
    where span is null and year is not null and country <> 'ALL' and instrument = 'ALL'

),

received as (

    select *
    from marts.complaint_cells
    where span is null and year is not null and country <> 'ALL' and instrument = 'ALL' and year_basis = 'received'

),

decided as (

    select *
    from marts.complaint_cells
    where span is null and year is not null and country <> 'ALL' and instrument = 'ALL' and year_basis = 'decided'

),

others as (

    select
        country,
        year,
        sum(n) filter (where measure = 'access_requests') as access_requests,
        sum(n) filter (where measure = 'revisions') as revisions,
        sum(n) filter (where measure = 'messages') as messages
    from marts.other_cells
    where span is null and year is not null and country <> 'ALL' and instrument = 'ALL'
    group by country, year

),

present as (

    select
        country,
        year
    from requests
    union
    select
        country,
        year
    from received
    union
    select
        country,
        year
    from decided
    union
    select
        country,
        year
    from others

)

select
    present.country,
    present.year,
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
    coalesce(decided.n_with_data, 0) as decided_with_data,
    coalesce(decided.n_on_merits, 0) as decided_on_merits,
    coalesce(decided.n_overturned, 0) as decided_overturned,
    cast(coalesce(others.access_requests, 0) as bigint) as access_requests,
    cast(coalesce(others.revisions, 0) as bigint) as revisions,
    cast(coalesce(others.messages, 0) as bigint) as messages
from present
left join requests on present.country = requests.country and present.year = requests.year
left join received on present.country = received.country and present.year = received.year
left join decided on present.country = decided.country and present.year = decided.year
left join others on present.country = others.country and present.year = others.year
order by present.country, present.year
