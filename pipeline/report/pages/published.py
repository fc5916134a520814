"""What is publicly known, with its sources, apart from anything computed here."""

from typing import Any

import polars as pl
from markupsafe import Markup

from pipeline.language import N_, _, ngettext
from pipeline.report.figures.published import PUBLISHED
from pipeline.report.pages.base import Material, Page, table
from pipeline.results import words

# Which published figures stand together, by the beginning of their name; the rest come last.
GROUPS = {
    "ccf": N_("The Commission for the Control of INTERPOL’s Files"),
    "ndtf": N_("Refused or cancelled by the task force"),
    "red_notices_public": N_("Red notices on the public site"),
    "": N_("Notices, diffusions and everything else"),
}


def published(m: Material) -> Page:
    """The page `published`."""
    holds = {"groups": _figures(m), "figures": list(PUBLISHED)}
    return Page("published", _("Publicly known"), "published.html.j2", holds)


def cases(m: Material) -> Page:
    """The page `cases`: the one page with names, all of them published by others."""
    return Page("cases", _("Cases as published"), "cases.html.j2", {"cases": _cases(m)})


def _figures(m: Material) -> list[tuple[str, Markup]]:
    if not m.has("raw.statistics"):
        return []
    rows = m.con.sql("""
        select metric, year::varchar as year, country, value::double as value, unit, definition_note, publisher, report,
            source_url
        from raw.statistics order by metric, year desc nulls last, country nulls first, value, source_url""").pl()
    told = [
        (_figure(row), _amount(row), _link(row["source_url"], row["report"] or row["publisher"]))
        for row in rows.to_dicts()
    ]
    figure, amount, source = (list(column) for column in zip(*told, strict=True))
    rows = rows.select(
        pl.Series("figure", figure, pl.Object), "year", "country", pl.Series("amount", amount),
        pl.Series("source", source, pl.Object), _group().alias("group"),
    )  # fmt: skip
    as_html = {"figure": lambda html: html, "source": lambda html: html}
    groups = []
    for start, title in GROUPS.items():
        part = rows.filter(pl.col("group") == start).drop("group")
        if not part.is_empty():
            whole_world = part["country"].null_count() == part.height
            shown = part.drop("country") if whole_world else part
            groups.append(
                (
                    title,
                    table(
                        shown,
                        ngettext("{n} published figure", "{n} published figures", part.height),
                        as_html,
                        amount="value",
                    ),
                )
            )
    return groups


def _group() -> pl.Expr:
    found = pl.lit("")
    for start in [start for start in GROUPS if start]:
        found = pl.when(pl.col("metric").str.starts_with(start)).then(pl.lit(start)).otherwise(found)
    return found


def _figure(row: dict[str, Any]) -> Markup:
    """What the figure is, and beneath it what it counts."""
    said = _(words.as_words(row["metric"]))
    note = Markup('<small lang="en">{}</small>').format(row["definition_note"]) if row["definition_note"] else ""
    return Markup("{}{}").format(said[:1].upper() + said[1:], note)


def _amount(row: dict[str, Any]) -> str:
    unit = "%" if row["unit"] == "percent" else row["unit"] or ""
    value = f"{row['value']:,.10g}"
    return f"{words.signs(value)}{words.gap()}{_(unit)}"


def _link(url: str | None, text: str) -> Markup:
    if not url or not url.startswith(("https://", "http://")):
        return Markup("{}").format(text)
    return Markup('<a href="{}" rel="noreferrer" lang="en">{}</a>').format(url, text)


def _cases(m: Material) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Person, role and reported events, in the order of the names."""
    if not m.has("raw.cases"):
        return []
    rows = m.con.sql("""
        select person, role, requesting_country, instrument, event_date, year::varchar as year,
            event_or_outcome, note, source_url
        from raw.cases order by person, coalesce(event_date, year::varchar) nulls last, event_or_outcome""").pl()
    people: dict[str, tuple[str, list[dict[str, Any]]]] = {}
    for row in rows.to_dicts():
        event = {
            "when": row["event_date"] or row["year"] or _("date not known"),
            "what": _(
                "{instrument}, asked for by {country}",
                instrument=_(row["instrument"]),
                country=words.country(row["requesting_country"]),
            ),
            "event": row["event_or_outcome"],
            "note": row["note"],
            "source": _link(row["source_url"], _("source")),
        }
        people.setdefault(row["person"], (row["role"], []))[1].append(event)
    return [(person, role, events) for person, (role, events) in people.items()]
