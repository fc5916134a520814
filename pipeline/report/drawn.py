"""Figures as pages show them: pictures, with colours for a dark screen, charts that answer, tables and alt texts."""

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from markupsafe import Markup

from pipeline.report.figures import theme
from pipeline.report.figures.as_table import as_table
from pipeline.report.figures.write import SUFFIXES
from pipeline.results.subject import Subject

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
VEGA = "vega.js"


@dataclass(frozen=True)
class Drawn:
    """One figure of the report: its name, both sizes in pixels, its alt text and its rows as a table."""

    name: str
    wide: tuple[int, int]
    narrow: tuple[int, int]
    alt: str
    table: Markup


def copy(name: str, source: Path, subject: Subject, target: Path) -> Drawn:
    """Copy the files of a figure to the site, and make its table."""
    for suffix in COPIED:
        if suffix.endswith(".svg"):
            svg = (source / f"{name}{suffix}").read_text("utf8")
            (target / f"{name}{suffix}").write_text(with_dark(svg), "utf8")
        else:
            shutil.copyfile(source / f"{name}{suffix}", target / f"{name}{suffix}")
    (target / f"{name}.js").write_text(_chart(name, source / f"{name}.json"), "utf8")
    rows = pl.read_csv(source / f"{name}.csv", infer_schema_length=None)
    return Drawn(
        name,
        _size(source / f"{name}.svg"),
        _size(source / f"{name}.narrow.svg"),
        (source / f"{name}.txt").read_text("utf8").strip(),
        as_table(name, rows, subject),
    )


def _chart(name: str, spec: Path) -> str:
    """A script that holds the spec of both forms: a page that is opened from disk may fetch no JSON."""
    wide = json.loads(spec.read_text("utf8"))
    narrow = wide.pop("usermeta")["narrow"]
    chart = {"datasets": {**narrow.pop("datasets", {}), **wide.pop("datasets", {})}, "wide": wide, "narrow": narrow}
    held = json.dumps(chart, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"(window.article3 ||= {{}})[{json.dumps(name)}] = {held};\n"


def scripts(html: str, root: str) -> str:
    """The same page with the scripts of the figures it shows; a page without a figure has none.

    root  the way to the folder of the site, where the library is
    """
    names = re.findall(r'<figure class="figure" id="figure-(\w+)"', html)
    sources = [f"{root}{VEGA}", *(f"figures/{name}.js" for name in names), f"{root}charts.js"] if names else []
    tags = "".join(f'<script src="{source}" defer></script>\n' for source in sources)
    return html.replace("</head>", f"{tags}</head>", 1)


def with_dark(svg: str) -> str:
    """The same SVG with rules of its own for a dark screen, so that it needs no second file."""
    return re.sub(r"(<svg[^>]*>)", lambda found: f"{found[1]}<style>{colours()}</style>", svg, count=1)


def colours(within: str = "") -> str:
    """Rules that set a figure on the paper of the page, by day and by night.

    within  a selector of what holds the figures, where the rules are not the figure's own
    """
    at = f"{within} " if within else ""
    rules = [
        f'{at}[fill="{light}"]{{fill:{dark}}}{at}[stroke="{light}"]{{stroke:{dark}}}' for light, dark in _DARK.items()
    ]
    light, dark = (
        f'{at}rect[fill="{theme.PAPER}"],{at}path[fill="{theme.PAPER}"]{{fill:{paper}}}' for paper in _PAPER.values()
    )
    return f"@media screen{{{light}}}@media screen and (prefers-color-scheme:dark){{{''.join(rules)}{dark}}}"


def _size(path: Path) -> tuple[int, int]:
    found = re.search(r'width="(\d+)" height="(\d+)"', path.read_text("utf8")[:400])
    return (int(found.group(1)), int(found.group(2))) if found else (0, 0)
