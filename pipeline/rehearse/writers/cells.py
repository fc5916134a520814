"""The cells of a row as one file has them, in the order of its columns."""

from pipeline.rehearse.rows import Row


def headers(spec: dict) -> dict[str, str]:
    """Header -> field, the columns that SOURCE.yml ignores by name at the end."""
    return {**spec["columns"], **spec.get("extra", {})}


def texts(spec: dict, row: Row) -> list[str]:
    """Every cell as text, "" where there is nothing; the items of a list joined."""
    return [_joined(row.cells.get(field)) for field in headers(spec).values()]


def _joined(value: str | list[str] | None) -> str:
    return "; ".join(value) if isinstance(value, list) else value or ""
