-- One row for each person and country that sought the person by at least two instruments.
-- key: person_id, country
select
    person_id,
    requesting_country as country,
    count(distinct instrument) as n_instruments,
    list_sort(array_agg(distinct instrument)) as instruments,
    count(*) as n_requests,
    min(requested_on_text) as first_requested_on_text,
    max(requested_on_text) as last_requested_on_text
from marts.requests
where counts_submitted and person_id is not null and requesting_country is not null and instrument is not null
group by person_id, requesting_country
having count(distinct instrument) > 1
order by person_id, country
