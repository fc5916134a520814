"""What must hold of a table's columns before a single row of it is staged: each has its place in the mapping."""

from pipeline.errors import Fault
from pipeline.fields import MESSAGE_COLUMNS, are_our_messages
from pipeline.mapping import Mapping


def fitted(place: str, columns: list[str], mapping: Mapping) -> dict[str, str]:
    """Header -> field for this table. Fault where a column has no place, or a mapped one is not there.

    A table of our own message reader has only the columns that its messages fill: of those none is missed.
    """
    unknown = [column for column in columns if column not in {*mapping.columns, *mapping.ignore}]
    absent = [column for column in mapping.columns if column not in columns]
    if are_our_messages(columns):
        absent = [column for column in absent if column not in MESSAGE_COLUMNS]
    found = [
        f"{what}: {', '.join(names)}"
        for what, names in (("columns neither mapped nor ignored", unknown), ("mapped columns not found", absent))
        if names
    ]
    if found:
        do = "Map each column in SOURCE.yml or name it under `ignore`; `article3 describe` drafts a mapping."
        raise Fault(place, "; ".join(found), do)
    if not mapping.columns:
        raise Fault(place, "no column is mapped", "Say under `columns` in SOURCE.yml which header is which field.")
    if twice := sorted({*mapping.columns.values()} & {*mapping.constants}):
        raise Fault(place, f"both a column and a constant are {', '.join(twice)}", "Keep one of them in SOURCE.yml.")
    if {"name", "family_name"} <= {*mapping.columns.values()}:
        raise Fault(place, "both `name` and `family_name` are mapped", "A forename goes with either: keep one of them.")
    return {column: field for column, field in mapping.columns.items() if column in columns}


def left_out(columns: list[str], mapping: Mapping) -> list[str]:
    """Columns of the table that no field takes."""
    return [column for column in columns if column not in mapping.columns]


def reason(fault: Fault) -> str:
    """A fault as one line of audit.files."""
    return " ".join(f"{fault.found}. {fault.do}".split())
