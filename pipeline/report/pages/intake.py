"""Part of the data-quality page: what was received, read and not read, in words for somebody who knows no formats."""

import re
from functools import cache

import polars as pl
from markupsafe import Markup

from pipeline.archives import ARCHIVES
from pipeline.formats import file_formats
from pipeline.language import N_, _, carried
from pipeline.report.pages.base import Material, table
from pipeline.results.columns import as_written

FILES = "dictionary.html#audit.files"
OTHERS = {
    **dict.fromkeys(ARCHIVES, N_("Archives")),
    "application/vnd.rar": N_("RAR archives"),
    "application/msword": N_("Word documents of before 2007"),
    "application/yaml": N_("Descriptions of a delivery"),
    "": N_("Named, but not there"),
}
UNKNOWN = N_("Files of a kind that is not known")

# Remarks of readers, the first that fits -> what a person should know. audit.files has the words themselves.
REMARKS = (
    (r"draft", N_("read by a draft that no person has reviewed")),
    (r"read by OCR", N_("scans, read letter by letter by a program (OCR): letters and figures may be wrong")),
    (r"pictures and were not read", N_("some pages are pictures, and were not read")),
    (r"attached files", N_("attached files were taken out; each is listed by itself")),
    (r"hidden sheet", N_("a hidden sheet was left out; its rows count as no records")),
    (r"hidden columns", N_("hidden columns were read like the others")),
    (r"^sheet .* was not read", N_("a sheet was left out, as the description of the delivery says")),
    (r"no header was found", N_("no headings were found: columns are called by their place")),
    (r"above the (header|first message)", N_("what stands above the first record was not read")),
    (r"beside the records|views of the file", N_("what stands beside the records was not read")),
    (r"repeat the header", N_("headings stand there more than once, and are no rows")),
)
OTHER_REMARK = N_("another remark: see the list of every file")

# Reasons that differ by numbers alone, brought together; the list by file keeps them apart.
CELLS = re.compile(r"(\d+) cells where the (?:table|header) has (\d+)")
TOO_MANY = N_("more cells than the table has columns: torn, or two rows in one")
TOO_FEW = N_("fewer cells than the table has columns: torn, or cut off")


def totals(m: Material) -> dict[str, int]:
    """How many files were received, lie within others, and what became of them."""
    row = m.con.execute("""
        select count(*), count(*) filter (where contains(path, '!/')), count(*) filter (where status = 'read'),
            count(*) filter (where status = 'unpacked'), count(*) filter (where status = 'skipped'),
            count(*) filter (where status = 'failed') from audit.files""").fetchall()[0]
    return dict(zip(("files", "within", "read", "unpacked", "skipped", "failed"), row, strict=True))


def kinds(m: Material) -> Markup:
    """For each kind of file: how many, the rows in them, and how many were read or opened, left out, or of no use."""
    rows = m.con.sql("""
        select coalesce(media_type, '') as media_type, count(*) as files,
            count(*) filter (where status in ('read', 'unpacked')) as used,
            count(*) filter (where status = 'skipped') as left_out,
            count(*) filter (where status = 'failed') as failed,
            coalesce(sum(r.rows_found), 0)::bigint as found
        from audit.files as f left join audit.records as r on f.delivery = r.delivery and f.path = r.path
        group by all""").pl()
    named = rows.with_columns(pl.col("media_type").map_elements(carried(kind), return_dtype=pl.String).alias("what"))
    each = named.drop("media_type").group_by("what").sum().sort("files", "what", descending=[True, False])
    each = each.select("what", "files", "used", "left_out", "failed", "found")
    heads = {
        "what": N_("kind"),
        "files": N_("files received"),
        "used": N_("read or opened"),
        "left_out": N_("left out on purpose"),
        "failed": N_("could not be used"),
        "found": N_("rows found in them"),
    }
    return table(each, _("Files by kind"), {"what": as_written("received")}, FILES, **heads)


def remarks(m: Material) -> Markup:
    """What a person should know of files that were read, and of how many."""
    reasons = m.con.sql("select reason from audit.files where status = 'read' and reason is not null").fetchall()
    said = [{remark(part) for part in reason.split("; ")} for (reason,) in reasons]
    rows = pl.DataFrame({"remark": sorted(one for each in said for one in each)}, schema={"remark": pl.String})
    counted = rows.group_by("remark").len("files").sort("files", "remark", descending=[True, False])
    heads = {"remark": N_("what to know"), "files": N_("number of files")}
    return table(counted, _("Read, with a remark"), {"remark": as_written("received")}, FILES, **heads)


def reasons(m: Material, source: str) -> Markup:
    """Why rows were set aside, over all files, most frequent first."""
    rows = m.con.sql(f"select reason, delivery || '/' || path as file from {source}").pl()
    grouped = rows.with_columns(pl.col("reason").map_elements(carried(_grouped), return_dtype=pl.String))
    counted = grouped.group_by("reason").agg(rows=pl.len(), files=pl.col("file").n_unique())
    heads = {"files": N_("number of files")}
    return table(
        counted.sort("rows", "reason", descending=[True, False]),
        _("By reason"),
        None,
        f"dictionary.html#{source}",
        **heads,
    )


def kind(media_type: str) -> str:
    """What a file is, in words."""
    return _formats().get(media_type) or OTHERS.get(media_type, UNKNOWN)


def remark(text: str) -> str:
    """What a remark of a reader comes to."""
    return next((said for pattern, said in REMARKS if re.search(pattern, text)), OTHER_REMARK)


@cache
def _formats() -> dict[str, str]:
    return {media_type: one.format for one in file_formats() for media_type in one.types}


def _grouped(reason: str) -> str:
    if cells := CELLS.fullmatch(reason):
        return TOO_MANY if int(cells[1]) > int(cells[2]) else TOO_FEW
    return reason
