"""The options that many commands share, and the settings they make."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.settings import Settings

Raw = Annotated[
    Path | None, typer.Option("--raw", help="Folder of deliveries.", show_default="data/raw", resolve_path=True)
]
Derived = Annotated[
    Path | None,
    typer.Option("--derived", help="Folder for everything made.", show_default="data/derived", resolve_path=True),
]
Hand = Annotated[
    Path | None,
    typer.Option("--hand", help="Folder of what people typed.", show_default="data/raw/hand", resolve_path=True),
]
AcceptDrafts = Annotated[bool, typer.Option("--accept-drafts", help="Read files by mappings no person has reviewed.")]
AcceptChanges = Annotated[
    bool, typer.Option("--accept-changes", help="Take a file that differs from the one first received.")
]
Strict = Annotated[bool, typer.Option("--strict", help="End with 1 where a file could not be read.")]


def settings(
    raw: Path | None, derived: Path | None, hand: Path | None, accept_drafts: bool = False, accept_changes: bool = False
) -> Settings:
    """Settings with the folders given; those left out are the project's own."""
    own = Settings()
    return Settings(
        raw=raw or own.raw,
        derived=derived or own.derived,
        hand=hand or own.hand,
        accept_drafts=accept_drafts,
        accept_changes=accept_changes,
    )
