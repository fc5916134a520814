-- A small invented database with the tables the report reads: rows by arithmetic, measures by plain SQL over them.
create schema raw; create schema staged; create schema resolved; create schema marts; create schema measures; create schema audit;

create temp table countries as
from (values ('{ahead}', 180, 150), ('{behind}', 120, 50), ('CHN', 40, 8), ('ARE', 20, 4), ('TJK', 30, 3), ('DEU', 50, 1))
    as t(country, requests, complaints)
where not {empty};

create temp table windows as
from (values ('decade_10', 2015, 2024), ('decade_11', 2014, 2024)) as t("window", first_year, last_year);

create table marts.requests as
select
    'r' || country || y || '-' || i as request_id,
    country as requesting_country,
    y::integer as year_requested,
    make_date(y::integer, 1 + i::integer % 12, 1) as requested_on,
    case when i % 25 = 0 then 'published_list' else 'register' end as population,
    i % 25 > 0 as counts_submitted,
    null::varchar as person_id,
    null::varchar as cancelled_on_text,
    case i % 5 when 4 then 'blue_notice' when 3 then 'red_diffusion' else 'red_notice' end as instrument,
    case when i % 19 = 7 then 'pending' when (i * 37 + y) % 100 < {passed} then 'passed' else 'refused' end as check_outcome,
    population = 'register' as counts_submitted,
    instrument like 'red%' as is_wanted
from countries, range(2013, 2026) as ys(y), range(0, 200) as f(i)
where i < requests
order by 1;

create table marts.complaints as
with files as (
    select
        'c' || country || y || '-' || i as complaint_id,
        'r' || country || y || '-' || i as request_id,
        country as respondent_country,
        y::integer as year_received,
        case when i % 17 = 16 then 'access' when i % 23 = 22 then 'revision' else 'deletion' end as complaint_kind,
        case when i % 3 = 0 then 'red_diffusion' else 'red_notice' end as instrument,
        case
            when y >= 2024 and i % 5 = 0 then 'pending'
            when i % 10 = 1 then 'inadmissible'
            when i % 10 = 2 then 'no_data'
            when i % 20 = 3 then 'deleted_by_source'
            when (i * 37 + y * 13) % 100 < {overturned} then 'non_compliant'
            when i % 4 = 0 then 'compliant_with_update'
            else 'compliant'
        end as outcome
    from countries, range(2013, 2026) as ys(y), range(0, 200) as f(i)
    where i < complaints
)
select
    *,
    true as is_wanted,
    complaint_kind = 'deletion' as is_counted,
    case when outcome <> 'pending' then year_received end as year_decided
from files
order by 1;

create table marts.decision_times as
select
    complaint_id, instrument, is_wanted, make_date(year_decided, 12, 1) as decided_on,
    120 + (year_decided * 7 + ascii(outcome) * 13) % 400 as days_admissible_to_decided,
    days_admissible_to_decided <= 274 as within_9_months
from marts.complaints
where is_counted and year_decided is not null
order by 1;

-- Each request and each complaint once for every clock, country, instrument and span it counts in.
create temp table told as
with
facts as (
    select 'requested' as clock, requesting_country as own, instrument, year_requested as y, check_outcome as outcome
    from marts.requests where population = 'register'
    union all
    select 'received', respondent_country, instrument, year_received, outcome from marts.complaints where is_counted
    union all
    select 'decided', respondent_country, instrument, year_decided, outcome from marts.complaints
    where is_counted and year_decided is not null
),
spans as (
    select distinct y, y as year, null as "window" from facts
    union all select distinct y, null, null from facts
    union all select distinct y, null, w."window" from facts inner join windows as w on y between first_year and last_year
)
select facts.clock, facts.outcome, c.country, i.instrument, spans.year, spans."window"
from facts
inner join spans on facts.y = spans.y
cross join unnest([facts.own, 'ALL']) as c(country)
cross join unnest(
    case when facts.instrument like 'red%' then [facts.instrument, 'WANTED', 'ALL'] else [facts.instrument, 'ALL'] end
) as i(instrument);

create temp table kinds as
select basis, clock, over, under, measure
from (values
    ('initial_pass_rate', 'checked', ['requested'], ['passed'], ['passed', 'refused']),
    ('overturn_rate', 'received', ['received'], ['non_compliant'], null),
    ('overturn_rate', 'with_data', ['received', 'decided'], ['non_compliant'],
        ['compliant', 'compliant_with_update', 'non_compliant', 'deleted_by_source']),
    ('overturn_rate', 'on_merits', ['received', 'decided'], ['non_compliant'], ['compliant', 'compliant_with_update', 'non_compliant']),
    ('overturn_rate', 'broad', ['received', 'decided'], ['non_compliant', 'deleted_by_source'],
        ['compliant', 'compliant_with_update', 'non_compliant', 'deleted_by_source']),
    ('overturn_rate', 'modified', ['received', 'decided'], ['non_compliant', 'compliant_with_update'],
        ['compliant', 'compliant_with_update', 'non_compliant'])
) as t(measure, basis, clocks, over, under), unnest(clocks) as u(clock);

create temp table all_rates as
with counted as (
    select
        measure, basis, 'cases' as unit, country, instrument, "window", year, told.clock as year_basis,
        count(*) filter (where list_contains(over, outcome)) as numerator,
        count(*) filter (where under is null or list_contains(under, outcome)) as denominator,
        count(*) filter (where outcome = 'pending') as open_cases
    from told inner join kinds on told.clock = kinds.clock
    group by all
    union all
    select 'complaint_rate', 'per_circulated', 'cases', country, 'WANTED', w, null, 'received', complaints * 13, requests * 13, null
    from countries, (select "window" from windows union all select null) as ws(w)
),
wilson as (
    select
        * exclude (open_cases), numerator / denominator as value, 1.959964 ^ 2 as z2,
        case when year_basis = 'received' and measure = 'overturn_rate' then open_cases end as pending
    from counted where denominator > 0
)
select
    * exclude (z2, pending),
    (value + z2 / (2 * denominator) - sqrt(z2 * (value * (1 - least(value, 1)) + z2 / (4 * denominator)) / denominator))
        / (1 + z2 / denominator) as low,
    (value + z2 / (2 * denominator) + sqrt(z2 * (value * (1 - least(value, 1)) + z2 / (4 * denominator)) / denominator))
        / (1 + z2 / denominator) as high,
    numerator / (denominator + pending) as bound_low,
    (numerator + pending) / (denominator + pending) as bound_high,
    numerator between 1 and 4 or denominator - numerator between 1 and 4 as is_suppressed
from wilson;

create table measures.rates as select * exclude ("window") from all_rates where "window" is null order by all;
create table measures.window_rates as from all_rates where "window" is not null order by all;

create temp table all_counts as
select
    case clock when 'requested' then 'requests' else 'complaints' end as measure, 'cases' as unit, country, instrument, "window",
    year, clock as year_basis, count(*) as n, count(*) between 1 and 4 as is_suppressed
from told where clock <> 'decided' group by all;

create table measures.counts as select * exclude ("window") from all_counts where "window" is null order by all;
create table measures.window_counts as from all_counts where "window" is not null order by all;
insert into measures.window_counts
select 'complaints', 'cases', 'BRA', 'WANTED', "window", null, 'received', 3, true from windows where not {empty};

create table measures.window_comparisons as
with pairs as (
    select a.measure, a.unit, a.instrument, a."window", a.year, a.year_basis, a.n::double as value_a, b.n::double as value_b
    from measures.window_counts as a
    inner join measures.window_counts as b
        on a.measure = b.measure and a.instrument = b.instrument and a."window" = b."window"
    where a.country = 'RUS' and b.country = 'TUR'
)
select
    *, null::varchar as basis, 'RUS' as country_a, 'TUR' as country_b, value_a / value_b as ratio,
    ratio / exp(1.96 * sqrt(1 / value_a + 1 / value_b)) as low, ratio * exp(1.96 * sqrt(1 / value_a + 1 / value_b)) as high,
    false as is_suppressed
from pairs
order by all;

create table measures.claims as
from (values
    ('C02', 'Complaints about Russia are about three times those about Turkey', 'A; B', 'holds', 'inside', 'settled', 'ratio', 2.55, 3.45,
        2.9, 2.5, 3.3, null, null, 290, null, 100, null, false, 'ratio', 'ten years', 2, 1, 'not settled', null, null, ['C05'],
        'both mean the same finding'),
    ('C05', 'About 90 % of Russian requests passed the first check in 2024', 'B', 'not settled', 'reached', 'not settled', 'approx',
        0.85, 0.95, 0.8, 0.7, 0.9, 0.7, 0.9, 8, 10, null, null, true, 'rate', 'all', 1, 1, null, 'a note', null, ['C02'],
        'both mean the same finding')
) as t(
    id, claim, reported_by, verdict, because, chance, operator, accept_low, accept_high, value, low, high, bound_low, bound_high,
    numerator, denominator, numerator_b, denominator_b, is_suppressed, ask, reading, readings, readings_agreeing, published_verdict,
    note, caution, contradicts, contradicts_if
), (values ('records', 'cases')) as e(evidence, unit);

create table measures.claim_readings as
select
    * exclude (low_said, high_said), low_said as accept_low, high_said as accept_high, 'RUS' as country, 'TUR' as comparator,
    'WANTED' as instrument, case ask when 'ratio' then 'decade_10' else '2024' end as period,
    case ask when 'ratio' then 'received' else 'requested' end as year_basis, 'cases' as unit,
    case ask when 'ratio' then 'complaints' else 'initial_pass_rate' end as measure, 'checked' as basis, null as query
from (values
    ('C02', 2, false, 'published', 'what is published', 'not settled', 'other_thing', null, 'figure', 'ratio', 2.55, 3.45,
        3.0, null, null, false, 'a remark', null, null, null, null, null, null),
    ('C02', 1, true, 'records', 'ten years', 'holds', 'inside', 'settled', 'ratio', 'ratio', 2.55, 3.45,
        2.9, 2.5, 3.3, false, null, 290, null, 100, null, null, null),
    ('C05', 1, true, 'records', 'all', 'not settled', 'reached', 'not settled', 'rate', 'approx', 0.85, 0.95,
        0.8, 0.7, 0.9, true, null, 8, 10, null, null, 0.7, 0.9)
) as t(
    id, place, decides, evidence, reading, verdict, because, chance, ask, operator, low_said, high_said,
    value, low, high, is_suppressed, note, numerator, denominator, numerator_b, denominator_b, bound_low, bound_high
);

create table raw.deliveries as
select 'demo' as delivery, 'Invented delivery for tests' as title, '{nature}' as nature, false as drafted,
    'free to use' as terms;
create table raw.windows as select *, 'a span of years' as means from windows;
create table raw.policy_events as
from (values
    (date '2022-03-10', '2022-03-10', 'RUS', 'A rule that is known to the day'),
    (null, '2017-03', null, 'A rule that is known to the month'),
    (null, '2016', 'TUR', 'A rule for another country')
) as t(event_on, event_on_text, country, event);
create table raw.statistics as from read_csv('{published}/statistics.csv', all_varchar = true);
create table raw.cases as from read_csv('{published}/cases.csv', all_varchar = true);

create table audit.files as
from (values
    ('demo', 'requests.csv', 'ab12', 1200, 'text/csv', 'read', null),
    ('demo', 'lost.csv', null, null, null, 'failed', 'missing'),
    ('demo', 'letters/Filename Person.eml', 'cd34ef5678', 300, 'message/rfc822', 'failed', 'no header'),
    ('demo', 'letters/Another Person.eml', 'ef56ab7890', 300, 'message/rfc822', 'read', null)
) as t(delivery, path, sha256, bytes, media_type, status, reason);

create table audit.records as
from (values ('demo', 'requests.csv', 100, 95, 3, 2), ('demo', 'letters/Another Person.eml', 1, 0, 1, 0))
    as t(delivery, path, rows_found, rows_staged, rows_quarantined, rows_excluded);

create table audit.quarantine as
from (values
    ('demo', 'requests.csv', 'line 12', 'no reference', 'reference', 'Quarantined Person'),
    ('demo', 'requests.csv', 'line 13', 'no reference', 'reference', 'x'),
    ('demo', 'requests.csv', 'line 14', 'too few columns', null, 'x'),
    ('demo', 'letters/Another Person.eml', 'message', 'no reference', 'reference', 'x')
) as t(delivery, path, locator, reason, field, raw);

create table audit.unmapped as
from (values
    ('demo', 'requests.csv', 'requesting_country', 'Ruritania', 7),
    ('demo', 'requests.csv', 'birth_date', '31.02.1980 Hushhush', 2)
) as t(delivery, path, field, value, n);

create table audit.excluded as
from (values ('demo', 'requests.csv', 'line 98', 'totals row'), ('demo', 'requests.csv', 'line 99', 'totals row'))
    as t(delivery, path, locator, reason);
