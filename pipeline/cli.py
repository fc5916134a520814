"""The commands of `article3`, and nothing else: each calls its stage and prints the closing line."""

import signal
import sys
from enum import StrEnum, auto
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pipeline import outgoing
from pipeline import run as stages
from pipeline.errors import NO_ROOM, Fault, lacks_room
from pipeline.options import AcceptChanges, AcceptDrafts, Derived, Hand, Raw, Strict
from pipeline.options import settings as _settings

app = typer.Typer(
    help="From a leak of police-notice and complaint records to figures a newsroom can print and defend.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Until(StrEnum):
    """The stages, in the order of the flow."""

    receive = auto()
    stage = auto()
    resolve = auto()
    model = auto()
    check = auto()
    measure = auto()
    report = auto()


def _say(line: str) -> None:
    """A passing word on a terminal; nothing in a pipe."""
    if sys.stderr.isatty():
        typer.echo(line, err=True)


for command in outgoing.COMMANDS:
    app.command()(command)


@app.command()
def receive(raw: Raw = None, derived: Derived = None, hand: Hand = None, accept_changes: AcceptChanges = False) -> None:
    """List every file received with its hash, and refuse to go on if one changed."""
    typer.echo(stages.one("receive", _settings(raw, derived, hand, accept_changes=accept_changes)))


@app.command()
def describe(
    delivery: Annotated[str, typer.Argument(help="Folder of the delivery, below --raw.")],
    raw: Raw = None,
    derived: Derived = None,
    hand: Hand = None,
    write: Annotated[bool, typer.Option("--write", help="Also save it in the delivery, if it has none.")] = False,
) -> None:
    """Draft a SOURCE.yml for the files of a delivery that have no mapping, for a person to review."""
    typer.echo(stages.describe(_settings(raw, derived, hand), Path(delivery).name, write))


@app.command()
def stage(raw: Raw = None, derived: Derived = None, hand: Hand = None, accept_drafts: AcceptDrafts = False) -> None:
    """Read the files into typed rows, one for each record."""
    typer.echo(stages.one("stage", _settings(raw, derived, hand, accept_drafts=accept_drafts)))


@app.command()
def resolve(raw: Raw = None, derived: Derived = None, hand: Hand = None) -> None:
    """Merge listings of the same request or complaint, and link records to people."""
    typer.echo(stages.one("resolve", _settings(raw, derived, hand)))


@app.command()
def model(raw: Raw = None, derived: Derived = None, hand: Hand = None) -> None:
    """Build the tables the figures are counted from, those that changed, and check their rules."""
    typer.echo(stages.one("model", _settings(raw, derived, hand)))


@app.command()
def check(raw: Raw = None, derived: Derived = None, hand: Hand = None) -> None:
    """Look at staged tables and marts for what cannot be right in the source."""
    typer.echo(stages.one("check", _settings(raw, derived, hand)))


@app.command()
def measure(raw: Raw = None, derived: Derived = None, hand: Hand = None) -> None:
    """Compute every rate, count and comparison with its interval."""
    typer.echo(stages.one("measure", _settings(raw, derived, hand)))


@app.command()
def claims(raw: Raw = None, derived: Derived = None, hand: Hand = None) -> None:
    """The ledger: what the press reports said, and what these records say to each statement."""
    from pipeline.measure.told import claims as told

    typer.echo(told(_settings(raw, derived, hand)))


@app.command()
def specify(raw: Raw = None, derived: Derived = None, hand: Hand = None) -> None:
    """What could change the answer: each headline under every way of counting that can be defended."""
    from pipeline.measure.told import specify as told

    typer.echo(told(_settings(raw, derived, hand)))


@app.command()
def figures(
    raw: Raw = None,
    derived: Derived = None,
    hand: Hand = None,
    only: Annotated[str | None, typer.Option("--only", help="Name of one figure.")] = None,
) -> None:
    """Draw the figures: SVG, PNG and the numbers as CSV."""
    from pipeline.report.figures.run import run as draw

    typer.echo(draw(_settings(raw, derived, hand), only))


@app.command()
def report(
    raw: Raw = None,
    derived: Derived = None,
    hand: Hand = None,
    private: Annotated[
        bool, typer.Option("--private", help="Pages for the desk alone, with names and small counts.")
    ] = False,
) -> None:
    """Write the report: figures, notebooks and pages that open without a network."""
    settings = _settings(raw, derived, hand)
    typer.echo(stages.private_report(settings) if private else stages.report(settings))


@app.command()
def run(
    raw: Raw = None,
    derived: Derived = None,
    hand: Hand = None,
    until: Annotated[Until, typer.Option(help="Stop after this stage.")] = Until.report,
    strict: Strict = False,
    accept_drafts: AcceptDrafts = False,
    accept_changes: AcceptChanges = False,
) -> None:
    """All stages in order, from the files to the report; only what changed is made again."""
    settings = _settings(raw, derived, hand, accept_drafts, accept_changes)
    outcome = stages.run(settings, until, _say)
    typer.echo("\n".join(outcome.lines))
    if strict and outcome.failed:
        raise typer.Exit(1)


@app.command()
def trace(
    words: Annotated[list[str], typer.Argument(help='A figure in words: "overturn_rate on_merits RUS 2024".')],
    raw: Raw = None,
    derived: Derived = None,
    hand: Hand = None,
    limit: Annotated[int, typer.Option(min=0, help="Records shown on each side.")] = 20,
    csv: Annotated[Path | None, typer.Option(help="A file to write all records to.", resolve_path=True)] = None,
) -> None:
    """From a figure back to the records it counts: file, sheet or page, and row."""
    from pipeline.trace.run import run as trace_figure

    typer.echo(trace_figure(_settings(raw, derived, hand), words, limit, csv))


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words that must all be there; a phrase in quotes.")],
    raw: Raw = None,
    derived: Derived = None,
    hand: Hand = None,
    delivery: Annotated[str | None, typer.Option("--delivery", help="Only in this delivery.")] = None,
    country: Annotated[str | None, typer.Option("--country", help="Only of this country, as RUS.")] = None,
    since: Annotated[str | None, typer.Option("--since", help="From this day, month or year on.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Up to this day, month or year.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Hits shown.")] = 20,
) -> None:
    """Find words in messages, documents and free text, in any language and form; for the desk alone."""
    from pipeline.search import run as find

    typer.echo(find(_settings(raw, derived, hand), words, limit, delivery, country, since, until))


@app.command()
def case(
    asked: Annotated[str, typer.Argument(help="A person_id, the id of a row, or a reference.")],
    derived: Derived = None,
    names: Annotated[bool, typer.Option("--names", help="Show the name and the birth date.")] = False,
) -> None:
    """The path of one case, for the desk alone: each step with its file and place."""
    from pipeline.case.told import run as tell

    typer.echo(tell(_settings(None, derived, None), asked, names))


@app.command()
def lineage(
    column: Annotated[str, typer.Argument(help="A column, such as marts.complaints.outcome.")],
    raw: Raw = None,
    derived: Derived = None,
    hand: Hand = None,
) -> None:
    """Where the values of a column come from, back to what was staged."""
    from pipeline.graph.lineage import explain

    typer.echo(explain(column))


@app.command()
def dictionary(
    out: Annotated[Path | None, typer.Option(help="A file to write; else it is printed.", resolve_path=True)] = None,
    raw: Raw = None,
    derived: Derived = None,
    hand: Hand = None,
) -> None:
    """Every table and column in words, and what each is made of."""
    from pipeline import formats
    from pipeline.graph import dictionary as tables

    page = f"{tables.markdown(tables.dictionary())}\n{formats.markdown()}"
    if out is None:
        typer.echo(page)
        return
    out.write_text(page, "utf8")
    typer.echo(f"Dictionary written to {out.name}.")


@app.command()
def review(
    reviewer: Annotated[str, typer.Option("--reviewer", help="Who answers: a short name, kept with each answer.")],
    raw: Raw = None,
    derived: Derived = None,
    hand: Hand = None,
) -> None:
    """Decide the pairs of records that the program leaves open: same person or not."""
    from pipeline import warehouse
    from pipeline.resolve.review import review as sit

    settings = _settings(raw, derived, hand)
    with warehouse.reading(settings) as con:
        typer.echo(sit(con, settings.hand / "judgements.csv", reviewer, typer.prompt, typer.echo))


@app.command()
def explain(
    first: Annotated[str, typer.Argument(help="A record_id, person_id, or id or reference of a case.")],
    second: Annotated[str, typer.Argument(help="Another one.")],
    raw: Raw = None,
    derived: Derived = None,
    hand: Hand = None,
) -> None:
    """Why two records were taken for one person, or not: in words and bits."""
    from pipeline import warehouse
    from pipeline.resolve.explain import explain as say_why

    with warehouse.reading(_settings(raw, derived, hand)) as con:
        typer.echo(say_why(con, first, second))


@app.command()
def rehearse(
    out: Annotated[
        Path | None,
        typer.Option(help="Folder to write.", show_default="rehearsal/delivery in --derived", resolve_path=True),
    ] = None,
    seed: Annotated[int, typer.Option(help="Same seed, same bytes.")] = 3,
    truth: Annotated[Path | None, typer.Option(help="A file for what was planted.", resolve_path=True)] = None,
    world: Annotated[str, typer.Option(help="The story that is true in it.")] = "headline",
    size: Annotated[str, typer.Option(help="demonstration, medium or small.")] = "demonstration",
    noise: Annotated[str, typer.Option(help="usual; or hard: many spellings, faults in birth dates.")] = "usual",
    formats: Annotated[str, typer.Option(help="usual; or all: files of every format, some in archives.")] = "usual",
    canaries: Annotated[int, typer.Option(min=0, help="People under names that must turn up in nothing public.")] = 0,
    raw: Raw = None,
    derived: Derived = None,
    hand: Hand = None,
) -> None:
    """Write an invented delivery to rehearse on."""
    from pipeline.rehearse import run as invent

    out = out or _settings(raw, derived, hand).derived / "rehearsal" / "delivery"
    typer.echo(invent(out, seed, truth, world, size, noise, formats, canaries))


def _told(error: OSError) -> str:
    """An error of the system in a line, and what to do where the disk is full."""
    if lacks_room(error):
        return f"{NO_ROOM.capitalize()}.\n  Make room and run again: what was finished is kept."
    return f"{error.filename or 'The system'}: {error.strerror or error}"


def main() -> NoReturn:
    """Exit 0 where all went well, 1 on an expected fault (said in a line or two), 2 on a wrong command line."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        app()
    except Fault as fault:
        typer.echo(str(fault), err=True)
        sys.exit(1)
    except OSError as error:
        typer.echo(_told(error), err=True)
        sys.exit(1)
    except SystemExit as stopped:
        if stopped.code in (130, 143):
            typer.echo("Stopped. What the last run left is as it was.", err=True)
        raise
    sys.exit(0)
