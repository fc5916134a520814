"""One writer for each format. Each gets the path, what files.yml says of the file, and its rows; same rows, same bytes."""

from pathlib import Path

from pipeline.rehearse.rows import Row
from pipeline.rehearse.writers import delimited, nested, parquet, workbook

BY_SUFFIX = {
    ".csv": delimited.write,
    ".tsv": delimited.write,
    ".xlsx": workbook.write,
    ".json": nested.write_json,
    ".jsonl": nested.write_jsonl,
    ".parquet": parquet.write,
}


def write(path: Path, spec: dict, rows: list[Row]) -> None:
    """Write the file in the format of its suffix."""
    path.parent.mkdir(parents=True, exist_ok=True)
    BY_SUFFIX[path.suffix](path, spec, rows)
