"""What may have moved a number: the changed files that hold records of its kind and country, else what else changed."""

from typing import Any

from pipeline.difference import differing
from pipeline.language import N_, _
from pipeline.report.pages import filenames
from pipeline.report.pages.base import Material

Holds = dict[str, dict[str, list[str]]]
Summary = dict[str, Any]

OF = {"initial_pass_rate": ("requests",), "requests": ("requests",), "complaint_rate": ("complaints", "requests")}
ALL, SHOWN = "ALL", 3
OTHER = {"typed": N_("definitions, vocabularies or corrections"), "code": N_("the program")}
_SQL = """
select members.record_table, members.country, staged.delivery || '/' || staged.source_file as file
from resolved.members
inner join (
    select record_id, delivery, source_file from staged.requests
    union all
    select record_id, delivery, source_file from staged.complaints
) as staged using (record_id)
where members.record_table in ('requests', 'complaints')
group by all order by all"""


def holds(m: Material) -> Holds:
    """Kind of record -> country of the headline, or ALL -> the files that hold such records; empty before linkage."""
    found: Holds = {"requests": {}, "complaints": {}}
    if not m.has("resolved.members"):
        return found
    for kind, country, file in m.con.execute(_SQL).fetchall():
        for place in {country, ALL} & {m.subject.country, m.subject.comparator, ALL}:
            files = found[kind].setdefault(place, [])
            files += [file] if file not in files else []
    return found


def why(m: Material, before: Summary, now: Summary, name: str) -> str:
    """The files by the names that pages call them; where none of them changed, which of the other causes there is."""
    changed = set(differing(before["received"], now["received"]))
    measure, _basis, place, *_rest = name.split(".")
    behind = {
        file
        for side in (before, now)
        for kind in OF.get(measure, ("complaints",))
        for country in place.split("_")
        for file in side.get("holds", {}).get(kind, {}).get(country, [])
    }
    files = _called(m, before, now, sorted(behind & changed))
    others = [_(said) for kind, said in OTHER.items() if before[kind] != now[kind]]
    elsewhere = [_("records that other files hold")] if changed and not files and not others else []
    return "; ".join(
        files[:SHOWN] + ([_("{n} more files", n=len(files) - SHOWN)] if len(files) > SHOWN else []) + others + elsewhere
    )


def _called(m: Material, before: Summary, now: Summary, files: list[str]) -> list[str]:
    """Tables by name; letters and documents, and what is gone, by ending and mark: their names may name a person."""
    filenames.show(m.con)
    named = {file for (file,) in m.con.execute("select file from shown_files where is_named").fetchall()}
    marks = {**before["received"], **now["received"]}
    return sorted({file if file in named else filenames.marked(file, marks[file]) for file in files})
