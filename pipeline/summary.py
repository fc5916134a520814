"""What a run found, in at most ten lines: the last thing a person reads on the terminal."""

import duckdb

from pipeline.errors import NO_ROOM, Fault
from pipeline.results import subject
from pipeline.results.numbers import Number, Numbers
from pipeline.settings import Settings

FAILED_SHOWN = 2
TOO_FEW = "too few cases to say"
NO_CASES = "no cases in these records"


def lines(settings: Settings, con: duckdb.DuckDBPyConnection) -> list[str]:
    """The records, the headline figures and the files that failed. Reads audit, resolved, raw and measures.json."""
    return [*_nature(con), *_records(con), *_headline(settings, con), *_failed(con)]


def failed(con: duckdb.DuckDBPyConnection) -> int:
    """How many files could not be read."""
    return _one(con, "select count(*) from audit.files where status = 'failed'")


def lacks_room(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether a file could not be unpacked because the disk was full."""
    return bool(
        _one(con, f"select count(*) from audit.files where status = 'failed' and contains(reason, '{NO_ROOM}')")
    )


def _nature(con: duckdb.DuckDBPyConnection) -> list[str]:
    invented = _one(con, "select count(*) from raw.deliveries where nature = 'invented'")
    return ["INVENTED DEMONSTRATION DATA: the figures prove the method and nothing else."] if invented else []


def _records(con: duckdb.DuckDBPyConnection) -> list[str]:
    counts = {
        kind: _one(con, f"select count(*) from resolved.{kind}") for kind in ("requests", "complaints", "messages")
    }
    files = _one(con, "select count(*) from audit.files where status = 'read'")
    aside = _one(con, "select coalesce(sum(rows_quarantined), 0) from audit.records")
    unknown = _one(con, "select coalesce(sum(n), 0) from audit.unmapped where field <> '(column)'")
    found = ", ".join(f"{n:,} {kind}" for kind, n in counts.items())
    people = _one(con, "select count(*) from resolved.people")
    return [
        f"Found {found} and {people:,} people in {files:,} files; "
        f"{aside:,} records in quarantine, {unknown:,} values no vocabulary knows."
    ]


def _headline(settings: Settings, con: duckdb.DuckDBPyConnection) -> list[str]:
    """The two headline comparisons of comparisons.yml; nothing where they are not there, or not measured yet."""
    try:
        about, numbers = subject.load(settings, con), Numbers.read(settings.derived / "measures.json")
    except Fault:
        return []
    who, things, year = about.country, about.instrument, about.year
    pair = numbers(f"complaints.cases.{who}_{about.comparator}.{things}.{about.window}.received")
    passed = numbers(f"initial_pass_rate.checked.{who}.{things}.{year}.requested")
    fell = numbers(f"overturn_rate.on_merits.{who}.{things}.{year}.decided")
    return [
        f"Complaints, {about.name} to {about.other}, {about.main_window.span}: {_times(pair)}.",
        f"{about.name} {year}: passed the first check: {_share(passed)}; overturned, on the merits: {_share(fell)}.",
    ]


def _times(number: Number) -> str:
    if number.value is None:
        return TOO_FEW if number.is_suppressed else NO_CASES
    return f"{number.ratio} to 1 ({number.ratio_interval})"


def _share(number: Number) -> str:
    if number.value is None:
        return TOO_FEW if number.is_suppressed else NO_CASES
    return f"{number.percent} ({number.of})"


def _failed(con: duckdb.DuckDBPyConnection) -> list[str]:
    rows = con.execute(
        "select delivery || '/' || path, reason from audit.files where status = 'failed' order by delivery, path"
    ).fetchall()
    told = [f"Not read: {path}: {_one_line(reason)}" for path, reason in rows[:FAILED_SHOWN]]
    more = len(rows) - FAILED_SHOWN
    return told if more <= 0 else [*told, f"… and {more} more files were not read (page Data quality)."]


def _one_line(reason: str | None) -> str:
    return " ".join((reason or "no reason given").split())


def _one(con: duckdb.DuckDBPyConnection, query: str) -> int:
    row = con.execute(query).fetchone()
    return int(row[0]) if row else 0
