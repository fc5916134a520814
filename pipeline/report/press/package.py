"""datapackage.json: the tables of the pack as a Frictionless Data Package, each with the schema of its columns."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.report.figures.theme import INVENTED
from pipeline.report.press.caption import Caption
from pipeline.results.subject import Subject
from pipeline.settings import SMALLEST_CELL

PROFILE = "tabular-data-package"
MEANS = {
    "value": "the share (0 to 1), ratio or figure that is drawn",
    "low": "lower end of the 95 % interval",
    "high": "upper end of the 95 % interval",
    "bound_low": "the lowest it can be, however open cases end",
    "bound_high": "the highest it can be, however open cases end",
    "n": "cases",
    "numerator": "cases above the line",
    "denominator": "cases below the line",
    "country": "ISO 3166-1 alpha-3; ALL for all countries",
    "instrument": "kind of notice or diffusion; WANTED for red notices and red diffusions together",
    "year": "calendar year",
    "is_suppressed": f"true where a count from 1 to {SMALLEST_CELL - 1}, or one from which it follows, is left blank",
    "notice": "says that the data are invented",
}
_TYPES = {pl.Boolean: "boolean", pl.Int64: "integer", pl.Float64: "number"}


def write(folder: Path, about: Subject, captions: list[Caption], terms: list[str]) -> None:
    """One resource for each figure's CSV, in the order of the figures."""
    document: dict[str, Any] = {
        "profile": PROFILE,
        "name": "article3-press",
        "title": "Figures on notices, diffusions and complaints",
        "description": f"{INVENTED}. " * about.invented + "The numbers behind each figure, small counts blank.",
        "licenses": [{"name": "see-licence", "path": "LICENCE.txt", "title": "; ".join(terms) or "not stated"}],
        "sources": [{"title": about.source}],
        "resources": [_resource(folder, caption) for caption in captions],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    (folder / "datapackage.json").write_text(text + "\n", "utf8")


def _resource(folder: Path, caption: Caption) -> dict[str, Any]:
    path = f"figures/{caption.name}.csv"
    table = pl.read_csv(folder / path, infer_schema_length=None)
    return {
        "profile": "tabular-data-resource",
        "name": caption.name.replace("_", "-"),
        "path": path,
        "title": caption.headline,
        "description": f"{INVENTED}. " * caption.invented + caption.subtitle,
        "sources": [{"title": caption.source}],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [_field(name, kind) for name, kind in table.schema.items()], "missingValues": [""]},
    }


def _field(name: str, kind: Any) -> dict[str, str]:
    field = {"name": name, "type": _TYPES.get(kind, "string")}
    return {**field, "description": MEANS[name]} if name in MEANS else field
