"""CSV and TSV in the encodings of the offices that make them, with titles above the header."""

import csv
import io
from pathlib import Path

from pipeline.rehearse.rows import Row
from pipeline.rehearse.writers.cells import headers, texts


def write(path: Path, spec: dict, rows: list[Row]) -> None:
    """A broken row has too many cells or too few, by turns."""
    reader = spec["reader"]
    text = io.StringIO(newline="")
    text.writelines(title + "\r\n" for title in spec.get("titles", ()))
    table = csv.writer(text, delimiter=reader["delimiter"], lineterminator="\r\n")
    table.writerow(headers(spec))
    broken = 0
    for row in rows:
        cells = texts(spec, row)
        if row.is_broken:
            cells = cells[: len(cells) // 2] if broken % 2 else [*cells, "?", "?"]
            broken += 1
        table.writerow(cells)
    path.write_bytes(text.getvalue().encode(reader["encoding"]))
