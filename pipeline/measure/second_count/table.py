"""`measures.second_count`: the headline figures by two roads. They must agree to the last case."""

from dataclasses import dataclass

import polars as pl

from pipeline.measure.second_count import merge
from pipeline.measure.tables.desk import FLAG, TEXT, WHOLE, Desk, Rows, Schema, frame

MERITS = ("compliant", "compliant_with_update", "non_compliant")
WITH_DATA = (*MERITS, "deleted_by_source")
# Each share by measure and basis: what counts, among what (None: among all), and the clocks it is counted by.
Shares = dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...] | None, tuple[str, ...]]]
PASSED: Shares = {
    ("initial_pass_rate", "checked"): (("passed",), ("passed", "refused"), ("requested",)),
    ("initial_pass_rate", "submitted"): (("passed",), None, ("requested",)),
}
OVERTURNED: Shares = {
    ("overturn_rate", "received"): (("non_compliant",), None, ("received",)),
    ("overturn_rate", "with_data"): (("non_compliant",), WITH_DATA, ("received", "decided")),
    ("overturn_rate", "on_merits"): (("non_compliant",), MERITS, ("received", "decided")),
    ("overturn_rate", "broad"): (("non_compliant", "deleted_by_source"), WITH_DATA, ("received", "decided")),
    ("overturn_rate", "modified"): (("non_compliant", "compliant_with_update"), MERITS, ("received", "decided")),
}
KEYS = ("figure", "basis", "country", "period", "year_basis")
SCHEMA: Schema = {
    **dict.fromkeys(KEYS, TEXT),
    **dict.fromkeys(("numerator", "denominator", "second_numerator", "second_denominator"), WHOLE),
    "agrees": FLAG,
}
_PLACE = "coalesce({country}, 'as written: ' || lower(trim({country}_text)), '') as place"
_INSTRUMENT = "coalesce(instrument, '') as instrument"
# Every listing that may merge with one of the two countries: theirs, and all others of the same reference.
_OF_THE_TWO = """({country} in ($country, $comparator) or {country} is null
        or reference_key in (select reference_key from staged.{table} where {country} in ($country, $comparator)))"""
_COMPLAINTS = f"""
    select reference_key as key, {_PLACE.format(country="respondent_country")}, {_INSTRUMENT}, as_of, complaint_kind,
        outcome, request_reference_key as request_key, received_on_text, decided_on_text
    from staged.complaints where {_OF_THE_TWO.format(table="complaints", country="respondent_country")}"""
_DECISIONS = f"""
    select reference_key as key, {_PLACE.format(country="respondent_country")}, {_INSTRUMENT}, as_of, outcome,
        decided_on_text
    from staged.documents where document_kind = 'decision' and reference_key is not null"""
_REQUESTS = f"""
    select reference_key as key, {_PLACE.format(country="requesting_country")}, {_INSTRUMENT}, as_of, population,
        check_outcome, requested_on_text
    from staged.requests where {_OF_THE_TWO.format(table="requests", country="requesting_country")}"""
_MEASURED = """
    select 'complaints' as figure, unit as basis, country, "window" as period, year_basis, n as numerator,
        null::bigint as denominator
    from measures.window_counts
    where measure = 'complaints' and unit = 'cases' and year_basis = 'received' and instrument = $instrument
    union all
    select measure, basis, country, year::varchar, year_basis, numerator, denominator from measures.rates
    where year = $year and instrument = $instrument and measure in ('initial_pass_rate', 'overturn_rate')
    union all
    select measure, basis, country, "window", year_basis, numerator, denominator from measures.window_rates
    where instrument = $instrument and measure in ('initial_pass_rate', 'overturn_rate')"""


@dataclass(frozen=True)
class _Merged:
    complaints: pl.DataFrame
    requests: pl.DataFrame


def table(desk: Desk) -> pl.DataFrame:
    """One row for each headline figure of the two countries, in the year and every window, on every basis and clock.

    Nothing counted is 0 on both roads.
    """
    merged, rows = _merged(desk), []
    s = desk.subject
    spans = [*desk.windows(), (str(s.year), s.year, s.year)]
    for who in (s.country, s.comparator):
        complaints = merged.complaints.filter(_counts(desk), place=who, complaint_kind="deletion")
        requests = merged.requests.filter(_counts(desk), place=who, population="register")
        rows += _complaints(desk, complaints, who)
        rows += _shares(PASSED, requests, "check_outcome", who, spans)
        rows += _shares(OVERTURNED, complaints, "outcome", who, spans)
    measured = {row[:5]: row[5:] for row in desk.rows(_MEASURED).iter_rows()}
    found: Rows = []
    for row in rows:
        second = (row["second_numerator"], row["second_denominator"])
        first = measured.get(tuple(row[name] for name in KEYS), (0, None if second[1] is None else 0))
        found.append({**row, "numerator": first[0], "denominator": first[1], "agrees": tuple(first) == second})
    return frame(found, SCHEMA, ("numerator", "denominator"))


def _merged(desk: Desk) -> _Merged:
    requests = merge.latest(
        merge.grouped(desk.rows(_REQUESTS)).with_columns(_register()),
        ("population", "check_outcome", "requested_on_text"),
    )
    listings = merge.with_decisions(merge.grouped(desk.rows(_COMPLAINTS)), desk.rows(_DECISIONS))
    fields = ("complaint_kind", "outcome", "request_key", "received_on_text", "decided_on_text")
    complaints = merge.latest(listings, fields, final="outcome")
    return _Merged(merge.instruments_of_requests(complaints, requests), requests)


def _register() -> pl.Expr:
    """A request that is on the register and on a public list is the register's."""
    on_register = (pl.col("population") == "register").any().over(*merge.GROUP)
    return (
        pl.when(on_register & pl.col("key").is_not_null())
        .then(pl.lit("register"))
        .otherwise("population")
        .alias("population")
    )


def _complaints(desk: Desk, mine: pl.DataFrame, who: str) -> Rows:
    year = _year("received_on_text")
    said = {"figure": "complaints", "basis": "cases", "country": who, "year_basis": "received"}
    return [
        {**said, "period": name, "second_numerator": n, "second_denominator": None}
        for name, first, last in desk.windows()
        for n in [mine.filter(year.is_between(first, last)).height]
    ]


def _shares(shares: Shares, mine: pl.DataFrame, outcome: str, who: str, spans: list[tuple[str, int, int]]) -> Rows:
    """Every share of one country, on each basis, by each clock, in each span of years."""
    rows: Rows = []
    for (figure, basis), (counts, among, clocks) in shares.items():
        within = mine if among is None else mine.filter(pl.col(outcome).is_in(among))
        for clock in clocks:
            for name, first, last in spans:
                inside = within.filter(_year(f"{clock}_on_text").is_between(first, last))
                x = inside.filter(pl.col(outcome).is_in(counts)).height
                said = {"figure": figure, "basis": basis, "country": who, "period": name, "year_basis": clock}
                rows.append({**said, "second_numerator": x, "second_denominator": inside.height})
    return rows


def _counts(desk: Desk) -> pl.Expr:
    wanted = {"ALL": None, "WANTED": ("red_notice", "red_diffusion")}.get(
        desk.subject.instrument, (desk.subject.instrument,)
    )
    return pl.lit(True) if wanted is None else pl.col("instrument").is_in(wanted)


def _year(text: str) -> pl.Expr:
    return pl.col(text).str.slice(0, 4).cast(pl.Int64, strict=False)
