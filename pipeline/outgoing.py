"""The commands for what leaves the desk, and for what is locked away, compared or forgotten."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline import run as stages
from pipeline.options import Derived, Hand, Raw
from pipeline.options import settings as _settings


def pdf(
    raw: Raw = None,
    derived: Derived = None,
    hand: Hand = None,
    language: Annotated[str, typer.Option(help="A language of the report, such as fr.")] = "en",
) -> None:
    """The finished report as one PDF with bookmarks (needs the system's Pango)."""
    typer.echo(stages.pdf(_settings(raw, derived, hand), language))


def press(
    out: Annotated[Path, typer.Option("--out", help="Folder to write.", resolve_path=True)],
    raw: Raw = None,
    derived: Derived = None,
    hand: Hand = None,
) -> None:
    """Write the folder for the graphics desk: figures, numbers, captions, method, licence, checksums."""
    typer.echo(stages.press(_settings(raw, derived, hand), out))


def reply(
    body: Annotated[str, typer.Argument(help="Who is asked: RUS, Russia, INTERPOL or CCF.")],
    raw: Raw = None,
    derived: Derived = None,
    hand: Hand = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write.", show_default="reply/CODE in --derived", resolve_path=True)
    ] = None,
) -> None:
    """The right-of-reply pack of a named body as DOCX and PDF: its numbers, their definitions, our questions."""
    typer.echo(stages.reply(_settings(raw, derived, hand), body, out))


def export(
    public: Annotated[Path, typer.Option("--public", help="Folder of the release to write.", resolve_path=True)],
    raw: Raw = None,
    derived: Derived = None,
    hand: Hand = None,
    earlier: Annotated[
        Path | None, typer.Option(help="The release before: both together give nothing away.", resolve_path=True)
    ] = None,
) -> None:
    """Write the tables that may leave the desk: small counts blanked, every file searched for names."""
    typer.echo(stages.export(_settings(raw, derived, hand), public, earlier))


def forget(
    delivery: Annotated[str, typer.Argument(help="Folder of the delivery, below --raw.")],
    raw: Raw = None,
    derived: Derived = None,
    hand: Hand = None,
    yes: Annotated[bool, typer.Option("--yes", help="It is meant: nothing of it can be had back.")] = False,
) -> None:
    """Delete a delivery and everything derived, and search for what is left of it."""
    from pipeline.protect.forget import run as forget_delivery

    typer.echo(forget_delivery(_settings(raw, derived, hand), delivery, yes))


def diff(
    before: Annotated[Path, typer.Argument(help="Derived folder of one build.", resolve_path=True)],
    after: Annotated[Path, typer.Argument(help="Derived folder of another.", resolve_path=True)],
) -> None:
    """What changed between two builds: inputs, definitions, models, rows, numbers."""
    from pipeline.difference import run as compare

    typer.echo(compare(before, after))


def vault(
    archive: Annotated[Path, typer.Argument(help="The encrypted archive, outside of --derived.", resolve_path=True)],
    derived: Derived = None,
    unlock: Annotated[bool, typer.Option("--open", help="Put back what was locked away.")] = False,
) -> None:
    """Lock everything derived into an encrypted archive; the key is asked for, or in ARTICLE3_VAULT_KEY."""
    from pipeline import vault as safe

    typer.echo((safe.unlock if unlock else safe.lock)(_settings(None, derived, None), archive))


COMMANDS = (pdf, press, reply, export, forget, diff, vault)
