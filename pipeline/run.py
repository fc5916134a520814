"""All stages in order: the one place, with the commands, that knows which comes after which."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import lock
from pipeline.settings import Settings
from pipeline.stamp import Stamp, stamp

if TYPE_CHECKING:
    import duckdb

Stage = Callable[[Settings, "duckdb.DuckDBPyConnection"], str]


def _of(name: str) -> Stage:
    """The `run` of a stage, imported when it is first called: the commands stay quick."""
    return lambda settings, con: import_module(f"pipeline.{name}.run").run(settings, con)


def _stage(settings: Settings, con: "duckdb.DuckDBPyConnection") -> str:
    from pipeline.receive.workers import open_tables
    from pipeline.stage.run import run

    def draft(*args: Any) -> Any:
        from pipeline.describe import draft_table  # only where a table has no mapping: it brings scipy

        return draft_table(*args)

    return run(settings, con, open_tables, draft)


# In the order the data flow. The report is no entry: it reads the finished database.
STAGES: dict[str, Stage] = {
    "receive": _of("receive"),
    "stage": _stage,
    "resolve": _of("resolve"),
    "model": _of("model"),
    "check": _of("check"),
    "measure": _of("measure"),
}
REPORT = "report"
ORDER = (*STAGES, REPORT)


@dataclass(frozen=True)
class Outcome:
    """What a run came to: at most ten lines for a person, and how many files could not be read.

    is_final  False where another run of the same would do better: the disk was full
    """

    lines: Sequence[str]
    failed: int
    is_final: bool = True


def one(name: str, settings: Settings) -> str:
    """A single stage on the database as it stands; returns its closing line."""
    from pipeline import warehouse

    with warehouse.building(settings) as con:
        _forget(settings)
        return STAGES[name](settings, con)


def describe(settings: Settings, delivery: str, write: bool) -> str:
    """A draft of what SOURCE.yml of a delivery should say; returns the closing lines."""
    from pipeline.describe import run as draft
    from pipeline.receive.within import files_within
    from pipeline.receive.workers import open_tables

    with lock.held(settings.derived):
        return draft(settings, delivery, open_tables, files_within, write)


def report(settings: Settings) -> str:
    """The report from the database as it stands; returns its closing line."""
    with lock.held(settings.derived):
        return str(import_module("pipeline.report.run").run(settings))


def pdf(settings: Settings, language: str) -> str:
    """The finished report as one PDF; returns the closing line."""
    return str(import_module("pipeline.report.book").run(settings, language))


def press(settings: Settings, folder: Path) -> str:
    """The folder for the graphics desk; returns the closing line."""
    return str(import_module("pipeline.report.press.run").run(settings, folder))


def reply(settings: Settings, body: str, folder: Path | None) -> str:
    """What a named body is asked before print; returns the closing line."""
    return str(import_module("pipeline.report.reply.run").run(settings, body, folder))


def export(settings: Settings, folder: Path, earlier: Path | None) -> str:
    """The tables that may leave, marked against a reader of the report too; returns the closing line."""
    from pipeline.protect.export import run as release

    report(settings)  # at once where nothing changed since
    return release(settings, folder, earlier)


def private_report(settings: Settings) -> str:
    """The desk's own pages, with names and small counts; returns the closing line."""
    from pipeline.report.private.run import run as write
    from pipeline.trace.run import places_of

    return write(settings, places_of(settings))


def run(settings: Settings, until: str = REPORT, say: Callable[[str], None] = lambda line: None) -> Outcome:
    """Every stage up to `until`, the database swapped in whole once all of them went well, then the report.

    say     is given a line as each stage begins
    Where nothing changed since the last run went this far, that run's outcome is given again at once.
    """
    now = stamp(settings)
    with lock.held(settings.derived):
        if (before := _unchanged(settings, now, until)) is not None:
            same = Outcome(["Nothing changed since the last run.", *before.lines], before.failed)
            return _placed(settings, until, same)
        _forget(settings)
        outcome = _all(settings, until, now, say)
        if outcome.is_final:
            _remember(settings, now, until, outcome)
    return _placed(settings, until, outcome)


def _placed(settings: Settings, until: str, outcome: Outcome) -> Outcome:
    """The outcome with a last line that says where the result is, as a person in this folder would write it."""
    made = settings.report / "index.html" if until == REPORT else settings.database
    place = made.relative_to(Path.cwd()) if made.is_relative_to(Path.cwd()) else made
    return Outcome([*outcome.lines, f"{'Report' if until == REPORT else 'Database'}: {place}"], outcome.failed)


def _all(settings: Settings, until: str, now: Stamp, say: Callable[[str], None]) -> Outcome:
    from pipeline import runs, summary, warehouse
    from pipeline.progress import Costs

    costs = Costs()
    with warehouse.building(settings) as con:
        for name in ORDER[: ORDER.index(until) + 1]:
            if name != REPORT:
                say(f"{name} …")
                with costs.stage(name):
                    say(STAGES[name](settings, con))
        number = runs.record(con, now, costs)
        told = summary.lines(settings, con) if until not in ("receive", "stage") else []
        outcome = Outcome(told, summary.failed(con), is_final=not summary.lacks_room(con))
    if until != REPORT:
        return outcome
    costs = Costs()
    say(f"{REPORT} …")
    with costs.stage(REPORT):
        say(report(settings))
    with warehouse.building(settings) as con:
        runs.record(con, now, costs, number)
    return outcome


def _unchanged(settings: Settings, now: Stamp, until: str) -> Outcome | None:
    """The outcome of the last run, if it had this stamp, went as far as `until`, and what it made is still there."""
    try:
        last: dict[str, Any] = json.loads((settings.derived / "run.json").read_text("utf8"))
    except (OSError, ValueError):
        return None
    made = {"measure": [settings.derived / "measures.json"], REPORT: [settings.report / "index.html", settings.figures]}
    there = all(path.exists() for path in (settings.database, *made.get(until, [])))
    if last.get("stamp") != asdict(now) or last.get("until") != until or not there:
        return None
    return Outcome(last["lines"], last["failed"])


def _remember(settings: Settings, now: Stamp, until: str, outcome: Outcome) -> None:
    last = {"stamp": asdict(now), "until": until, "lines": list(outcome.lines), "failed": outcome.failed}
    aside = settings.derived / "run.json.writing"
    aside.write_text(json.dumps(last, indent=1, ensure_ascii=False) + "\n", "utf8")
    aside.replace(settings.derived / "run.json")


def _forget(settings: Settings) -> None:
    """From here on the database may differ from what the last run left."""
    (settings.derived / "run.json").unlink(missing_ok=True)
