"""How every number is defined, from definitions.yml; what every table and column means, from beside the models."""

from functools import cache
from typing import Any

import yaml

from pipeline.formats import file_formats
from pipeline.graph.dictionary import TableEntry, dictionary
from pipeline.language import N_, _
from pipeline.report.pages.base import Material, Page

CLOCKS = {
    "requested": N_("the year of the request"),
    "received": N_("the year the complaint was received"),
    "decided": N_("the year the complaint was decided"),
    "sent": N_("the year the message was sent"),
}


def definitions(m: Material) -> Page:
    """The page `definitions`: each measure and basis has an anchor of its own, such as #overturn_rate.on_merits."""
    return Page("definitions", _("Definitions"), "definitions.html.j2", {"measures": said_of(m)})


def said_of(m: Material) -> dict[str, Any]:
    """What definitions.yml says of each measure; nothing where there is no such file."""
    path = m.settings.hand / "definitions.yml"
    return yaml.safe_load(path.read_text("utf8")) if path.exists() else {}


def by_clocks(clocks: list[str]) -> str:
    """What places a case in a year, for a sentence of its own: "By the year of the request"."""
    told = [_(CLOCKS.get(clock, clock)) for clock in clocks]
    return _("By {clocks}", clocks=f" {_('or')} ".join(told))


@cache
def _entries() -> list[TableEntry]:
    """The dictionary, which is the same on the pages of every language."""
    return dictionary()


def tables() -> Page:
    """The page `dictionary`."""
    schemas: dict[str, list[TableEntry]] = {}
    for entry in _entries():
        schemas.setdefault(entry.table.split(".")[0], []).append(entry)
    holds = {"schemas": schemas, "formats": file_formats()}
    return Page("dictionary", _("Dictionary"), "dictionary.html.j2", holds)
