"""A small invented database with the tables the report reads: rows made by arithmetic, measures by plain SQL over them.

It stands in for the stages before the report, so that these tests need none of them. `ahead` and `overturned`
make worlds where the headline is false.
"""

import json
import shutil
from pathlib import Path

import duckdb
import polars as pl
from statsmodels.stats.proportion import proportion_confint

from pipeline.settings import ROOT, Settings

SCHEMAS = ("raw", "staged", "resolved", "marts", "measures", "audit")
WINDOWS = {"decade_10": (2015, 2024), "decade_11": (2014, 2024)}
COMPARISONS = """
headline: {country: RUS, comparator: TUR, instrument: WANTED, year: 2024, window: decade_10}
windows:
  decade_10: {first_year: 2015, last_year: 2024, means: ten years}
  decade_11: {first_year: 2014, last_year: 2024, means: eleven years}
pairs: [[RUS, TUR]]
"""
DECIDED = "outcome in ('compliant', 'compliant_with_update', 'non_compliant', 'deleted_by_source')"
MERITS = "outcome in ('compliant', 'compliant_with_update', 'non_compliant')"
BASES = {
    "received": ("outcome = 'non_compliant'", "true"),
    "with_data": ("outcome = 'non_compliant'", DECIDED),
    "on_merits": ("outcome = 'non_compliant'", MERITS),
    "broad": ("outcome in ('non_compliant', 'deleted_by_source')", DECIDED),
    "modified": ("outcome in ('non_compliant', 'compliant_with_update')", MERITS),
}


def build(
    folder: Path, ahead: str = "RUS", passed: int = 90, overturned: int = 50, nature: str = "invented"
) -> Settings:
    """Write article3.duckdb, measures.json, a check result and hand files; give the settings that read them.

    ahead       the country with three times the complaints of the other
    passed      share of requests that pass, in per cent
    overturned  about the share of complaints decided on the merits that is overturned, in per cent
    empty       no request and no complaint at all, as where only lists or documents were delivered
    """
    settings = Settings(derived=folder / "derived", hand=folder / "hand", published=ROOT / "data" / "raw" / "published")
    settings.derived.mkdir(parents=True)
    settings.hand.mkdir()
    (settings.hand / "comparisons.yml").write_text(COMPARISONS, "utf8")
    shutil.copyfile(Settings().hand / "definitions.yml", settings.hand / "definitions.yml")
    con = duckdb.connect(str(settings.database))
    for schema in SCHEMAS:
        con.execute(f"create schema {schema}")
    _countries(con, ahead)
    _marts(con, passed, overturned)
    if empty:
        for table in ("requests", "complaints", "decision_times"):
            con.execute(f"delete from marts.{table}")
        con.execute("delete from countries")
    _measures(con)
    _received(con, settings, nature)
    _numbers(con, settings)
    con.close()
    _checks(settings)
    return settings


def _countries(con: duckdb.DuckDBPyConnection, ahead: str) -> None:
    behind = "TUR" if ahead == "RUS" else "RUS"
    con.execute(f"""create temp table countries as from (values
        ('{ahead}', 120, 60), ('{behind}', 60, 20), ('CHN', 40, 8), ('ARE', 20, 4), ('TJK', 30, 3), ('DEU', 50, 1)
    ) as t(country, requests, complaints)""")


def _marts(con: duckdb.DuckDBPyConnection, passed: int, overturned: int) -> None:
    con.execute(f"""
        create table marts.requests as
        select 'r' || country || y || '-' || i as request_id, country as requesting_country, y::integer as year_requested,
            case when i % 25 = 0 then 'published_list' else 'register' end as population,
            case i % 5 when 4 then 'blue_notice' when 3 then 'red_diffusion' else 'red_notice' end as instrument,
            case when i % 19 = 7 then 'pending' when (i * 37 + y) % 100 < {passed} then 'passed' else 'refused' end as check_outcome
        from countries, range(2013, 2026) as ys(y), range(0, 200) as f(i) where i < requests order by 1""")
    con.execute(f"""
        create table marts.complaints as
        select *, instrument in ('red_notice', 'red_diffusion') as is_wanted, complaint_kind = 'deletion' as is_counted,
            case when outcome <> 'pending' then year_received end as year_decided
        from (
            select 'c' || country || y || '-' || i as complaint_id, country as respondent_country, y::integer as year_received,
                case when i % 17 = 16 then 'access' when i % 23 = 22 then 'revision' else 'deletion' end as complaint_kind,
                case when i % 3 = 0 then 'red_diffusion' else 'red_notice' end as instrument,
                case when y >= 2024 and i % 5 = 0 then 'pending' when i % 10 = 1 then 'inadmissible' when i % 10 = 2 then 'no_data'
                    when i % 20 = 3 then 'deleted_by_source' when (i * 37 + y * 13) % 100 < {overturned} then 'non_compliant'
                    when i % 4 = 0 then 'compliant_with_update' else 'compliant' end as outcome
            from countries, range(2013, 2026) as ys(y), range(0, 200) as f(i) where i < complaints
        ) order by 1""")
    con.execute("""
        create table marts.decision_times as
        select complaint_id, instrument, is_wanted, make_date(year_decided, 12, 1) as decided_on,
            120 + (year_decided * 7 + len(complaint_id) * 31 + ascii(outcome) * 13) % 400 as days_admissible_to_decided,
            days_admissible_to_decided <= 274 as within_9_months
        from marts.complaints where is_counted and year_decided is not null order by 1""")


def _rolled(table: str, country: str, years: str, span: bool) -> str:
    """SQL: each row once under every country, instrument and year (or window) it counts in."""
    if span:
        spans = ", ".join(f"('{name}', {first}, {last})" for name, (first, last) in WINDOWS.items())
        when = f'join (values {spans}) as w("window", f, l) on r.{years} between w.f and w.l'
        also = ', w."window", null::integer as year'
    else:
        when, also = f", unnest([r.{years}, null]) as ys(y)", ", ys.y as year"
    return f"""(select r.*, cs.c as country, iss.i as inst{also} from {table} as r
        cross join unnest([r.{country}, 'ALL']) as cs(c)
        cross join unnest(case when r.instrument like 'red%' then [r.instrument, 'WANTED', 'ALL'] else [r.instrument, 'ALL'] end) as iss(i)
        {when} where r.{years} is not null)"""


def _measures(con: duckdb.DuckDBPyConnection) -> None:
    requests = "(from marts.requests where population = 'register')"
    deletions = "(from marts.complaints where complaint_kind = 'deletion')"
    for prefix, span in (("", False), ("window_", True)):
        key = '"window", ' if span else ""
        parts, clocks = [], (("received", "year_received"), ("decided", "year_decided"))
        top, bottom = "check_outcome = 'passed'", "check_outcome in ('passed', 'refused')"
        rolled = _rolled(requests, "requesting_country", "year_requested", span)
        parts.append(_rate("initial_pass_rate", "checked", "requested", top, bottom, rolled, key))
        for clock, years in clocks:
            rolled = _rolled(deletions, "respondent_country", years, span)
            for basis, (top, bottom) in BASES.items():
                if clock == "received" or basis != "received":
                    parts.append(_rate("overturn_rate", basis, clock, top, bottom, rolled, key))
        parts.append(_complaints_per_request(key))
        rows = con.sql(" union all ".join(parts) + " order by all").pl()
        con.register("_rows", _with_intervals(rows))
        con.execute(f"create table measures.{prefix}rates as from _rows")
        counts = [
            _count("requests", "requested", _rolled(requests, "requesting_country", "year_requested", span), key),
            _count("complaints", "received", _rolled(deletions, "respondent_country", "year_received", span), key),
        ]
        con.execute(f"create table measures.{prefix}counts as {' union all '.join(counts)} order by all")
    _comparisons(con)


def _rate(measure: str, basis: str, clock: str, top: str, bottom: str, rolled: str, key: str) -> str:
    return f"""select '{measure}' as measure, '{basis}' as basis, 'cases' as unit, country, inst as instrument, {key}year,
        '{clock}' as year_basis, count(*) filter (where {top}) as numerator, count(*) filter (where {bottom}) as denominator
        from {rolled} group by all having denominator > 0"""


def _complaints_per_request(key: str) -> str:
    """All years (or each window) alike: one complaint for every four requests."""
    spans = " union all ".join(f"select '{name}' as \"window\"" for name in WINDOWS) if key else "select 1"
    return f"""select 'complaint_rate', 'per_circulated', 'cases', country, 'WANTED', {key}null::integer, 'received',
        complaints * 13, greatest(complaints * 52, requests) from countries, ({spans})"""


def _count(measure: str, clock: str, rolled: str, key: str) -> str:
    return f"""select '{measure}' as measure, 'cases' as unit, country, inst as instrument, {key}year, '{clock}' as year_basis,
        count(*) as n, n between 1 and 4 as is_suppressed from {rolled} group by all"""


def _with_intervals(rows: pl.DataFrame) -> pl.DataFrame:
    x, n = rows["numerator"].to_numpy(), rows["denominator"].to_numpy()
    low, high = proportion_confint(x, n, method="wilson")
    received = pl.col("year_basis") == "received"
    return rows.with_columns(
        value=x / n, low=low, high=high, interval_method=pl.lit("wilson"),
        bound_low=pl.when(received).then(pl.Series(x / (n + 5))), bound_high=pl.when(received).then(pl.Series((x + 5) / (n + 5))),
        is_suppressed=pl.col("numerator").is_between(1, 4) | (pl.col("denominator") - pl.col("numerator")).is_between(1, 4),
    )  # fmt: skip


def _comparisons(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.sql("""select measure, unit, instrument, 'RUS' as country_a, 'TUR' as country_b, "window", year, year_basis,
        sum(n) filter (where country = 'RUS')::double as value_a, sum(n) filter (where country = 'TUR')::double as value_b
        from measures.window_counts group by all order by all""").pl()
    wide = 1.96 * (1 / pl.col("value_a") + 1 / pl.col("value_b")).sqrt()
    ratio = pl.col("value_a") / pl.col("value_b")
    rows = rows.with_columns(
        ratio=ratio, low=ratio * (-wide).exp(), high=ratio * wide.exp(),
        basis=pl.lit(None, pl.String), is_suppressed=pl.lit(False),
    )  # fmt: skip
    con.register("_rows", rows)
    con.execute("create table measures.window_comparisons as from _rows")


def _received(con: duckdb.DuckDBPyConnection, settings: Settings, nature: str) -> None:
    con.execute(f"""create table raw.deliveries as select 'demo' as delivery, 'Invented delivery for tests' as title, '{nature}' as nature,
        date '2025-01-05' as received_on, date '2025-01-01' as as_of, 'counts only' as terms, false as drafted""")
    spans = ", ".join(f"('{name}', {first}, {last}, 'a span of years')" for name, (first, last) in WINDOWS.items())
    con.execute(f'create table raw.windows as from (values {spans}) as t("window", first_year, last_year, means)')
    con.execute("""
        create table measures.claims as from (values
            ('C02', 'Complaints about Russia are about three times those about Turkey', 'A; B', 'holds', null, null),
            ('C05', 'About 90 % of Russian requests passed the first check in 2024', 'B', 'not settled', 'a note', null)
        ) as t(id, claim, reported_by, verdict, note, caution);
        create table measures.claim_readings as from (values
            ('C02', 'records', 'ten years', 'holds', 2.9, 2.5, 3.3, 'ratio', false, null),
            ('C05', 'records', 'all', 'not settled', 0.8, 0.7, 0.9, 'rate', true, null)
        ) as t(id, evidence, reading, verdict, value, low, high, ask, is_suppressed, note)""")
    for name in ("statistics", "cases", "claims"):
        con.execute(f"create table raw.{name} as from read_csv('{settings.published / name}.csv', all_varchar = true)")
    con.execute("""
        create table audit.files as from (values
            ('demo', 'requests.csv', 'ab12', 1200, 'text/csv', 'read', null),
            ('demo', 'lost.csv', null, null, null, 'failed', 'missing')
        ) as t(delivery, path, sha256, bytes, media_type, status, reason);
        create table audit.records as from (values ('demo', 'requests.csv', 100, 95, 3, 2))
            as t(delivery, path, rows_found, rows_staged, rows_quarantined, rows_excluded);
        create table audit.quarantine as from (values
            ('demo', 'requests.csv', 'line 12', 'no reference', 'reference', '{"name": "Quarantined Person"}'),
            ('demo', 'requests.csv', 'line 13', 'no reference', 'reference', '{}'),
            ('demo', 'requests.csv', 'line 14', 'too few columns', null, '{}')
        ) as t(delivery, path, locator, reason, field, raw);
        create table audit.unmapped as from (values
            ('demo', 'requests.csv', 'requesting_country', 'Ruritania', 7), ('demo', 'requests.csv', 'birth_date', '31.02.1980 Secret', 2)
        ) as t(delivery, path, field, value, n);
        create table audit.excluded as from (values ('demo', 'requests.csv', 'line 99', 'totals row'), ('demo', 'requests.csv', 'line 98', 'totals row'))
            as t(delivery, path, locator, reason);
    """)


def _numbers(con: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """measures.json: every rate, count and comparison by its name."""
    table: dict[str, dict] = {}
    for name, keys in (("rates", ["measure", "basis"]), ("counts", ["measure", "unit"])):
        for row in con.sql(f"select * from measures.{name}").pl().iter_rows(named=True):
            table[_name(row, [*keys, "country", "instrument", "year", "year_basis"])] = row
        for row in con.sql(f"select * from measures.window_{name}").pl().iter_rows(named=True):
            table[_name(row, [*keys, "country", "instrument", "window", "year_basis"])] = row
    for row in (
        con.sql("select *, country_a || '_' || country_b as pair from measures.window_comparisons")
        .pl()
        .iter_rows(named=True)
    ):
        table[_name(row, ["measure", "unit", "pair", "instrument", "window", "year_basis"])] = row
    (settings.derived / "measures.json").write_text(json.dumps(table, sort_keys=True, default=str), "utf8")


def _name(row: dict, keys: list[str]) -> str:
    return ".".join("all" if row[key] is None else str(row[key]) for key in keys)


def _checks(settings: Settings) -> None:
    result = {
        "suite": "staged_requests", "table": "staged.requests", "success": False,
        "results": [
            {"expectation": "expect_column_values_to_be_unique", "column": "record_id", "rule": "a record stands once",
             "success": True, "unexpected_count": 0, "failing": []},
            {"expectation": "expect_column_values_to_be_between", "column": "requested_on", "rule": "a day is believable",
             "success": False, "unexpected_count": 2, "failing": ["demo/requests.csv, line 5", "demo/requests.csv, line 9"]},
        ],
    }  # fmt: skip
    (settings.derived / "checks").mkdir()
    (settings.derived / "checks" / "staged.requests.json").write_text(json.dumps(result), "utf8")
