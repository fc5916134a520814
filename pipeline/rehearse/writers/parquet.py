"""Parquet with typed columns: dates are dates."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.rehearse.rows import Row

DATES = ("checked_on", "as_of")


def write(path: Path, spec: dict, rows: list[Row]) -> None:
    """Fields of DATES as days, all others as text."""
    columns = {header: _column(field, rows) for header, field in spec["columns"].items()}
    pq.write_table(pa.table(columns), path, compression="zstd")


def _column(field: str, rows: list[Row]) -> pa.Array:
    values = [row.cells.get(field) for row in rows]
    if field not in DATES:
        return pa.array(values, pa.string())
    return pa.array([date.fromisoformat(str(value)) if value else None for value in values], pa.date32())
