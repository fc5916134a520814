-- One row for each figure that a document reports and each number of the records it can be held against (one, empty, where there is none).
-- key: record_id, basis?, year_basis?, counted_in?, counted_on?
-- A figure that names no country is held against all countries, one that names no instrument against all instruments;
-- one that names no year, or leaves open what it is of, is held against nothing. Figures of requests in circulation are held
-- against the tables of the delivery that list them; a sum of what a table lists is a lower bound.
with

figures as (

    select
        record_id,
        measure,
        basis,
        coalesce(instrument, 'ALL') as instrument,
        coalesce(country, 'ALL') as country,
        year,
        value,
        unit,
        approximation,
        unclear,
        page,
        context,
        as_of,
        source_file,
        delivery,
        -- how far off a number may be and still be what was written: half its last digit; "about" is 5 points, or 5 % of a count
        case
            when approximation = 'about' and unit = '%' then greatest(coalesce(precision, 0.5), 5.0)
            when approximation = 'about' then greatest(coalesce(precision, 0.5), 0.05 * value)
            else coalesce(precision, 0.5)
        end as tolerance
    from staged.reported_figures

),

-- the numbers of the records under the names and in the units of reports
recorded as (

    select
        measure,
        basis,
        year_basis,
        country,
        instrument,
        year,
        case
            when measure = 'complaint_rate' then 1000.0 * numerator / nullif(denominator, 0)
            else 100.0 * numerator / nullif(denominator, 0)
        end as recorded,
        numerator,
        denominator,
        cast(null as varchar) as counted_in,
        cast(null as varchar) as counted_on,
        false as is_part
    from marts.rate_cells
    where measure in ('initial_pass_rate', 'overturn_rate', 'complaint_rate') and unit = 'cases'

    union all

    select
        'initial_refusal_rate' as measure,
        basis,
        year_basis,
        country,
        instrument,
        year,
        100.0 * (denominator - numerator) / nullif(denominator, 0) as recorded,
        denominator - numerator as numerator,
        denominator,
        cast(null as varchar) as counted_in,
        cast(null as varchar) as counted_on,
        false as is_part
    from marts.rate_cells
    where measure = 'initial_pass_rate' and basis = 'checked' and unit = 'cases'

    union all

    select
        'refused' as measure,
        cast(null as varchar) as basis,
        year_basis,
        country,
        instrument,
        year,
        denominator - numerator as recorded,
        denominator - numerator as numerator,
        cast(null as bigint) as denominator,
        cast(null as varchar) as counted_in,
        cast(null as varchar) as counted_on,
        false as is_part
    from marts.rate_cells
    where measure = 'initial_pass_rate' and basis = 'checked' and unit = 'cases'

    union all

    select
        measure,
        cast(null as varchar) as basis,
        year_basis,
        country,
        instrument,
        year,
        n as recorded,
        n as numerator,
        cast(null as bigint) as denominator,
        cast(null as varchar) as counted_in,
        cast(null as varchar) as counted_on,
        false as is_part
    from marts.count_cells
    where measure in ('requests', 'complaints', 'overturned', 'access_requests', 'revisions') and unit = 'cases'

    union all

    select
        'in_circulation' as measure,
        cast(null as varchar) as basis,
        cast(null as varchar) as year_basis,
        country,
        instrument,
        year,
        n as recorded,
        n as numerator,
        cast(null as bigint) as denominator,
        concat(delivery, '/', source_file) as counted_in,
        as_of_text as counted_on,
        is_part
    from marts.circulation_cells

),

known as (

    select distinct measure
    from recorded

),

held as (

    select
        figures.*,
        recorded.basis as recorded_basis,
        recorded.year_basis,
        recorded.recorded,
        recorded.numerator,
        recorded.denominator,
        recorded.counted_in,
        recorded.counted_on,
        recorded.is_part
    from figures
    left join recorded
        on
            figures.measure = recorded.measure
            and figures.country = recorded.country
            and figures.instrument = recorded.instrument
            and figures.year = recorded.year
            and figures.unclear is null
            and recorded.recorded is not null
            and (figures.basis is null or recorded.basis is null or figures.basis = recorded.basis)

),

judged as (

    select
        *,
        case
            when recorded is null then cast(null as boolean)
            when is_part and approximation in ('over', 'at_least') then true
            when is_part and coalesce(approximation, '') <> 'under' then recorded <= value + tolerance
            when approximation = 'over' then recorded > value
            when approximation = 'under' then recorded < value
            when approximation = 'at_least' then recorded >= value
            when approximation = 'at_most' then recorded <= value
            else abs(recorded - value) <= tolerance
        end as agrees
    from held

)

select
    judged.record_id,
    judged.measure,
    judged.country,
    judged.instrument,
    judged.year,
    judged.value,
    judged.unit,
    judged.approximation,
    judged.tolerance,
    judged.recorded_basis as basis,
    judged.year_basis,
    judged.recorded,
    judged.numerator,
    judged.denominator,
    judged.counted_in,
    judged.counted_on,
    judged.is_part,
    judged.recorded - judged.value as difference,
    judged.agrees,
    max(cast(judged.agrees as int)) over (partition by judged.record_id) = 1 as agrees_somehow,
    case
        when judged.recorded is not null then cast(null as varchar)
        when judged.unclear is not null then 'unclear'
        when judged.year is null then 'no_year'
        when known.measure is null then 'no_such_measure'
        else 'no_records'
    end as why_not,
    judged.unclear,
    judged.page,
    judged.context,
    judged.as_of,
    judged.source_file,
    judged.delivery
from judged
left join known on judged.measure = known.measure
order by
    judged.record_id,
    judged.recorded_basis nulls first,
    judged.year_basis nulls first,
    judged.counted_in nulls first,
    judged.counted_on nulls first
