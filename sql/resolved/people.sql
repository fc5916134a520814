-- One row for each person that at least one record names.
-- key: person_id
select
    links.person_id,
    -- the longest spelling leaves out the least; of equally long ones the last in the alphabet
    max_by(records.name, cast(1000 + length(records.name) as varchar) || records.name) as display_name,
    max_by(
        records.birth_date_text,
        cast(10 + length(records.birth_date_text) as varchar) || records.birth_date_text
    ) as birth_date_text,
    list_sort(list_distinct(flatten(
        list(distinct records.nationalities) filter (where records.nationalities is not null)
    ))) as nationalities,
    count(*) as n_records
from resolved.links
inner join resolved.person_records as records on links.record_id = records.record_id
group by links.person_id
order by links.person_id
