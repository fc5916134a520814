"""Figures as pages show them: copied into the site, with colours for a dark screen, a table and their alt text."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from markupsafe import Markup

from pipeline.report.figures import theme
from pipeline.report.figures.write import SUFFIXES
from pipeline.report.pages.base import table

COPIED = tuple(suffix for suffix in SUFFIXES if suffix != ".txt")

# What a figure's colours become on a dark screen. White lettering stays: it stands on the band and on dark tiles.
_DARK = {
    theme.INK: "#e9e7e2",
    theme.SOFT: "#a9adb3",
    theme.RULE: "#3a3f45",
    theme.BLUE: "#56b4e9",
    theme.VERMILLION: "#f0884a",
    theme.GREY: "#9aa0a6",
}
_PAPER = {"light": "#fffefb", "dark": "#15171a"}  # as in style.css
_HIDDEN = {"notice", "is_suppressed", "name", "rank", "column", "in_headline"}


@dataclass(frozen=True)
class Drawn:
    """One figure of the report: its name, both sizes in pixels, its alt text and its rows as a table."""

    name: str
    wide: tuple[int, int]
    narrow: tuple[int, int]
    alt: str
    table: Markup


def copy(name: str, source: Path, target: Path) -> Drawn:
    """Copy the files of a figure to the site."""
    for suffix in COPIED:
        if suffix.endswith(".svg"):
            svg = (source / f"{name}{suffix}").read_text("utf8")
            (target / f"{name}{suffix}").write_text(with_dark(svg), "utf8")
        else:
            shutil.copyfile(source / f"{name}{suffix}", target / f"{name}{suffix}")
    rows = pl.read_csv(source / f"{name}.csv", infer_schema_length=None)
    rows = rows.drop([column for column in rows.columns if column in _HIDDEN])
    return Drawn(
        name,
        _size(source / f"{name}.svg"),
        _size(source / f"{name}.narrow.svg"),
        (source / f"{name}.txt").read_text("utf8").strip(),
        table(rows, f"What is drawn: {name.replace('_', ' ')}"),
    )


def with_dark(svg: str) -> str:
    """The same SVG with rules of its own for a dark screen, so that it needs no second file."""
    rules = [f'[fill="{light}"]{{fill:{dark}}}[stroke="{light}"]{{stroke:{dark}}}' for light, dark in _DARK.items()]
    light, dark = (
        f'rect[fill="{theme.PAPER}"],path[fill="{theme.PAPER}"]{{fill:{paper}}}' for paper in _PAPER.values()
    )
    by_night = f"@media screen and (prefers-color-scheme:dark){{{''.join(rules)}{dark}}}"
    style = f"<style>@media screen{{{light}}}{by_night}</style>"
    return re.sub(r"(<svg[^>]*>)", lambda found: found.group(1) + style, svg, count=1)


def _size(path: Path) -> tuple[int, int]:
    found = re.search(r'width="(\d+)" height="(\d+)"', path.read_text("utf8")[:400])
    return (int(found.group(1)), int(found.group(2))) if found else (0, 0)
