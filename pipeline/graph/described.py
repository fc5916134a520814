"""What people wrote about a table: sql/<schema>/<table>.yml, with its columns in words and its unit rows."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import Fault
from pipeline.settings import SQL

PRIVACY = ("public", "name", "birth_date", "reference", "free_text", "id", "count")
_PARTS = {"is", "made_by", "reads", "columns", "tests"}


@dataclass(frozen=True)
class Column:
    """One column in words. `type` is given where Python makes the table and no schema says it."""

    means: str
    privacy: str
    type: str | None = None


@dataclass(frozen=True)
class Description:
    """One yml file. `made_by` and `reads` are set where Python makes the table; a SQL model says them itself."""

    table: str
    place: str
    says: str = ""
    made_by: str = ""
    reads: tuple[str, ...] = ()
    columns: dict[str, Column] = field(default_factory=dict)
    tests: tuple[dict[str, Any], ...] = ()


def descriptions(folder: Path = SQL) -> dict[str, Description]:
    """Every description below `folder`, by table name. Fault where a file is not of this shape."""
    found = (_read(path) for path in sorted(folder.glob("*/*.yml")))
    return {description.table: description for description in found}


def _read(path: Path) -> Description:
    place = "/".join(path.parts[-3:])
    try:
        parts = yaml.load(path.read_text("utf8"), Loader=yaml.CSafeLoader) or {}  # ten times as fast
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Fault(f"{place}, line {line}", f"not readable as YAML: {error.problem}", "Correct the line.") from None
    if not isinstance(parts, dict) or set(parts) - _PARTS:
        raise Fault(place, "holds something else than a description", f"Expected the keys {', '.join(sorted(_PARTS))}.")
    return Description(
        table=f"{path.parent.name}.{path.stem}",
        place=place,
        says=parts.get("is", ""),
        made_by=parts.get("made_by", ""),
        reads=tuple(parts.get("reads", ())),
        columns={name: _column(place, name, said) for name, said in parts.get("columns", {}).items()},
        tests=tuple(parts.get("tests") or ()),
    )


def _column(place: str, name: str, said: Any) -> Column:
    if not isinstance(said, dict) or not said.get("is") or said.get("privacy") not in PRIVACY:
        shape = f"{name}: {{is: …, privacy: one of {', '.join(PRIVACY)}}}"
        raise Fault(place, f"column '{name}' is not described", f"Expected {shape}.")
    return Column(str(said["is"]), said["privacy"], said.get("type"))
