"""SOURCE.yml of an invented delivery: the full, reviewed mapping of every file."""

from pathlib import Path
from typing import Any

import yaml

from pipeline.rehearse import public_list
from pipeline.rehearse.material import load
from pipeline.rehearse.plan import Files

TOP = {
    "title": "Invented registers, complaints and messages",
    "nature": "invented",
    "received": {"date": "2026-02-01", "from": "article3 rehearse", "by": "nobody"},
    "as_of": "2026-01-15",
    "terms": "invented data, free to use; no real person or case is meant",
}
KEPT = ("one_row_is", "record", "reader", "as_of", "constants", "columns")


def write(folder: Path, files: Files, seed: int, world: str) -> None:
    """Describe every file that is there; how many rows each has is said as what to expect."""
    specs = {path: _spec(load("files")[path], len(rows)) for path, rows in files.items() if rows}
    specs[public_list.PATH] = public_list.SPEC
    document = {**TOP, "title": f"{TOP['title']} (seed {seed}, world {world})", "files": specs}
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110)
    (folder / "SOURCE.yml").write_text("# INVENTED DATA, made by `article3 rehearse`.\n" + text, "utf8")


def _spec(spec: dict[str, Any], rows: int) -> dict[str, Any]:
    said = {key: spec[key] for key in KEPT if key in spec}
    if "extra" in spec:
        said["ignore"] = list(spec["extra"])
    return said
