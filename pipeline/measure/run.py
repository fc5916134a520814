"""The stage: cells of counts in, every published number out."""

import duckdb
import polars as pl

from pipeline import warehouse
from pipeline.measure import by_name, comparison_table, count_table, ledger, methods, naming, rate_table
from pipeline.measure.cells import COUNT_KEYS, RATE_KEYS, read, with_window
from pipeline.measure.linkage import sensitivity
from pipeline.measure.linkage import table as linkage
from pipeline.protect.marks import marked
from pipeline.settings import Settings


def run(settings: Settings, con: duckdb.DuckDBPyConnection) -> str:
    """Fill the schema `measures`, its Parquet files and derived/measures.json; returns the closing line.

    Reads marts.rate_cells, marts.count_cells, marts.window_rate_cells, marts.window_count_cells, raw.pairs; for the
    methods marts.requests, marts.complaints and what is made of them; for the second count staged and resolved rows;
    and for the ledger of claims raw.claims, raw.windows and the published figures.
    """
    tables = _yearly_and_windowed(con)
    kept = [_keep(con, settings, name, frame) for name, frame in tables.items()]
    found = methods.build(settings, con)
    made = {name: _keep(con, settings, name, frame) for name, frame in found.items()}
    intervals = linkage.table(con)
    _keep(con, settings, "linkage_intervals", intervals)
    _keep(con, settings, "linkage_sensitivity", sensitivity.table(con, intervals))
    claims, readings = ledger.build(settings, con)
    claims = _keep(con, settings, "claims", claims)
    _keep(con, settings, "claim_readings", readings)
    spoken_of = [made[name] for name in methods.SPOKEN_OF if name in made]
    by_name.write([by_name.named(frame) for frame in (*kept, *spoken_of, claims)], settings.derived / "measures.json")
    _keep_definitions(settings)
    verdicts = ", ".join(f"{n} {verdict}" for verdict, n in claims["verdict"].value_counts().sort("verdict").rows())
    return (
        f"{tables['rates'].height:,} rates, {tables['counts'].height:,} counts and {tables['comparisons'].height:,} "
        f"comparisons measured; {claims.height} claims: {verdicts or 'none'}{methods.warning(found)}"
    )


def _keep_definitions(settings: Settings) -> None:
    """The definitions these numbers were counted by, beside them: `article3 diff` compares them between builds."""
    said, kept = settings.hand / "definitions.yml", settings.derived / "definitions.yml"
    if said.exists():
        aside = kept.with_suffix(".yml.writing")
        aside.write_bytes(said.read_bytes())
        aside.replace(kept)
    else:
        kept.unlink(missing_ok=True)


def _yearly_and_windowed(con: duckdb.DuckDBPyConnection) -> dict[str, pl.DataFrame]:
    """The six tables of numbers: rates, counts and comparisons, by year and by window of years."""
    pairs = con.sql("select country_a, country_b from raw.pairs order by country_a, country_b").pl()
    tables = {}
    for prefix, source in (("", "marts."), ("window_", "marts.window_")):
        rate_keys, count_keys = (with_window(k) if prefix else list(k) for k in (RATE_KEYS, COUNT_KEYS))
        cells = read(con, f"{source}rate_cells", [*rate_keys, "numerator", "denominator", "pending"])
        rates = rate_table.table(cells, rate_keys)
        counts = count_table.table(read(con, f"{source}count_cells", [*count_keys, "n"]), count_keys)
        tables[f"{prefix}rates"], tables[f"{prefix}counts"] = rates, counts
    spans = con.sql('select "window", first_year, last_year from raw.windows order by all').fetchall()
    tables = marked(tables, {name: (first, last) for name, first, last in spans})
    for prefix in ("", "window_"):
        rates, counts = tables[f"{prefix}rates"], tables[f"{prefix}counts"]
        keys = with_window(RATE_KEYS) if prefix else RATE_KEYS
        tables[f"{prefix}comparisons"] = comparison_table.table(rates, counts, pairs, keys)
    return tables


def _keep(con: duckdb.DuckDBPyConnection, settings: Settings, name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Write a table with the names of its numbers; gives it back as written."""
    frame = naming.numbered(name, frame)
    warehouse.write_table(con, f"measures.{name}", frame)
    warehouse.export_table(con, f"measures.{name}", settings)
    return frame
