-- A complaint is tied to a request only of the country it complains about, where both countries are known.
select
    complaints.complaint_id,
    complaints.respondent_country,
    requests.requesting_country
from resolved.complaints
inner join resolved.requests on complaints.request_id = requests.request_id
where complaints.respondent_country <> requests.requesting_country
order by complaints.complaint_id
