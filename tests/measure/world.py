"""A small invented world of counts: three countries, what the models would hand to measure."""

import polars as pl

from pipeline import warehouse
from pipeline.graph.types import column_types
from pipeline.settings import Settings

RATE = (
    "measure",
    "basis",
    "unit",
    "country",
    "instrument",
    "year",
    "year_basis",
    "numerator",
    "denominator",
    "pending",
)
COUNT = ("measure", "unit", "country", "instrument", "year", "year_basis", "n")

RATES = [
    ("initial_pass_rate", "checked", "cases", "RUS", "WANTED", 2024, "requested", 900, 1000, 20),
    ("initial_pass_rate", "checked", "cases", "TUR", "WANTED", 2024, "requested", 540, 900, 0),
    ("initial_pass_rate", "checked", "cases", "ALL", "WANTED", 2024, "requested", 1500, 2000, 20),
    ("initial_pass_rate", "submitted", "cases", "RUS", "WANTED", 2024, "requested", 900, 1100, 20),
    ("complaint_rate", "per_circulated", "cases", "RUS", "green_notice", 2024, "received", 40, 30, None),
    ("complaint_rate", "per_circulated", "cases", "TUR", "green_notice", 2024, "received", 0, 20, None),
    ("overturn_rate", "on_merits", "cases", "RUS", "WANTED", 2024, "decided", 50, 100, None),
    ("overturn_rate", "on_merits", "cases", "TUR", "WANTED", 2024, "decided", 0, 30, None),
    ("overturn_rate", "on_merits", "cases", "RUS", "WANTED", 2024, "received", 0, 0, 7),
    ("overturn_rate", "received", "cases", "RUS", "WANTED", None, "received", 30, 60, 10),
    ("overturn_rate", "received", "cases", "ARM", "green_notice", None, "received", 3, 60, 0),
]
COUNTS = [
    ("complaints", "cases", "RUS", "WANTED", 2024, "received", 300),
    ("complaints", "cases", "TUR", "WANTED", 2024, "received", 100),
    ("complaints", "cases", "ARM", "WANTED", 2024, "received", 4),
    ("complaints", "cases", "ALL", "blue_notice", 2024, "received", 420),
    ("complaints", "cases", "RUS", "blue_notice", 2024, "received", 9),
]


def over_windows(rows):
    """The same cells over a window of years instead of a year."""
    at = len(rows[0]) - (5 if len(rows[0]) == len(RATE) else 3)
    return [(*row[:at], None, *row[at + 1 :], "decade_10") for row in rows]


def put(con, table, columns, rows):
    frame = pl.DataFrame(rows, schema=list(columns), orient="row", infer_schema_length=None)
    warehouse.write_table(con, table, frame)


def build_world(folder):
    """(settings, connection) with marts cells, windows, pairs and no claims."""
    con = warehouse.connect()
    for schema in warehouse.SCHEMAS:
        con.execute(f"create schema {schema}")
    put(con, "marts.rate_cells", RATE, RATES)
    put(con, "marts.count_cells", COUNT, COUNTS)
    put(con, "marts.window_rate_cells", (*RATE, "window"), over_windows(RATES))
    put(con, "marts.window_count_cells", (*COUNT, "window"), over_windows(COUNTS))
    con.execute("create table raw.pairs as select 'RUS' as country_a, 'TUR' as country_b")
    windows = [("decade_10", 2015, 2024, "ten years"), ("decade_11", 2014, 2024, "eleven years")]
    put(con, "raw.windows", ("window", "first_year", "last_year", "means"), windows)
    con.execute("create table raw.deliveries as select 'made' as delivery, 'Made up' as title, 'invented' as nature")
    con.execute(
        "create table raw.claims (id text, claim text, reported_by text, measure text, basis text, country text,"
        " comparator text, period text, operator text, value double, tolerance double, unit text, kind text, note text)"
    )
    put_empty(con)
    return Settings(derived=folder / "derived", hand=folder), con


def put_empty(con, schemas=("raw", "staged", "resolved", "marts")):
    """Every other table of these schemas, with its columns and no row."""
    for table, columns in sorted(column_types().items()):
        if table.split(".")[0] in schemas:
            listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
            con.execute(f"create table if not exists {table} ({listed})")
