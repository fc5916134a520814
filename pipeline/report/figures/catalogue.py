"""Every figure by name: the rows it reads and the function that draws them."""

from collections.abc import Callable

import duckdb
import polars as pl

from pipeline.report.figures.base import Figure
from pipeline.report.figures.complaints_by_country import complaints_by_country
from pipeline.report.figures.complaints_by_year import complaints_by_year
from pipeline.report.figures.decision_times import decision_times
from pipeline.report.figures.first_check import first_check_by_year
from pipeline.report.figures.further import FURTHER
from pipeline.report.figures.how_complaints_end import how_complaints_end
from pipeline.report.figures.methods import METHODS
from pipeline.report.figures.overturn_denominators import overturn_denominators
from pipeline.report.figures.passed_overturned import passed_against_overturned
from pipeline.report.figures.who_asks import who_asks
from pipeline.results import public
from pipeline.results.numbers import Numbers
from pipeline.results.subject import Subject


class Reader:
    """Frames of the finished database for one subject; small cells blanked. `asked`: every query so far, as SQL."""

    def __init__(self, con: duckdb.DuckDBPyConnection, numbers: Numbers, subject: Subject) -> None:
        self.con, self.numbers, self.subject = con, numbers, subject
        self.asked: list[str] = []

    def rows(self, sql: str) -> pl.DataFrame:
        """The rows of a query, which may use $country, $comparator, $instrument, $year and $window."""
        self.asked.append(public.filled(sql, self.subject))
        return public.frame(self.con, sql, self.subject)


def _complaints_by_country(r: Reader) -> Figure:
    rows = r.rows("""
        select country, n, is_suppressed, number from measures.window_counts
        where measure = 'complaints' and unit = 'cases' and instrument = $instrument and "window" = $window
        order by n desc, country""")
    s = r.subject
    ratio = r.numbers(f"complaints.cases.{s.country}_{s.comparator}.{s.instrument}.{s.window}.received")
    return complaints_by_country(rows, ratio, s)


def _complaints_by_year(r: Reader) -> Figure:
    rows = r.rows("""
        select country, year, n, is_suppressed, number from measures.counts
        where measure = 'complaints' and unit = 'cases' and instrument = $instrument and year is not null
            and country in ($country, $comparator)
        order by country, year""")
    return complaints_by_year(rows, r.subject)


def _first_check(r: Reader) -> Figure:
    rows = r.rows("""
        select country, year, value, low, high, numerator, denominator, is_suppressed, number from measures.rates
        where measure = 'initial_pass_rate' and basis = 'checked' and instrument = $instrument and year is not null
            and country in ($country, $comparator, 'ALL') and denominator > 0
        order by country, year""")
    return first_check_by_year(rows, r.subject)


def _passed_overturned(r: Reader) -> Figure:
    rows = r.rows("""
        select case measure when 'overturn_rate' then 'overturned' else 'passed' end as kind,
            year, value, low, high, numerator, denominator, is_suppressed, number
        from measures.rates
        where country = $country and instrument = $instrument and year is not null and denominator > 0
            and ((measure = 'initial_pass_rate' and basis = 'checked')
                or (measure = 'overturn_rate' and basis = 'on_merits' and year_basis = 'decided'))
        order by kind, year""")
    return passed_against_overturned(rows, r.subject)


def _overturn_denominators(r: Reader) -> Figure:
    rows = r.rows("""
        select year_basis, basis, value, low, high, bound_low, bound_high, numerator, denominator, is_suppressed, number
        from measures.rates
        where measure = 'overturn_rate' and country = $country and instrument = $instrument and year = $year
            and denominator > 0
        order by year_basis, basis""")
    return overturn_denominators(rows, r.subject)


def _who_asks(r: Reader) -> Figure:
    rows = r.rows("""
        select country, instrument, n, is_suppressed, number from measures.counts
        where measure = 'requests' and unit = 'cases' and year is null
        order by country, instrument""")
    return who_asks(rows, r.subject)


def _how_complaints_end(r: Reader) -> Figure:
    rows = r.rows("""
        select respondent_country as country, outcome, count(*) as n,
            sum(count(*)) over (partition by respondent_country)::bigint as total
        from marts.complaints
        where complaint_kind = 'deletion' and respondent_country in ($country, $comparator)
            and ($instrument = 'ALL' or instrument = $instrument or ($instrument = 'WANTED' and is_wanted))
        group by respondent_country, outcome order by country, outcome""")
    return how_complaints_end(rows, r.subject)


def _decision_times(r: Reader) -> Figure:
    rows = r.rows("""
        select extract(year from decided_on)::integer as year, count(*) as n,
            quantile_cont(days_admissible_to_decided, 0.25) as lower_days,
            quantile_cont(days_admissible_to_decided, 0.5) as median_days,
            quantile_cont(days_admissible_to_decided, 0.75) as upper_days,
            count(*) filter (where within_9_months) as n_in_time,
            count(*) filter (where within_9_months is not null) as n_timed
        from marts.decision_times
        where days_admissible_to_decided >= 0
            and ($instrument = 'ALL' or instrument = $instrument or ($instrument = 'WANTED' and is_wanted))
        group by 1 order by 1""")
    return decision_times(rows, r.subject)


CATALOGUE: dict[str, Callable[[Reader], Figure]] = {
    "complaints_by_country": _complaints_by_country,
    "complaints_by_year": _complaints_by_year,
    "first_check_by_year": _first_check,
    "passed_against_overturned": _passed_overturned,
    "overturn_denominators": _overturn_denominators,
    "who_asks": _who_asks,
    "how_complaints_end": _how_complaints_end,
    "decision_times": _decision_times,
    **FURTHER,
    **METHODS,
}
