-- One row for each complaint or message that names, by its reference, exactly one request, complaint or message on record.
-- key: citing_id, cited_table
-- References repeat between bureaus, so the bureau decides: for a reply the one written to, else one's own, else the one written to;
-- one of another or unknown country only where
-- none of those has the reference and the record does not say whose it is. Where several fit equally well, none is taken.
with

citing as (

    select
        members.resolved_id as citing_id,
        coalesce(complaints.respondent_country, 'as written: ' || lower(trim(complaints.respondent_country_text)), '') as country,
        coalesce(complaints.instrument, '') as instrument,
        cast(null as varchar[]) as to_countries,
        complaints.respondent_country is null and complaints.respondent_country_text is null as is_anyones,
        complaints.request_reference_key as request_key,
        complaints.revises_key as complaint_key,
        cast(null as varchar) as message_key
    from staged.complaints
    inner join resolved.members on complaints.record_id = members.record_id
    where members.record_table = 'complaints' and members.n_records = 1

    union all

    select
        complaint_id as citing_id,
        coalesce(respondent_country, 'as written: ' || lower(trim(respondent_country_text)), '') as country,
        coalesce(instrument, '') as instrument,
        cast(null as varchar[]) as to_countries,
        respondent_country is null and respondent_country_text is null as is_anyones,
        request_reference_key as request_key,
        revises_key as complaint_key,
        cast(null as varchar) as message_key
    from resolved.repeated_complaints

    union all

    select
        members.resolved_id as citing_id,
        coalesce(messages.from_country, 'as written: ' || lower(trim(messages.from_country_text)), '') as country,
        '' as instrument,
        messages.to_countries,
        (messages.from_country is null and messages.from_country_text is null) or messages.to_countries is null as is_anyones,
        messages.request_reference_key as request_key,
        cast(null as varchar) as complaint_key,
        messages.in_reply_to_key as message_key
    from staged.messages
    inner join resolved.members on messages.record_id = members.record_id
    where
        members.record_table = 'messages'
        and members.n_records = 1
        and (messages.request_reference_key is not null or messages.in_reply_to_key is not null)

    union all

    select
        message_id as citing_id,
        coalesce(from_country, 'as written: ' || lower(trim(from_country_text)), '') as country,
        '' as instrument,
        to_countries,
        (from_country is null and from_country_text is null) or to_countries is null as is_anyones,
        request_reference_key as request_key,
        cast(null as varchar) as complaint_key,
        in_reply_to_key as message_key
    from resolved.repeated_messages

),

named as (

    select
        citing_id,
        country,
        instrument,
        to_countries,
        is_anyones,
        'requests' as cited_table,
        request_key as reference_key
    from citing
    where request_key is not null

    union all

    select
        citing_id,
        country,
        instrument,
        to_countries,
        is_anyones,
        'complaints' as cited_table,
        complaint_key as reference_key
    from citing
    where complaint_key is not null

    union all

    select
        citing_id,
        country,
        instrument,
        to_countries,
        is_anyones,
        'messages' as cited_table,
        message_key as reference_key
    from citing
    where message_key is not null

),

named_keys as (

    select distinct
        cited_table,
        reference_key
    from named

),

on_record as (

    select distinct
        members.resolved_id,
        members.record_table,
        members.reference_key,
        members.country,
        members.instrument
    from resolved.members
    inner join named_keys
        on members.reference_key = named_keys.reference_key and members.record_table = named_keys.cited_table

),

-- the bureaus whose reference it may be, the likelier the higher `fit`
bureaus as (

    select
        citing_id,
        country,
        instrument,
        cited_table,
        reference_key,
        country as bureau,
        3 as fit
    from named
    where country <> ''

    union all

    select
        citing_id,
        country,
        instrument,
        cited_table,
        reference_key,
        '' as bureau,
        1 as fit
    from named

    union all

    select
        named.citing_id,
        named.country,
        named.instrument,
        named.cited_table,
        named.reference_key,
        recipients.bureau,
        case when named.cited_table = 'messages' then 4 else 2 end as fit
    from named
    cross join unnest(named.to_countries) as recipients (bureau)
    where recipients.bureau <> named.country

),

found as (

    select
        bureaus.citing_id,
        bureaus.cited_table,
        on_record.resolved_id,
        bureaus.fit,
        bureaus.instrument,
        on_record.instrument as cited_instrument,
        bureaus.country <> '' and on_record.country <> '' and bureaus.country <> on_record.country as is_of_another_bureau
    from bureaus
    inner join on_record
        on
            bureaus.reference_key = on_record.reference_key
            and bureaus.cited_table = on_record.record_table
            and bureaus.bureau = on_record.country

    union all

    -- a record that does not say whose or to whom it is may name anyone's
    select
        named.citing_id,
        named.cited_table,
        on_record.resolved_id,
        1 as fit,
        named.instrument,
        on_record.instrument as cited_instrument,
        named.country <> '' and on_record.country <> '' and named.country <> on_record.country as is_of_another_bureau
    from named
    inner join on_record on named.reference_key = on_record.reference_key and named.cited_table = on_record.record_table
    where named.is_anyones

),

fitting as (

    select
        citing_id,
        cited_table,
        resolved_id,
        max(fit) as fit,
        bool_or(is_of_another_bureau) as is_of_another_bureau
    from found
    where citing_id <> resolved_id and (instrument = cited_instrument or instrument = '' or cited_instrument = '')
    group by citing_id, cited_table, resolved_id

),

best as (

    select
        citing_id,
        cited_table,
        max(fit) as fit
    from fitting
    group by citing_id, cited_table

)

select
    fitting.citing_id,
    fitting.cited_table,
    min(fitting.resolved_id) as cited_id,
    bool_or(fitting.is_of_another_bureau) as is_of_another_bureau
from fitting
inner join best on fitting.citing_id = best.citing_id and fitting.cited_table = best.cited_table and fitting.fit = best.fit
group by fitting.citing_id, fitting.cited_table
having count(*) = 1
order by fitting.citing_id, fitting.cited_table
