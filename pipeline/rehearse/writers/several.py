"""Two tables in one delimited file, each with its headers in another order, comments and the headers again between."""

from pathlib import Path

from pipeline.rehearse.rows import Row
from pipeline.rehearse.writers.cells import headers, texts

COMMENT = "# INVENTED DATA"
AGAIN = 20  # rows after which the headers stand again


def write(path: Path, spec: dict, rows: list[Row]) -> None:
    """The first half under the usual headers, the rest under the same ones turned round."""
    half = (len(rows) + 1) // 2
    reader = spec["reader"]
    lines = ["Premier tableau", *_table(spec, rows[:half], reader["delimiter"], 1), ""]
    lines += ["Second tableau", *_table(spec, rows[half:], reader["delimiter"], -1)]
    path.write_bytes("".join(line + "\r\n" for line in lines).encode(reader["encoding"]))


def _table(spec: dict, rows: list[Row], delimiter: str, order: int) -> list[str]:
    head = delimiter.join(list(headers(spec))[::order])
    lines = [head]
    for number, row in enumerate(rows, 1):
        cells = texts(spec, row)[::order]
        if row.is_broken:
            cells = [*cells, "?", "?"]
        lines.append(delimiter.join(cells))
        if number % AGAIN == 0:
            lines.append(head)
    return lines
