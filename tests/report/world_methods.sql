-- The tables of the methods, a few invented rows of each: what the figures and pages of the methods are drawn from.
create table measures.specifications as
select question, way = 0 as is_headline, 'cases' as "count", ['on_merits', 'with_data', 'broad'][way + 1] as basis,
    'decided' as clock, '2024' as period, 'WANTED' as instrument, 'merged' as duplicates, '0.70' as linkage, value, value - 0.05e0 as low,
    value + 0.05e0 as high, null::double as bound_low, null::double as bound_high, accept_low, accept_high, 50 as numerator,
    100 as denominator, case when way = 0 then 0 else 1 end as changes, way < 2 as agrees, way = 2 as flips,
    way > 0 as flips_in_interval, false as flips_in_bounds, false as is_suppressed
from (values ('complaints', 0, 3.0e0, 1.0e0, null), ('complaints', 1, 2.5e0, 1.0e0, null), ('complaints', 2, 0.9e0, 1.0e0, null),
    ('passed', 0, 0.9e0, 0.85e0, 0.95e0), ('passed', 1, 0.88e0, 0.85e0, 0.95e0), ('passed', 2, 0.97e0, 0.85e0, 0.95e0),
    ('overturned', 0, 0.5e0, 0.45e0, 0.55e0), ('overturned', 1, 0.46e0, 0.45e0, 0.55e0), ('overturned', 2, 0.62e0, 0.45e0, 0.55e0))
    as t (question, way, value, accept_low, accept_high);

create table measures.specification_ranges as
select question, says, 'not settled' as status, 'no open case bears on it' as open_cases, 'not settled' as chance,
    'not settled' as counting, 'Denominator: with data' as flipped_by, value, value - 0.05e0 as low,
    value + 0.05e0 as high, null::double as bound_low, null::double as bound_high, value - 0.05e0 as accept_low,
    value + 0.05e0 as accept_high, least, most, 50 as numerator, 100 as denominator, 3 as ways, 1 as flipping,
    2 as open_in_interval, 0 as open_in_bounds, false as is_suppressed
from (values ('complaints', 'Russia draws more complaints than Turkey', 3.0e0, 0.9e0, 3.0e0),
    ('passed', 'about 90 % of the requests of Russia passed the first check in 2024', 0.9e0, 0.88e0, 0.97e0),
    ('overturned', 'about half of the complaints about Russia were overturned in 2024', 0.5e0, 0.46e0, 0.62e0))
    as t (question, says, value, least, most);

create table measures.funnel as
select 'overturn_rate' as measure, 'on_merits' as basis, country, 'WANTED' as instrument, 'decade_10' as "window",
    'decided' as year_basis, x as numerator, n as denominator, x / n as value, 0.5e0 as target, 0.2e0 as low_99, 0.3e0 as low_95,
    0.7e0 as high_95, 0.8e0 as high_99, 0.15e0 as wide_low_99, 0.25e0 as wide_low_95, 0.75e0 as wide_high_95, 0.85e0 as wide_high_99,
    1.2e0 as dispersion, 0.05e0 as between, 'inside' as place, false as is_suppressed
from (values ('RUS', 60, 100), ('TUR', 20, 50), ('FRA', 9, 20)) as t (country, x, n);

create table measures.incidence as
select country, 'WANTED' as instrument, 'decade_10' as "window", outcome, months, months / 60.0e0 as value,
    months / 60.0e0 - 0.02e0 as low, months / 60.0e0 + 0.02e0 as high, 20 as ended, 100 as files, 0 as left_out, false as is_suppressed
from (values ('RUS'), ('TUR')) as c (country), (values ('non_compliant'), ('kept')) as o (outcome),
    (values (4), (9), (12), (18), (24)) as m (months);

create table measures.policy as
select 'moscow' as event_id, kind, 'RUS' as country, 'red_notice' as instrument, 'refused per request checked' as outcome,
    period, value, value * 0.7e0 as low, value * 1.4e0 as high, null::double as slope, null::double as slope_low,
    null::double as slope_high, 1.0e0 as dispersion, 100 as numerator, 1000 as denominator, 44 as quarters,
    null::varchar as note, false as is_suppressed
from (values ('own', '2022-Q2', 1.5e0), ('placebo', '2019-Q2', 1.1e0)) as t (kind, period, value);

create table marts.refused_then_messaged as
select 'a' || i as request_id, 'p' || i as person_id, 'RUS' as country, 40 as days, 'red_notice' as instrument, true as is_adverse
from range(30) as f (i);

create table measures.after_refusal as
select
    basis, watched, country, 'WANTED' as instrument, days, 200 as ended, 30 as messaged, 180 as denominator, 30 as numerator,
    9000 as person_days, 20.0e0 as expected, 1.5e0 as value, 1.1e0 as low, 2.0e0 as high, 400 as compared, 60 as compared_messaged,
    'exact, effective counts' as method, false as is_suppressed
from (values ('ended'), ('adverse'), ('refused')) as b (basis), (values ('on_record'), ('alone')) as w (watched),
    (values ('RUS'), ('TUR'), ('ALL')) as c (country), (values (30), (90), (180), (365)) as d (days);

create table measures.sequences as
select
    measure, basis, country, null::bigint as year, days, 20 as numerator, 100 as denominator, null::bigint as pending,
    0.2e0 + coalesce(days, 0) / 2000.0e0 as value, 0.15e0 as low, 0.6e0 as high, null::double as bound_low, null::double as bound_high,
    'wilson' as method, false as is_suppressed
from (values ('requested_again', 'refused', 30), ('requested_again', 'refused', 90), ('requested_again', 'refused', 365),
    ('passed_when_requested_again', 'refused', null), ('message_alone_answered', 'persons', null),
    ('sought_by_another_country', 'persons', null), ('several_instruments', 'persons', null)) as m (measure, basis, days),
    (values ('RUS'), ('TUR'), ('ALL')) as c (country);

create table measures.proxy_pairs as
select
    basis, country, other_country, 365 as days, n, 20 as people, 40 as requests, 4.0e0 as expected, n / 4.0e0 as value,
    n / 8.0e0 as low, n / 2.0e0 as high, 0.01e0 as p_value, 0.02e0 as p_adjusted, 2 as tests,
    'all dates of the other country alike' as method, false as is_suppressed
from (values ('adverse', 'ALL', 'ALL', 30), ('adverse', 'RUS', 'TJK', 20), ('adverse', 'TJK', 'RUS', 10),
    ('passed', 'ALL', 'ALL', 8), ('passed', 'RUS', 'TJK', 5)) as t (basis, country, other_country, n);

create table resolved.candidate_pairs as
select 'd' || i as left_id, 'e' || i as right_id, case band when 'automatic' then 0.9e0 when 'review' then 0.5e0 else 0.1e0 end as match_probability, band
from (values ('automatic', 40), ('review', 7), ('no', 3)) as b (band, n), range(40) as f (i)
where i < n;

create table resolved.links as
select 'k' || i as record_id, 'p' || i // 2 as person_id, case when i < 60 then 'rule' else 'model' end as decided_by from range(80) as f (i);

create table measures.linkage_sensitivity as
select measure, 'persons' as unit, country, 'WANTED' as instrument, scenario, step, n, n + 1.0e0 as value, n - 2 as low, n + 2 as high
from (values ('complainants', 'RUS', 300), ('complainants', 'TUR', 100), ('overturned', 'TUR', 3)) as c (measure, country, n),
    (values ('threshold', 'rule'), ('threshold', '0.95'), ('draws', '200'), ('false_links', '10')) as s (scenario, step);
