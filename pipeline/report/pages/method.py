"""The page that says in plain words how records become numbers, with what happened at each step of this run."""

from pipeline.language import _
from pipeline.report.pages.base import Material, Page

_STEPS = {
    "files": ("audit.files", "select count(*) from audit.files"),
    "requests": ("resolved.requests", "select count(*) from resolved.requests"),
    "request_records": ("staged.requests", "select count(*) from staged.requests"),
    "complaints": ("resolved.complaints", "select count(*) from resolved.complaints"),
    "complaint_records": ("staged.complaints", "select count(*) from staged.complaints"),
    "rates": ("measures.rates", "select count(*) from measures.rates"),
    "counted_twice": ("measures.second_count", "select count(*) from measures.second_count"),
    "disagree": ("measures.second_count", "select count(*) from measures.second_count where not agrees"),
}


def method(m: Material) -> Page:
    """The page `method`. A step whose table is not there is told without its numbers."""
    steps = {
        name: m.con.execute(sql).fetchall()[0][0] if m.has(table) else None for name, (table, sql) in _STEPS.items()
    }
    rows = m.con.execute(
        "select coalesce(sum(rows_found), 0), coalesce(sum(rows_staged), 0), coalesce(sum(rows_quarantined), 0), "
        "coalesce(sum(rows_excluded), 0) from audit.records"
    ).fetchall()[0]
    return Page("method", _("Method"), "method.html.j2", {"steps": steps, "rows": rows})
