"""SOURCE.yml of an invented delivery: the full, reviewed mapping of every file."""

from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from pipeline.rehearse import packing, public_list, reports
from pipeline.rehearse.material import all_files, load
from pipeline.rehearse.plan import Files

TOP = {
    "title": "Invented registers, complaints and messages",
    "nature": "invented",
    "received": {"date": "2026-02-01", "from": "article3 rehearse", "by": "nobody"},
    "as_of": "2026-01-15",
    "terms": "invented data, free to use; no real person or case is meant",
}
KEPT = ("one_row_is", "record", "reader", "as_of", "constants", "columns", "tables")


def write(folder: Path, files: Files, seed: int, world: str) -> None:
    """Describe every file that is there, with the rows to expect in it where it is named alone."""
    specs = {
        packing.final(name): _spec(spec, len(files.get(name, ())))
        for name, spec in all_files().items()
        if _is_there(name, files)
    }
    specs[public_list.PATH] = public_list.SPEC
    if reports.STOCK in files:
        specs |= dict.fromkeys(load("reports")["files"], reports.REPORT) | {reports.STOCK: reports.STOCK_SPEC}
    locked = {name.split(packing.WITHIN)[0] for name in specs if "locked" in name}
    specs |= {archive: {"password_env": packing.PASSWORD_ENV} for archive in sorted(locked)}
    document = {**TOP, "title": f"{TOP['title']} (seed {seed}, world {world})", "files": specs}
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110)
    (folder / "SOURCE.yml").write_text("# INVENTED DATA, made by `article3 rehearse`.\n" + text, "utf8")


def _spec(spec: dict[str, Any], rows: int) -> dict[str, Any]:
    said = {key: spec[key] for key in KEPT if spec.get(key) is not None}
    if "extra" in spec:
        said["ignore"] = list(spec["extra"])
    if rows:
        said["expect"] = {"rows": [1, rows]}
    return said


def _is_there(name: str, files: Files) -> bool:
    return any(rows and fnmatchcase(path, name) for path, rows in files.items())
