"""Part of the data-quality page: what was read from the text of documents, and where reports and records disagree.

No words of a document stand here, and no number that another page would blank: its verdict is blanked with it.
"""

from typing import Any

import polars as pl
from markupsafe import Markup

from pipeline.language import N_, _
from pipeline.report.pages.base import Material, table
from pipeline.results import words
from pipeline.settings import SMALLEST_CELL

DECISIONS = "dictionary.html#resolved.decision_documents"
HELD = "dictionary.html#marts.reported_against_records"
TIES = {
    "tied": N_("names a complaint of a register: it adds to it"),
    "blacked_out": N_("its number is blacked out: it adds to no complaint"),
    "no_reference": N_("gives no number: it adds to no complaint"),
    "not_listed": N_("names a complaint that no register lists: none is made for it"),
    "not_one": N_("fits several complaints, or contradicts the one it names: it adds to none"),
}
REASONS = {
    "unclear": N_("the text leaves open what it is of"),
    "no_year": N_("the text names no year"),
    "no_such_measure": N_("the records hold no such number"),
    "no_records": N_("the records hold nothing of that country, year and instrument"),
}
MEASURES = {
    "initial_pass_rate": N_("requests that passed the first check"),
    "initial_refusal_rate": N_("requests refused at the first check, share"),
    "overturn_rate": N_("complaints that ended in deletion, share"),
    "complaint_rate": N_("complaints per thousand requests"),
    "requests": N_("requests"),
    "refused": N_("requests refused at the first check"),
    "complaints": N_("complaints"),
    "overturned": N_("complaints that ended in deletion"),
    "access_requests": N_("requests for access"),
    "revisions": N_("requests for revision"),
    "in_circulation": N_("requests in circulation"),
}
APPROXIMATIONS = {
    "about": N_("about {value}"),
    "over": N_("more than {value}"),
    "under": N_("less than {value}"),
    "at_least": N_("at least {value}"),
    "at_most": N_("at most {value}"),
}

# The number of the records, and whether a public page blanks it: as it blanks the rate or count it comes from, or the
# requests in circulation where they are few.
_HELD = f"""
    with hidden as (
        select measure, basis, year_basis, country, instrument, year, unit, is_suppressed from measures.rates
        union all by name
        select measure, null as basis, year_basis, country, instrument, year, unit, is_suppressed from measures.counts
    )
    select r.*, coalesce(bool_or(h.is_suppressed
        or (r.measure = 'in_circulation' and r.recorded between 1 and {SMALLEST_CELL - 1})), false) as hides
    from marts.reported_against_records as r
    left join hidden as h on h.unit = 'cases' and h.country = r.country and h.instrument = r.instrument
        and h.year is not distinct from r.year and h.year_basis = r.year_basis
        and h.measure = case
            when r.measure in ('initial_refusal_rate', 'refused') then 'initial_pass_rate' else r.measure end
        and h.basis is not distinct from case when r.measure = 'refused' then 'checked' else r.basis end
    group by all
"""


def texts(m: Material) -> dict[str, Any]:
    """For the template: decisions and their fields; figures of reports, borne out or not, or held against nothing."""
    holds: dict[str, Any] = {"decisions": Markup(""), "fields": Markup(""), "reported": None}
    if m.has("resolved.decision_documents"):
        holds |= {"decisions": _decisions(m), "fields": _fields(m)}
    if m.has("marts.reported_against_records"):
        holds["reported"] = _reported(m)
    return holds


def _decisions(m: Material) -> Markup:
    rows = m.con.sql(
        "select tie, count(*) as decisions from resolved.decision_documents group by tie order by decisions desc, tie"
    ).pl()
    return table(
        rows, _("Decisions that came as documents"), {"tie": _said(TIES)}, DECISIONS, tie=N_("what became of it")
    )


def _fields(m: Material) -> Markup:
    """How many decisions say each field in words that the rules know."""
    fields = ("reference", "session", "instrument", "respondent_country", "outcome", "decided_on_text", "grounds")
    counts = ", ".join(f"count({field}) as {field.removesuffix('_text')}" for field in fields)
    row = m.con.sql(f"select {counts} from resolved.decision_documents").pl()
    rows = row.transpose(include_header=True, header_name="field", column_names=["decisions"])
    return table(
        rows, _("What their text says"), {"field": words.plain}, DECISIONS, decisions=N_("decisions that say it")
    )


def _reported(m: Material) -> dict[str, Any]:
    """Counts of figures, the table of those that no number of the records bears out, and why others are not held."""
    m.con.execute(f"create or replace temp table held as {_HELD}")
    each = m.con.sql("""
        select s.file, h.page, h.measure, h.country, h.instrument, h.year, h.unit, h.approximation,
            any_value(h.value) as reported, min(h.recorded) as least, max(h.recorded) as most,
            coalesce(bool_and(h.is_part), false) as is_part,
            bool_or(h.hides) as is_suppressed, bool_or(h.agrees_somehow) as agrees, any_value(h.why_not) as why_not
        from held as h inner join shown_files as s on h.delivery = s.delivery and h.source_file = s.path
        group by h.record_id, s.file, h.page, h.measure, h.country, h.instrument, h.year, h.unit, h.approximation
        order by s.file, h.page, h.measure, h.country, h.year, h.record_id""").pl()
    compared = each.filter(pl.col("why_not").is_null())
    shown = compared.filter(~pl.col("is_suppressed"))
    reasons = each.filter(pl.col("why_not").is_not_null()).group_by("why_not").len("figures").sort("why_not")
    return {
        "n": each.height,
        "compared": shown.height,
        "agreeing": shown.filter("agrees").height,
        "hidden": compared.height - shown.height,
        "against": _against(shown.filter(~pl.col("agrees"))),
        "reasons": table(
            reasons, _("Figures held against nothing"), {"why_not": _said(REASONS)}, HELD, why_not=N_("why")
        ),
    }


def _against(rows: pl.DataFrame) -> Markup:
    lines = [
        {
            "file": row["file"],
            "page": row["page"],
            "measure": _(MEASURES[row["measure"]]) if row["measure"] in MEASURES else row["measure"],
            "country": row["country"],
            "instrument": words.INSTRUMENTS.get(row["instrument"], row["instrument"]),
            "year": row["year"],
            "reported": _written(row["reported"], row["unit"], row["approximation"]),
            "recorded": _between(row["least"], row["most"], row["unit"], "at_least" if row["is_part"] else None),
        }
        for row in rows.rows(named=True)
    ]
    heads = {
        "file": N_("name of the file"),
        "measure": N_("what it counts"),
        "reported": N_("the report says"),
        "recorded": N_("the records say"),
    }
    return table(pl.DataFrame(lines), _("Figures that the records do not bear out"), None, HELD, **heads)


def _written(value: float, unit: str, approximation: str | None = None) -> str:
    text = words.percent(value / 100) if unit == "%" else f"{value:.1f}" if unit != "cases" else words.count(value)
    return _(APPROXIMATIONS[approximation], value=text) if approximation in APPROXIMATIONS else text


def _between(least: float, most: float, unit: str, approximation: str | None) -> str:
    """The number of the records; of several ways of counting, or several days, the lowest and the highest."""
    low, high = (_written(value, unit, approximation) for value in (least, most))
    return low if low == high else _("{low} to {high}", low=low, high=high)


def _said(known: dict[str, str]) -> Any:
    return lambda word: _(known[word]) if word in known else words.plain(word)
