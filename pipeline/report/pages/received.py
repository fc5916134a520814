"""Part of the data-quality page: every file, and what became of every row. Files are called as `filenames` says."""

import polars as pl
from markupsafe import Markup

from pipeline.fields import OPEN_FIELDS
from pipeline.language import N_, _
from pipeline.report.pages import intake
from pipeline.report.pages.base import Material, table
from pipeline.results import words
from pipeline.results.columns import as_written

BLANK, HIDDEN = "(blank)", "(not shown)"
FILES, RECORDS = "dictionary.html#audit.files", "dictionary.html#audit.records"
_IN_FILES = as_written("received")
PLACES = 5  # of rows set aside, shown for each file and reason; the count is always told

# Files read by a mapping that a program guessed; the stage says so in the reason.
DRAFTED = "status = 'read' and contains(reason, 'draft')"

STATUS = {
    "read": N_("read"),
    "unpacked": N_("unpacked, its files are listed apart"),
    "skipped": N_("left out on purpose"),
    "failed": N_("could not be used"),
}


def files(m: Material, where: str, caption: str) -> Markup:
    """Files by name; letters and documents together, save where their reason sets them apart."""
    rows = m.con.sql(f"""
        select s.file, f.media_type, count(*) as files, sum(f.bytes)::bigint as bytes, f.status, f.reason,
            nullif(string_agg(case when f.status = 'failed' then s.mark end, '; ' order by s.mark), '') as mark
        from audit.files as f inner join shown_files as s on f.delivery = s.delivery and f.path = s.path
        where {where} group by all order by s.file, f.status, f.reason""").pl()
    if rows["mark"].null_count() == rows.height:
        rows = rows.drop("mark")
    said = {"bytes": _size, "status": _status, "media_type": lambda given: _(intake.kind(given))}
    heads = {"file": N_("name of the file"), "files": N_("number of files"), "media_type": N_("kind")}
    return table(rows, caption, said, FILES, bytes="size", status="what became of it", reason="why", **heads)


def records(m: Material) -> Markup:
    """The accounting: found = staged + set aside + no record, file by file."""
    rows = m.con.sql("""
        select s.file, sum(rows_found)::bigint as found, sum(rows_staged)::bigint as staged,
            sum(rows_quarantined)::bigint as set_aside, sum(rows_excluded)::bigint as no_record,
            bool_and(rows_found = rows_staged + rows_quarantined + rows_excluded) as adds_up
        from audit.records as r inner join shown_files as s on r.delivery = s.delivery and r.path = s.path
        group by s.file order by s.file""").pl()
    return table(rows, "What became of every row", None, RECORDS, file=N_("name of the file"))


def places(m: Material, source: str) -> Markup:
    """By file and reason, with the first few places. The rows themselves never leave the database."""
    rows = m.con.sql(f"""
        with named as (
            select s.file, q.reason, coalesce(s.mark, q.locator) as place
            from {source} as q inner join shown_files as s on q.delivery = s.delivery and q.path = s.path
        )
        select file, reason, count(*) as rows, list(place order by length(place), place)[1:{PLACES}] as places
        from named group by all order by all""").pl()
    listed = rows["places"].list.join("; ")
    more = pl.when(pl.col("rows") > PLACES).then(pl.format("{} …", listed)).otherwise(listed)
    heads = {"file": N_("name of the file"), "places": N_("where")}
    return table(rows.with_columns(more.alias("places")), "By file", None, f"dictionary.html#{source}", **heads)


def drafted(m: Material) -> int:
    """How many files were read by a draft no person has reviewed."""
    return int(m.con.execute(f"select count(*) from audit.files where {DRAFTED}").fetchall()[0][0])


def warnings(m: Material) -> Markup:
    """Where a file is not as its SOURCE.yml expects."""
    if not m.has("audit.warnings"):
        return Markup("")
    rows = m.con.sql("""
        select s.file, w.what, w.found, w.expected
        from audit.warnings as w inner join shown_files as s on w.delivery = s.delivery and w.path = s.path
        order by all""").pl()
    said = dict.fromkeys(("what", "found", "expected"), _IN_FILES)
    return table(rows, "What was expected, and what was found", said, file=N_("name of the file"))


def corrections(m: Material) -> Markup:
    """What people put right, field by field. A value that may tell of a person is not shown, nor who put it right."""
    if not m.has("audit.corrections"):
        return Markup("")
    rows = m.con.sql(
        """
        select c.entry, s.file, coalesce(s.mark, c.locator) as place, c.field,
            case when list_contains($fields, c.field) then coalesce(c.before, $blank) else $hidden end as before,
            case when list_contains($fields, c.field) then coalesce(c.after, $blank) else $hidden end as after,
            c.reason
        from audit.corrections as c inner join shown_files as s on c.delivery = s.delivery and c.path = s.path
        order by c.entry, s.file, length(c.locator), c.locator, c.field""",
        params={"fields": sorted(OPEN_FIELDS), "blank": BLANK, "hidden": HIDDEN},
    ).pl()
    heads = {
        "file": N_("name of the file"),
        "place": N_("where"),
        "before": N_("the file says"),
        "after": N_("taken as"),
        "reason": N_("why"),
    }
    said = dict.fromkeys(("place", "before", "after"), _IN_FILES)
    return table(rows, "What people put right", {"field": words.plain, **said}, **heads)


def _status(status: str) -> str:
    return _(STATUS.get(status, status))


def _size(n: int) -> str:
    for unit, step in ((N_("GB"), 1e9), (N_("MB"), 1e6), (N_("kB"), 1e3)):
        if n >= step:
            return f"{words.decimal(n / step, 1)}{words.gap()}{_(unit)}"
    return f"{n}{words.gap()}{_('B')}"
