-- One row for each person that at least one record names.
-- key: person_id
with

written as (

    select
        record_id,
        name,
        birth_date_text,
        nationalities
    from staged.requests

    union all

    select
        record_id,
        name,
        birth_date_text,
        nationalities
    from staged.complaints

    union all

    select
        record_id,
        name,
        birth_date_text,
        nationalities
    from staged.messages

)

select
    links.person_id,
    -- the longest spelling leaves out the least; of equally long ones the last in the alphabet
    max_by(written.name, cast(1000 + length(written.name) as varchar) || written.name) as display_name,
    max_by(
        written.birth_date_text,
        cast(10 + length(written.birth_date_text) as varchar) || written.birth_date_text
    ) as birth_date_text,
    list_sort(list_distinct(flatten(
        list(distinct written.nationalities) filter (where written.nationalities is not null)
    ))) as nationalities,
    count(*) as n_records
from resolved.links
inner join written on links.record_id = written.record_id
group by links.person_id
order by links.person_id
