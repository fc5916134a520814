"""The front page: the two headline comparisons, with every denominator and what they do not say together."""

import re
from typing import Any

import polars as pl
from markupsafe import Markup

from pipeline.language import N_, _
from pipeline.report.pages.base import Material, Page, table
from pipeline.report.pages.ranges import ranges
from pipeline.report.pages.received import drafted
from pipeline.results import words
from pipeline.results.leads import lead_sentence
from pipeline.results.numbers import Number
from pipeline.results.populations import bounds
from pipeline.results.subject import Subject
from pipeline.results.tables import opened

RATIO = "complaints.cases.{country}_{comparator}.{instrument}.{window}.received"
PASSED = "initial_pass_rate.checked.{country}.{instrument}.{year}.requested"
OVERTURNED = "overturn_rate.on_merits.{country}.{instrument}.{year}.decided"
DECIDED = "overturn_rate.on_merits.{country}.{instrument}.all.decided"
CIRCULATED = "complaint_rate.per_circulated.{country}.{instrument}.all.received"
AMONG = "missing.non_compliant_among_published.circulated.{country}.{instrument}.all.decided"
BASES = {
    "received": N_("of all complaints received"),
    "with_data": N_("of those concluded where data were held"),
    "on_merits": N_("of those decided on the merits"),
    "broad": N_("with data held, counting data their source deleted first"),
    "modified": N_("on the merits, counting data kept after an update"),
}
REQUESTS = {"per_circulated": N_("circulated"), "per_submitted": N_("submitted")}
CLOCKS = {
    "decided": N_("Complaints about {things} of {name} decided in {year}"),
    "received": N_("Complaints about {things} of {name} received in {year}"),
}
CLAIMS = ("C02", "C05", "C06")  # what the reports say of the two comparisons


def front(m: Material, answers: dict[str, tuple[str, Markup]]) -> Page:
    """The page `index`.

    answers  name of each notebook -> its title and its answer in a sentence
    """
    s = m.subject
    ratio = m.number(RATIO)
    holds = {
        "lead": _lead(s, ratio),
        "ratio": ratio,
        "passed": m.number(PASSED),
        "overturned": m.number(OVERTURNED),
        "windows": _windows(m),
        "per_request": _per_request(m),
        "decided": _bases(m, "decided"),
        "received": _bases(m, "received"),
        "bounds": _of_all_published(m),
        "claims": _claims(m),
        "answers": answers,
        "ranges": ranges(m),
        "drafted": drafted(m),
        "failed": m.con.execute("select count(*) from audit.files where status = 'failed'").fetchall()[0][0],
    }
    return Page("index", _("Front page"), "index.html.j2", holds)


def _lead(s: Subject, ratio: Number) -> Markup:
    """The headline; its figure leads to where it is defined."""
    lead = lead_sentence(s.name, s.other, ratio.value, ratio.low, ratio.high, _("complaints"))
    figure = re.search(r"\d+(?:[.,]\d+)?", lead)
    if figure is None:
        return Markup("{}").format(lead)
    ends = (lead[: figure.start()], lead[figure.end() :])
    return Markup("{}{}{}").format(ends[0], opened(ratio.name, figure[0]), ends[1])


def _of_all_published(m: Material) -> dict[str, Markup] | None:
    """What bounds the share of all published requests, each figure with its name; None where it cannot be said."""
    found = bounds(m.numbers, m.subject)
    if found is None:
        return None
    decided, circulated, among = (m.number(name).name for name in (DECIDED, CIRCULATED, AMONG))
    listed = "select count(*) from measures.missing where number = ?"
    if not (m.has("measures.missing") and m.con.execute(listed, [among]).fetchall()[0][0]):
        among = decided
    return {
        "published": opened(circulated, words.count(found.published)),
        "overturned": opened(decided, words.count(found.overturned)),
        "kept": opened(decided, words.count(found.kept)),
        "low": opened(among, words.percent(found.low)),
        "high": opened(among, words.percent(found.high)),
    }


def _windows(m: Material) -> Markup:
    rows = m.rows("""
        select w.first_year, w.last_year, c.value_a, c.value_b,
            c.ratio as value, c.low, c.high, c.is_suppressed, c.number
        from raw.windows as w left join measures.window_comparisons as c on c."window" = w."window"
            and c.measure = 'complaints' and c.unit = 'cases' and c.instrument = $instrument
            and c.year_basis = 'received' and c.country_a = $country and c.country_b = $comparator
        order by w.first_year desc""")
    spans = [
        _("{first} to {last}", first=first, last=last) for first, last in rows.select(rows.columns[:2]).iter_rows()
    ]
    rows = rows.with_columns(_together(rows, words.ratios)).drop("low", "high", "first_year", "last_year")
    rows = rows.insert_column(0, pl.Series("span", spans, pl.String))
    s = m.subject
    return table(
        rows,
        _("Complaints about {things} received by the Commission", things=s.things),
        {"value": words.ratio, "value_a": words.count, "value_b": words.count},
        span="years", value_a=s.name, value_b=s.other, value="ratio", interval="95 % interval",
    )  # fmt: skip


def _per_request(m: Material) -> Markup:
    rows = m.rows("""
        select country, basis, value, low, high, numerator, denominator, is_suppressed, number
        from measures.window_rates
        where measure = 'complaint_rate' and country in ($country, $comparator) and instrument = $instrument
            and "window" = $window and basis <> 'per_passed' and denominator > 0
        order by basis, country""")
    hundred = {"value": _per_hundred, "basis": lambda basis: _(REQUESTS[basis])}
    rows = rows.with_columns(_together(rows, lambda low, high: words.span(_per_hundred(low), _per_hundred(high))))
    return table(
        rows.drop("low", "high"),
        _("Complaints per 100 requests, {span}", span=m.subject.main_window.span),
        hundred,
        basis="requests", value="complaints per 100", numerator="complaints", denominator="requests in all",
        interval="95 % interval",
    )  # fmt: skip


def _bases(m: Material, clock: str) -> Markup:
    """The overturn rate of the year under every denominator; for complaints received, with the bounds of open cases."""
    rows = m.rows(f"""
        select basis, value, low, high, numerator, denominator, bound_low, bound_high, is_suppressed, number
        from measures.rates
        where measure = 'overturn_rate' and country = $country and instrument = $instrument and year = $year
            and year_basis = '{clock}' and denominator > 0""")
    order = {basis: i for i, basis in enumerate(BASES)}
    rows = rows.sort(pl.col("basis").replace_strict(order, default=len(order), return_dtype=pl.Int64))
    rows = rows.with_columns(_together(rows, words.percents), _together(rows, words.percents, "bound_", "bounds"))
    counts = rows.select("numerator", "denominator").iter_rows()
    rows = rows.with_columns(
        pl.Series("cases", [None if x is None else words.part_of(x, n) for x, n in counts], pl.String)
    )
    bounded = ["bounds"] if clock == "received" else []
    shown = rows.select("basis", "value", "interval", "cases", *bounded, "is_suppressed", "number")
    return table(
        shown,
        _(CLOCKS[clock], things=m.subject.things, name=m.subject.name, year=m.subject.year),
        {"basis": lambda basis: _defined(basis)},
        basis="share overturned", value="share", interval="95 % interval",
        bounds="if open cases all ended one way",
    )  # fmt: skip


def _defined(basis: str) -> Markup:
    """The words of a basis, leading to its definition."""
    said = _(BASES[basis]) if basis in BASES else words.plain(basis)
    return Markup('<a href="definitions.html#overturn_rate.{}">{}</a>').format(basis, said)


def _together(rows: pl.DataFrame, write: Any, prefix: str = "", name: str = "interval") -> pl.Series:
    """Two columns, low and high, as one of text; null where there is none."""
    pairs = rows.select(f"{prefix}low", f"{prefix}high").iter_rows()
    return pl.Series(name, [None if low is None else write(low, high) for low, high in pairs], dtype=pl.String)


def _per_hundred(rate: float | None) -> str:
    return _(words.NONE) if rate is None else words.decimal(100 * rate, 1)


def _claims(m: Material) -> list[dict[str, str]]:
    """What the ledger says of the reports' statements on the two comparisons."""
    if not m.has("measures.claims"):
        return []
    rows = m.con.sql(f"select id, claim, verdict from measures.claims where id in {CLAIMS} order by id").pl()
    return rows.to_dicts()
