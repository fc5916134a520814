"""A SQLite file with one table."""

import sqlite3
from pathlib import Path

from pipeline.rehearse.rows import Row
from pipeline.rehearse.writers.cells import headers, texts


def write(path: Path, spec: dict, rows: list[Row]) -> None:
    names = ", ".join('"' + name.replace('"', '""') + '"' for name in headers(spec))
    con = sqlite3.connect(path)
    con.execute(f"create table requests ({names})")
    marks = ", ".join("?" * len(headers(spec)))
    con.executemany(f"insert into requests values ({marks})", [texts(spec, row) for row in rows])
    con.commit()
    con.close()
