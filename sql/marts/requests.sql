-- One row for each request, with what it counts as; what a figure leaves out is a column here, not a missing row.
-- key: request_id
with

requests as (

    select
        *,
        -- rates and counts of requests speak of the register alone, never of a public list
        coalesce(population = 'register', false) as counts_submitted,
        cast(substr(requested_on_text, 1, 4) as int) as year_requested
    from resolved.requests

)

select
    request_id,
    reference,
    reference_key,
    population,
    instrument,
    coalesce(instrument in ('red_notice', 'red_diffusion'), false) as is_wanted,
    requesting_country,
    requesting_country_text,
    person_id,
    requested_on,
    requested_on_text,
    year_requested,
    check_outcome,
    checked_on,
    checked_on_text,
    refusal_ground,
    is_circulated,
    cancelled_on,
    cancelled_on_text,
    cancelled_by,
    offence_category,
    as_of,
    n_records,
    counts_submitted,
    counts_submitted and coalesce(check_outcome = 'passed', false) as counts_passed,
    counts_submitted and coalesce(is_circulated, false) as counts_circulated,
    counts_submitted and coalesce(check_outcome = 'passed', false) as passes_checked_num,
    counts_submitted and coalesce(check_outcome in ('passed', 'refused'), false) as passes_checked_den,
    counts_submitted and coalesce(check_outcome = 'passed', false) as passes_submitted_num,
    counts_submitted as passes_submitted_den,
    counts_submitted and coalesce(check_outcome = 'pending', true) as is_check_unknown
from requests
order by request_id
