"""`measures.second_count`: the headline figures by two roads. They must agree to the last case."""

from dataclasses import dataclass

import polars as pl

from pipeline.measure.second_count import merge
from pipeline.measure.tables.desk import FLAG, TEXT, WHOLE, Desk, Rows, Schema, frame

MERITS = ("compliant", "compliant_with_update", "non_compliant")
SCHEMA: Schema = {
    **dict.fromkeys(("figure", "country", "period"), TEXT),
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
    select 'complaints' as figure, country, "window" as period, n as numerator, null::bigint as denominator
    from measures.window_counts
    where measure = 'complaints' and unit = 'cases' and year_basis = 'received' and instrument = $instrument
    union all
    select measure, country, year::varchar, numerator, denominator from measures.rates
    where year = $year and instrument = $instrument and ((measure = 'initial_pass_rate' and basis = 'checked')
        or (measure = 'overturn_rate' and basis = 'on_merits' and year_basis = 'decided'))"""


@dataclass(frozen=True)
class _Merged:
    complaints: pl.DataFrame
    requests: pl.DataFrame


def table(desk: Desk) -> pl.DataFrame:
    """One row for each headline figure of the two countries; nothing counted is 0 on both roads."""
    merged, rows = _merged(desk), []
    s = desk.subject
    for who in (s.country, s.comparator):
        rows += _complaints(desk, merged.complaints.filter(place=who), who)
        rows += _rates(desk, merged, who)
    measured = desk.rows(_MEASURED)
    found: Rows = []
    for row in rows:
        at = {name: row[name] for name in ("figure", "country", "period")}
        told = measured.filter(**at)
        first = told.row(0)[3:] if told.height else (0, None if row["second_denominator"] is None else 0)
        second = (row["second_numerator"], row["second_denominator"])
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
    counted = mine.filter(_counts(desk), complaint_kind="deletion")
    return [
        {"figure": "complaints", "country": who, "period": name, "second_numerator": n, "second_denominator": None}
        for name, first, last in desk.windows()
        for n in [counted.filter(year.is_between(first, last)).height]
    ]


def _rates(desk: Desk, merged: _Merged, who: str) -> Rows:
    year = desk.subject.year
    checked = merged.requests.filter(
        _counts(desk),
        _year("requested_on_text") == year,
        pl.col("check_outcome").is_in(("passed", "refused")),
        place=who,
        population="register",
    )
    merits = merged.complaints.filter(
        _counts(desk),
        _year("decided_on_text") == year,
        pl.col("outcome").is_in(MERITS),
        place=who,
        complaint_kind="deletion",
    )
    said = {"country": who, "period": str(year)}
    passed, overturned = checked.filter(check_outcome="passed").height, merits.filter(outcome="non_compliant").height
    return [
        {"figure": "initial_pass_rate", **said, "second_numerator": passed, "second_denominator": checked.height},
        {"figure": "overturn_rate", **said, "second_numerator": overturned, "second_denominator": merits.height},
    ]


def _counts(desk: Desk) -> pl.Expr:
    wanted = {"ALL": None, "WANTED": ("red_notice", "red_diffusion")}.get(
        desk.subject.instrument, (desk.subject.instrument,)
    )
    return pl.lit(True) if wanted is None else pl.col("instrument").is_in(wanted)


def _year(text: str) -> pl.Expr:
    return pl.col(text).str.slice(0, 4).cast(pl.Int64, strict=False)
