"""The formats of file that are read, in words: what one row is, how its place is written, what is left out."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class FileFormat:
    """One line of formats.yml. place: an example of a locator; options: what `reader:` of SOURCE.yml may say."""

    format: str
    reader: str
    types: tuple[str, ...]
    endings: tuple[str, ...]
    row: str
    place: str
    options: tuple[str, ...]
    limits: str


@cache
def file_formats() -> tuple[FileFormat, ...]:
    """Every format, in the order of the list."""
    listed: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf8"))
    return tuple(
        FileFormat(**line | {name: tuple(line[name]) for name in ("types", "endings", "options")}) for line in listed
    )


def markdown() -> str:
    """The formats as a table of the dictionary."""
    heads = ("format", "endings", "one row is", "its place is written", "options", "what to know")
    lines = ["## File formats", "", f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for one in file_formats():
        options = ", ".join(f"`{name}`" for name in one.options)
        cells = (one.format, ", ".join(one.endings), one.row, f"`{one.place}`", options, one.limits)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
