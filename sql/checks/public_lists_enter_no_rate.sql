-- Only requests of a register count as requests or enter a pass rate.
select
    request_id,
    population
from marts.requests
where
    coalesce(population <> 'register', true)
    and (
        counts_submitted
        or counts_passed
        or counts_circulated
        or passes_checked_num
        or passes_checked_den
        or passes_submitted_num
        or passes_submitted_den
        or is_check_unknown
    )
order by request_id
