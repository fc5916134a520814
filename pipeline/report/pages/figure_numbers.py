"""Where the numbers of a figure come from that no table of measures names: the query the figure reads."""

import re

from pipeline.report.figures.as_table import FIGURE
from pipeline.report.figures.catalogue import CATALOGUE, Reader
from pipeline.report.figures.told import TOLD
from pipeline.report.pages.base import Material

_TABLE = re.compile(r"\bfrom ((?:marts|measures|raw|resolved)\.\w+)")


def is_figure(name: str) -> bool:
    """Whether a name is that of a figure: "figure.request_flow"."""
    return name.startswith(f"{FIGURE}.")


def queries(m: Material, name: str) -> list[str]:
    """The queries of the figure of this name, its $names filled in."""
    reader = Reader(m.con, m.numbers, m.subject)
    CATALOGUE[name.removeprefix(f"{FIGURE}.")](reader)
    return reader.asked


def caption(name: str) -> str:
    """What the figure's table holds, not yet in the language spoken."""
    plain = name.removeprefix(f"{FIGURE}.")
    return TOLD[plain].caption if plain in TOLD else plain.replace("_", " ")


def where(asked: list[str]) -> str:
    """The place in the dictionary of the table that the first query reads."""
    found = _TABLE.search(asked[0]) if asked else None
    return f"dictionary.html#{found[1]}" if found else "dictionary.html"
