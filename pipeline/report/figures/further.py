"""The figures that follow requests: who is complained about, what is asked for, when, and what becomes of it."""

from collections.abc import Callable

from pipeline.report.figures.base import Figure
from pipeline.report.figures.flow import request_flow
from pipeline.report.figures.methods import Rows
from pipeline.report.figures.mix import instrument_mix
from pipeline.report.figures.quarters import requests_by_quarter
from pipeline.report.figures.ratios import ratio_of_two
from pipeline.report.figures.world import complaints_worldwide

_FLOW = """
    with asked as (
        select request_id, case when check_outcome in ('passed', 'refused') then check_outcome else 'rest' end as part
        from marts.requests
        where counts_submitted and requesting_country = $country
            and ($instrument = 'ALL' or instrument = $instrument or ($instrument = 'WANTED' and is_wanted))
    ),
    furthest as (
        select request_id, min(case outcome
            when 'non_compliant' then 1 when 'deleted_by_source' then 2 when 'compliant' then 3
            when 'compliant_with_update' then 3 when 'pending' then 5 else 4 end) as place
        from marts.complaints where complaint_kind = 'deletion' and request_id is not null group by all
    ),
    followed as (
        select place from asked left join furthest on asked.request_id = furthest.request_id where part = 'passed'
    ),
    stages as (
        select 'check' as stage, part from asked
        union all
        select 'complaint', case when place is null then 'quiet' else 'complained' end from followed
        union all
        select 'end', ['overturned', 'deleted', 'kept', 'other', 'open'][place] from followed where place is not null
    )
    select stage, part, count(*) as n from stages group by all order by all"""


def _ratios(r: Rows) -> Figure:
    rows = r.rows("""
        select "window", basis, ratio as value, low, high, value_a, value_b, is_suppressed, number
        from measures.window_comparisons
        where measure in ('complaint_rate', 'complaints') and unit = 'cases' and year_basis = 'received'
            and instrument = $instrument and country_a = $country and country_b = $comparator
        order by "window", basis""")
    return ratio_of_two(rows, r.subject)


def _worldwide(r: Rows) -> Figure:
    rows = r.rows("""
        select country, n, is_suppressed, number from measures.window_counts
        where measure = 'complaints' and unit = 'cases' and instrument = $instrument and "window" = $window
        order by country""")
    return complaints_worldwide(rows, r.subject)


def _mix(r: Rows) -> Figure:
    rows = r.rows("""
        select year, instrument, n, is_suppressed, number from measures.counts
        where measure = 'requests' and unit = 'cases' and country = $country and year is not null
        order by year, instrument""")
    return instrument_mix(rows, r.subject)


def _quarters(r: Rows) -> Figure:
    counts = r.rows("""
        select date_trunc('quarter', requested_on)::date as quarter, instrument, count(*) as n from marts.requests
        where counts_submitted and requesting_country = $country and requested_on is not null
        group by all order by all""")
    events = r.rows("select event_on, event_on_text, country, event from raw.policy_events order by all")
    return requests_by_quarter(counts, events, r.subject)


FURTHER: dict[str, Callable[[Rows], Figure]] = {
    "ratio_of_two": _ratios,
    "complaints_worldwide": _worldwide,
    "instrument_mix": _mix,
    "requests_by_quarter": _quarters,
    "request_flow": lambda r: request_flow(r.rows(_FLOW), r.subject),
}
