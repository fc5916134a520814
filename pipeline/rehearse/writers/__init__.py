"""One writer for each format: it gets the path, what files.yml says of the file, and its rows."""

from pathlib import Path

from pipeline.rehearse.rows import Row
from pipeline.rehearse.writers import delimited, mail, nested, parquet, workbook

BY_SUFFIX = {
    ".csv": delimited.write,
    ".tsv": delimited.write,
    ".xlsx": workbook.write,
    ".json": nested.write_json,
    ".jsonl": nested.write_jsonl,
    ".parquet": parquet.write,
    ".txt": mail.write_txt,
    ".eml": mail.write_eml,
}


def write(path: Path, spec: dict, rows: list[Row]) -> None:
    """Write the file in the format of its suffix."""
    path.parent.mkdir(parents=True, exist_ok=True)
    BY_SUFFIX[path.suffix](path, spec, rows)
