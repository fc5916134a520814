"""The data-quality page: every file, every row that was set aside, every value nobody knows, every check."""

import json
from typing import Any

import polars as pl
from markupsafe import Markup

from pipeline.report.pages.base import Material, Page, table
from pipeline.results import words

PLACES = 5  # of rows set aside, shown for each file and reason; the count is always told

# Fields whose values tell nothing of a person: only theirs are shown where no vocabulary knows them.
OPEN_FIELDS = {
    "(column)", "instrument", "check_outcome", "cancelled_by", "refusal_ground", "grounds", "complaint_kind", "outcome",
    "offence_category", "purpose", "population", "is_admissible", "has_data", "document_kind", "requesting_country",
    "respondent_country", "from_country", "to_countries", "country", "measure", "unit", "language", "session",
}  # fmt: skip

STATUS = {
    "read": "read",
    "unpacked": "unpacked, its files are listed apart",
    "skipped": "left out on purpose",
    "failed": "could not be used",
}


def quality(m: Material) -> Page:
    """The page `data_quality`."""
    holds = {
        "totals": m.con.execute(
            "select count(*), coalesce(sum(rows_found), 0), coalesce(sum(rows_staged), 0), "
            "coalesce(sum(rows_quarantined), 0), coalesce(sum(rows_excluded), 0) from audit.records"
        ).fetchall()[0],
        "failed": _files(m, "status = 'failed'", "Left out of every figure"),
        "files": _files(m, "true", "In the order of their names"),
        "drafts": m.con.execute("select title from raw.deliveries where drafted order by delivery").fetchall(),
        "records": _records(m),
        "kinds": _kinds(m),
        "aside": [
            (title, _reasons(m, source), _places(m, source))
            for title, source in (
                ("Rows set aside", "audit.quarantine"),
                ("Rows that are no records", "audit.excluded"),
            )
        ],
        "unmapped": _unmapped(m),
        "personal": _personal(m),
        "suites": _suites(m),
    }
    return Page("data_quality", "Data quality", "data_quality.html.j2", holds)


def _files(m: Material, where: str, caption: str) -> Markup:
    rows = m.con.sql(
        "select delivery || '/' || path as file, media_type, bytes, status, reason from audit.files "
        f"where {where} order by delivery, path"
    ).pl()
    said = {"bytes": _size, "status": _status}
    return table(rows, caption, said, media_type="kind", bytes="size", status="what became of it", reason="why")


def _kinds(m: Material) -> Markup:
    rows = m.con.sql(
        "select coalesce(media_type, 'not received') as kind, status, count(*) as files from audit.files "
        "group by all order by files desc, kind, status"
    ).pl()
    return table(rows, "Files by kind", {"status": _status}, status="what became of them")


def _status(status: str) -> str:
    return STATUS.get(status, status)


def _size(n: int) -> str:
    for unit, step in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if n >= step:
            return f"{n / step:.1f}{words.GAP}{unit}"
    return f"{n}{words.GAP}B"


def _records(m: Material) -> Markup:
    rows = m.con.sql("""
        select delivery || '/' || path as file, rows_found, rows_staged, rows_quarantined, rows_excluded,
            rows_found = rows_staged + rows_quarantined + rows_excluded as adds_up
        from audit.records order by delivery, path""").pl()
    return table(
        rows, "What became of every row",
        rows_found="found", rows_staged="staged", rows_quarantined="set aside", rows_excluded="no record",
    )  # fmt: skip


def _reasons(m: Material, source: str) -> Markup:
    """Why rows were set aside, over all files, most frequent first."""
    rows = m.con.sql(f"""
        select reason, count(*) as rows, count(distinct (delivery, path)) as files
        from {source} group by reason order by rows desc, reason""").pl()
    return table(rows, "By reason")


def _places(m: Material, source: str) -> Markup:
    """By file and reason, with the first few places. The rows themselves never leave the database."""
    rows = m.con.sql(f"""
        select delivery || '/' || path as file, reason, count(*) as rows,
            list(locator order by length(locator), locator)[1:{PLACES}] as places
        from {source} group by all order by all""").pl()
    rows = rows.with_columns(pl.col("places").list.join("; "))
    more = pl.when(pl.col("rows") > PLACES).then(pl.format("{} …", "places")).otherwise(pl.col("places"))
    return table(rows.with_columns(more.alias("places")), "By file", places="where")


def _unmapped(m: Material) -> Markup:
    rows = m.con.sql(
        "select field, value, sum(n)::bigint as times, count(distinct (delivery, path)) as files from audit.unmapped "
        "where list_contains($fields, field) group by all order by field, times desc, value",
        params={"fields": sorted(OPEN_FIELDS)},
    ).pl()
    said = {"value": lambda text: text[:60], "field": words.plain}
    return table(rows, "Values and columns that no mapping knows", said)


def _personal(m: Material) -> Markup:
    """For fields that may tell of a person: how many values could not be read, not which."""
    rows = m.con.sql(
        "select field, count(*) as values, sum(n)::bigint as times from audit.unmapped "
        "where not list_contains($fields, field) group by field order by field",
        params={"fields": sorted(OPEN_FIELDS)},
    ).pl()
    heads = {"values": "different values"}
    return table(rows, "Values of personal fields that could not be read", {"field": words.plain}, **heads)


def _suites(m: Material) -> list[dict[str, Any]]:
    """The results of the check stage, one entry for each table, those that do not hold first."""
    suites = []
    for path in sorted((m.settings.derived / "checks").glob("*.json")):
        result = json.loads(path.read_text("utf8"))
        rows = [
            {
                "rule": one.get("rule") or words.plain(one["expectation"]),
                "column": one["column"],
                "holds": "holds" if one["success"] else "does not hold",
                "rows": one["unexpected_count"],
                "where": _where(result["table"], one["failing"]),
            }
            for one in sorted(result["results"], key=lambda one: one["success"])
        ]
        caption = f"Checks of {result['table']}"
        heads = {"holds": "result", "rows": "rows against it"}
        suites.append({"success": result["success"], "table": table(pl.DataFrame(rows), caption, None, **heads)})
    return suites


def _where(table_name: str, failing: list[str]) -> str | None:
    """Places in files; ids of merged rows would tell a reader nothing."""
    if not failing or not table_name.startswith("staged."):
        return None
    return "; ".join(failing[:PLACES]) + (" …" if len(failing) > PLACES else "")
