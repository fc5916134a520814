"""The data-quality page: every file, every row that was set aside, every value nobody knows, every check."""

import json
from typing import Any

import polars as pl
from markupsafe import Markup

from pipeline.fields import OPEN_FIELDS
from pipeline.language import N_, _
from pipeline.report.pages import filenames, intake, received
from pipeline.report.pages.base import Material, Page, table
from pipeline.report.pages.texts import texts
from pipeline.results import words
from pipeline.results.columns import as_written
from pipeline.settings import SMALLEST_CELL

UNMAPPED = "dictionary.html#audit.unmapped"
COLUMN = "(column)"  # stands in audit.unmapped for a header that no mapping knows


def quality(m: Material) -> Page:
    """The page `data_quality`."""
    filenames.show(m.con)
    sources = ((N_("Rows set aside"), "audit.quarantine"), (N_("Rows that are no records"), "audit.excluded"))
    holds = {
        "totals": m.con.execute(
            "select count(*), coalesce(sum(rows_found), 0), coalesce(sum(rows_staged), 0), "
            "coalesce(sum(rows_quarantined), 0), coalesce(sum(rows_excluded), 0) from audit.records"
        ).fetchall()[0],
        "failed": received.files(m, "f.status = 'failed'", N_("Left out of every figure")),
        "files": received.files(m, "true", N_("In the order of their names")),
        "drafts": received.files(m, received.DRAFTED, "Files"),
        "warnings": received.warnings(m),
        "records": received.records(m),
        "received": intake.totals(m),
        "kinds": intake.kinds(m),
        "remarks": intake.remarks(m),
        "aside": [(title, intake.reasons(m, source), received.places(m, source)) for title, source in sources],
        "corrections": received.corrections(m),
        "columns": _columns(m),
        "unmapped": _unmapped(m),
        "personal": _personal(m),
        "suites": _suites(m),
        "texts": texts(m),
    }
    return Page("data_quality", _("Data quality"), "data_quality.html.j2", holds)


def _columns(m: Material) -> Markup:
    """Headers that no mapping knows: nothing in these columns is used."""
    rows = m.con.sql(f"""
        select value as "column", count(distinct (delivery, path)) as files, sum(n)::bigint as cells
        from audit.unmapped where field = '{COLUMN}' group by all order by files desc, cells desc, "column" """).pl()
    heads = {"files": N_("number of files"), "cells": N_("cells that hold something")}
    return table(rows, "Columns that are not used", {"column": as_written("received", _short)}, UNMAPPED, **heads)


def _unmapped(m: Material) -> Markup:
    """A value of few rows may be anything, a name in the wrong column too: it is counted, not shown."""
    rows = m.con.sql(
        """
        with every as (
            select field, sum(n)::bigint as times, count(distinct (delivery, path)) as files,
                case when times >= $limit then value else $few end as shown
            from audit.unmapped where list_contains($fields, field) group by field, value
        )
        select field, shown as value, sum(times)::bigint as times, sum(files)::bigint as files from every
        group by field, shown order by field, shown = $few, times desc, shown""",
        params={"fields": sorted(OPEN_FIELDS), "limit": SMALLEST_CELL, "few": words.FEW},
    ).pl()
    heads = {"value": N_("value"), "files": N_("number of files")}
    said = {"value": as_written("received", _short), "field": words.plain}
    return table(rows, "Values that no vocabulary knows", said, UNMAPPED, **heads)


def _short(text: str) -> Markup:
    """A value as a file has it, in whatever language; or that it stands too seldom to be shown."""
    if text == words.FEW:
        return Markup("{}").format(_(text))
    return Markup('<span lang="">{}</span>').format(text if len(text) <= 60 else f"{text[:59]}…")


def _personal(m: Material) -> Markup:
    """For fields that may tell of a person: how many values could not be read, not which."""
    rows = m.con.sql(
        "select field, count(*) as values, sum(n)::bigint as times from audit.unmapped "
        "where not list_contains($fields, field) group by field order by field",
        params={"fields": [COLUMN, *sorted(OPEN_FIELDS)]},
    ).pl()
    heads = {"values": N_("different values")}
    return table(rows, "Values of personal fields that could not be read", {"field": words.plain}, UNMAPPED, **heads)


def _suites(m: Material) -> list[dict[str, Any]]:
    """The results of the check stage, one entry for each table, those that do not hold first."""
    suites, called = [], filenames.calls(m.con)
    for path in sorted((m.settings.derived / "checks").glob("*.json")):
        result = json.loads(path.read_text("utf8"))
        rows = [
            {
                "rule": _(one.get("rule") or words.plain(one["expectation"])),
                "column": one["column"],
                "holds": _("holds") if one["success"] else _("does not hold"),
                "rows": one["unexpected_count"],
                "where": _where(result["table"], one["failing"], called),
            }
            for one in sorted(result["results"], key=lambda one: one["success"])
        ]
        caption = _("Checks of {table}", table=result["table"])
        heads = {"holds": N_("result"), "rows": N_("rows against it")}
        leads = f"dictionary.html#{result['table']}"
        suites.append(
            {
                "success": result["success"],
                "table": table(pl.DataFrame(rows), caption, {"column": _code}, leads, **heads),
            }
        )
    return suites


def _code(column: str) -> Markup:
    return Markup("<code>{}</code>").format(column)


def _where(table_name: str, failing: list[str], called: dict[str, str]) -> str | None:
    """Places in files ("delivery/path, line 7"); ids of merged rows would tell a reader nothing."""
    if not failing or not table_name.startswith("staged."):
        return None
    places = [called.get(place.rpartition(", ")[0], place) for place in failing[: received.PLACES]]
    return "; ".join(places) + (" …" if len(failing) > received.PLACES else "")
