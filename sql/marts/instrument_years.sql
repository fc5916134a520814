-- One row for each instrument and year, all countries together.
-- key: instrument, year
-- Requests are of the year they were made, `received_…` are complaints by the year they came in, `decided_…` by the year they ended.
with

requests as (

    select *
    from marts.request_cells
    where span is null and year is not null and country = 'ALL' and instrument not in ('ALL', 'WANTED')

),

received as (

    select *
    from marts.complaint_cells
    where span is null and year is not null and country = 'ALL' and instrument not in ('ALL', 'WANTED') and year_basis = 'received'

),

decided as (

    select *
    from marts.complaint_cells
    where span is null and year is not null and country = 'ALL' and instrument not in ('ALL', 'WANTED') and year_basis = 'decided'

),

present as (

    select
        instrument,
        year
    from requests
    union
    select
        instrument,
        year
    from received
    union
    select
        instrument,
        year
    from decided

)

select
    present.instrument,
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
    coalesce(decided.n_overturned, 0) as decided_overturned
from present
left join requests on present.instrument = requests.instrument and present.year = requests.year
left join received on present.instrument = received.instrument and present.year = received.year
left join decided on present.instrument = decided.instrument and present.year = decided.year
order by present.instrument, present.year
