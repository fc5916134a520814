"""How every number is defined, from definitions.yml; what every table and column means, from beside the models."""

from typing import Any

import yaml

from pipeline.graph.dictionary import TableEntry, dictionary
from pipeline.report.pages.base import Material, Page

CLOCKS = {
    "requested": "the year of the request",
    "received": "the year the complaint was received",
    "decided": "the year the complaint was decided",
    "sent": "the year the message was sent",
}


def definitions(m: Material) -> Page:
    """The page `definitions`: each measure and basis has an anchor of its own, such as #overturn_rate.on_merits."""
    path = m.settings.hand / "definitions.yml"
    said: dict[str, Any] = yaml.safe_load(path.read_text("utf8")) if path.exists() else {}
    return Page("definitions", "Definitions", "definitions.html.j2", {"measures": said, "clocks": CLOCKS})


def tables() -> Page:
    """The page `dictionary`."""
    entries = dictionary()
    schemas: dict[str, list[TableEntry]] = {}
    for entry in entries:
        schemas.setdefault(entry.table.split(".")[0], []).append(entry)
    return Page("dictionary", "Dictionary", "dictionary.html.j2", {"schemas": schemas}, is_listed=False)
