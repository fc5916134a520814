-- One row for each person for whom at least two countries have a request in a register.
-- key: person_id
select
    person_id,
    count(distinct requesting_country) as n_countries,
    list_sort(array_agg(distinct requesting_country)) as countries,
    count(*) as n_requests,
    min(requested_on_text) as first_requested_on_text,
    max(requested_on_text) as last_requested_on_text
from marts.requests
where counts_submitted and person_id is not null and requesting_country is not null
group by person_id
having count(distinct requesting_country) > 1
order by person_id
