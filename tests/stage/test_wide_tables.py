"""A table with a column for each date becomes a row for each cell, where SOURCE.yml says so, from every format."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline.rehearse.formats import office, pdfs
from pipeline.run import run
from pipeline.settings import Settings

ROWS = [
    ["Country", "2023-01-01", "01.01.2024", "Total"],
    ["Russia", "1 200", "1300", "2500"],
    ["Turkey", "700", "", "700"],
]
SOURCE = """title: INVENTED stocks
nature: invented
received: 2024-02-01
files:
  "stocks.*":
    record: snapshots
    reader: {reader}
    columns: {{Country: country}}
    {ignore}
    unpivot: {{headers: as_of, cells: n}}
"""


def page(rows: list[list[str]]) -> bytes:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><body><table>{body}</table></body></html>".encode()


FILES = {
    "stocks.csv": ("\n".join(";".join(row) for row in ROWS).encode(), "{}"),
    "stocks.xlsx": (office.xlsx({"Stocks": ROWS}), "{}"),
    "stocks.docx": (office.docx(["Stocks"], ROWS), "{parts: tables}"),
    "stocks.pdf": (pdfs.pdf([pdfs.table_page(ROWS)]), "{parts: tables}"),
    "stocks.html": (page(ROWS), "{parts: tables}"),
}


def staged(tmp_path: Path, name: str, ignore: str) -> tuple[list[tuple], list[tuple]]:
    """Rows of staged.snapshots, and of audit.records or else the reason why the file failed."""
    content, reader = FILES[name]
    folder = tmp_path / "raw" / "stocks"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(content)
    (folder / "SOURCE.yml").write_text(SOURCE.format(reader=reader, ignore=ignore))
    settings = Settings(raw=tmp_path / "raw", derived=tmp_path / "derived")
    run(settings, "stage", lambda line: None)
    with duckdb.connect(str(settings.derived / "article3.duckdb"), read_only=True) as con:
        rows = con.execute("select country, as_of, n, source_locator from staged.snapshots order by all").fetchall()
        accounts = con.execute("select rows_found, rows_staged, rows_quarantined from audit.records").fetchall()
        failed = con.execute("select reason from audit.files where status = 'failed'").fetchall()
    return rows, accounts or failed


@pytest.mark.parametrize("name", FILES)
def test_every_cell_that_is_filled_is_a_row(tmp_path, name):
    rows, accounts = staged(tmp_path, name, "ignore: [Total]")
    assert [row[:3] for row in rows] == [
        ("RUS", date(2023, 1, 1), 1200),
        ("RUS", date(2024, 1, 1), 1300),
        ("TUR", date(2023, 1, 1), 700),
    ]
    assert rows[1][3].endswith(", column 01.01.2024")
    assert accounts == [(3, 3, 0)]


def test_a_heading_that_is_no_date_stops_the_file(tmp_path):
    rows, failed = staged(tmp_path, "stocks.csv", "")
    assert rows == [] and "no as_of: Total" in failed[0][0]
