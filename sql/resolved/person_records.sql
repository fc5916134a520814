-- One row for each staged record that names a person: what linkage goes by.
-- key: record_id
-- `tied_to` is the request that a complaint or message names, else the record's own resolved row: records tied to the same row
-- are about the same case.
with

named as (

    select
        record_id,
        'requests' as record_table,
        as_of,
        requesting_country as country,
        name,
        name_key,
        sex,
        birth_date_text,
        nationalities
    from staged.requests
    where name_key is not null

    union all

    select
        record_id,
        'complaints' as record_table,
        as_of,
        respondent_country as country,
        name,
        name_key,
        sex,
        birth_date_text,
        nationalities
    from staged.complaints
    where name_key is not null

    union all

    select
        record_id,
        'messages' as record_table,
        as_of,
        from_country as country,
        name,
        name_key,
        sex,
        birth_date_text,
        nationalities
    from staged.messages
    where name_key is not null

),

cited_requests as (

    select
        citing_id,
        cited_id
    from resolved.citations
    where cited_table = 'requests'

)

select
    named.record_id,
    named.record_table,
    coalesce(cited_requests.cited_id, members.resolved_id) as tied_to,
    named.as_of,
    named.country,
    named.name,
    named.name_key,
    named.sex,
    named.birth_date_text,
    named.nationalities
from named
inner join resolved.members on named.record_id = members.record_id
left join cited_requests on members.resolved_id = cited_requests.citing_id
order by named.record_table, named.record_id
