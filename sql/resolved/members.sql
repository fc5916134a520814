-- One row for each staged record in its resolved row: every request, complaint and message, and each decision that names a complaint.
-- key: record_id
-- '' stands for "not given" in country and instrument, so that listings that leave them out can be compared.
-- A country that was written and could not be read is no match for any other: it keeps its own words.
with

listings as (

    select
        record_id,
        'requests' as record_table,
        reference_key,
        coalesce(requesting_country, 'as written: ' || lower(trim(requesting_country_text)), '') as country,
        coalesce(instrument, '') as instrument
    from staged.requests

    union all

    select
        record_id,
        'complaints' as record_table,
        reference_key,
        coalesce(respondent_country, 'as written: ' || lower(trim(respondent_country_text)), '') as country,
        coalesce(instrument, '') as instrument
    from staged.complaints

    union all

    select
        record_id,
        'messages' as record_table,
        reference_key,
        coalesce(from_country, 'as written: ' || lower(trim(from_country_text)), '') as country,
        '' as instrument
    from staged.messages

),

decisions as (

    select
        record_id,
        reference_key,
        coalesce(respondent_country, 'as written: ' || lower(trim(respondent_country_text)), '') as country,
        coalesce(instrument, '') as instrument
    from staged.documents
    where document_kind = 'decision' and reference_key is not null

),

-- only references that occur more than once can merge: all others skip what follows
mentions as (

    select
        record_table,
        reference_key
    from listings
    where reference_key is not null
    union all
    select
        'complaints' as record_table,
        reference_key
    from decisions

),

repeated_keys as (

    select
        record_table,
        reference_key
    from mentions
    group by record_table, reference_key
    having count(*) > 1

),

repeated as (

    select
        listings.record_id,
        listings.record_table,
        listings.reference_key,
        listings.country,
        listings.instrument
    from listings
    inner join repeated_keys
        on listings.reference_key = repeated_keys.reference_key and listings.record_table = repeated_keys.record_table

),

-- within a country, a listing without an instrument joins the only instrument there is
instruments as (

    select
        record_table,
        reference_key,
        country,
        count(distinct nullif(instrument, '')) as n_instruments,
        max(instrument) as only_instrument
    from repeated
    group by record_table, reference_key, country

),

filled as (

    select
        repeated.record_id,
        repeated.record_table,
        repeated.reference_key,
        repeated.country,
        case when instruments.n_instruments = 1 then instruments.only_instrument else repeated.instrument end as instrument,
        case when repeated.country = '' then repeated.reference_key end as stray_key,
        instruments.n_instruments
    from repeated
    inner join instruments
        on
            repeated.reference_key = instruments.reference_key
            and repeated.record_table = instruments.record_table
            and repeated.country = instruments.country

),

groups as (

    select distinct
        record_table,
        reference_key,
        country,
        instrument,
        n_instruments
    from filled

),

-- a listing without a country joins the only group of its reference that has one and does not contradict its instrument;
-- two instruments cannot share a group that names none
homes as (

    select
        stray.record_table,
        stray.reference_key,
        stray.instrument,
        max(home.country) as country,
        max(home.instrument) as home_instrument
    from groups as stray
    inner join groups as home
        on stray.reference_key = home.reference_key and stray.record_table = home.record_table
    where
        stray.country = ''
        and home.country <> ''
        and (stray.instrument = home.instrument or stray.instrument = '' or home.instrument = '')
    group by stray.record_table, stray.reference_key, stray.instrument
    having count(*) = 1 and bool_and(stray.n_instruments < 2 or stray.instrument = home.instrument or stray.instrument = '')

),

merged as (

    select
        filled.record_id,
        filled.record_table,
        filled.reference_key,
        coalesce(homes.country, filled.country) as country,
        coalesce(homes.home_instrument, filled.instrument) as instrument
    from filled
    left join homes
        on
            filled.stray_key = homes.reference_key
            and filled.record_table = homes.record_table
            and filled.instrument = homes.instrument

),

complaints as (

    select distinct
        reference_key,
        country,
        instrument
    from merged
    where record_table = 'complaints'

),

-- a decision adds to the one complaint it names; it never makes a complaint, nor parts or joins any
named_complaints as (

    select
        decisions.record_id,
        min(decisions.reference_key) as reference_key,
        min(complaints.country) as country,
        min(complaints.instrument) as instrument
    from decisions
    inner join complaints on decisions.reference_key = complaints.reference_key
    where
        (decisions.country = complaints.country or decisions.country = '' or complaints.country = '')
        and (decisions.instrument = complaints.instrument or decisions.instrument = '' or complaints.instrument = '')
    group by decisions.record_id
    having count(*) = 1

),

placed as (

    select
        record_id,
        record_table,
        record_table as merged_as,
        reference_key,
        country,
        instrument
    from merged

    union all

    select
        record_id,
        'documents' as record_table,
        'complaints' as merged_as,
        reference_key,
        country,
        instrument
    from named_complaints

),

counted as (

    select
        *,
        count(*) over (partition by merged_as, reference_key, country, instrument) as n_records
    from placed

    union all

    select
        listings.record_id,
        listings.record_table,
        listings.record_table as merged_as,
        listings.reference_key,
        listings.country,
        listings.instrument,
        1 as n_records
    from listings
    left join repeated_keys
        on listings.reference_key = repeated_keys.reference_key and listings.record_table = repeated_keys.record_table
    where repeated_keys.reference_key is null

)

select
    record_id,
    record_table,
    case merged_as when 'requests' then 'q' when 'messages' then 'm' else 'c' end
    || left(md5(coalesce(merged_as || '|' || reference_key || '|' || country || '|' || instrument, record_id)), 16) as resolved_id,
    n_records,
    reference_key,
    country,
    instrument
from counted
order by record_table, record_id
