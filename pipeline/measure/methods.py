"""Every table beyond rates, counts and comparisons: the methods, what could change the answer, the second count."""

import duckdb
import polars as pl

from pipeline.measure import second_count, specifications
from pipeline.measure.by_name import RATE
from pipeline.measure.tables import TABLES, desk
from pipeline.settings import Settings

# Names in measures.json: the columns of a table that make one, after a word of its own, in this order;
# one that is null is left out of the name.
_NAMED = {
    "clustered_rates": ("clustered", ("measure", "basis", "country", "instrument", "period", "year_basis")),
    "shrunken": ("shrunken", ("measure", "basis", "country", "instrument", "window", "year_basis")),
    "incidence": ("incidence", ("outcome", "country", "instrument", "window", "months")),
    "statutory": ("in_time", ("complaint_kind", "country", "instrument", "window", "months")),
    "missing": ("missing", ("measure", "basis", "country", "instrument", "period", "year_basis")),
    "policy": ("policy", ("event_id", "kind", "country", "instrument", "period")),
    "after_refusal": ("after_refusal", ("basis", "watched", "country", "instrument", "days")),
    "sequences": ("sequences", ("measure", "basis", "country", "year", "days")),
    "proxy_pairs": ("proxies", ("basis", "country", "other_country", "days")),
    "specification_ranges": ("specifications", ("question",)),
}


def build(settings: Settings, con: duckdb.DuckDBPyConnection) -> dict[str, pl.DataFrame]:
    """The tables by name; none where comparisons.yml names no headline."""
    at = desk(con, settings)
    if at is None:
        return {}
    found = {name: table(at) for name, table in TABLES.items()}
    ways = specifications.table(at)
    found |= {"specifications": ways, "specification_ranges": specifications.ranges(at, ways)}
    return found | {"second_count": second_count.table(at)}


def named(found: dict[str, pl.DataFrame]) -> list[pl.DataFrame]:
    """Name and entry (JSON text) of the rows that prose speaks of, for derived/measures.json."""
    return [_entries(found[table], *how) for table, how in _NAMED.items() if table in found]


def warning(found: dict[str, pl.DataFrame]) -> str:
    """What the closing line adds where the two counts of a headline differ; nothing where they agree."""
    counted = found.get("second_count")
    apart = 0 if counted is None else counted.filter(~pl.col("agrees")).height
    return f"; {apart} headline figures DIFFER from the second count (measures.second_count)" if apart else ""


def _entries(table: pl.DataFrame, start: str, parts: tuple[str, ...]) -> pl.DataFrame:
    name = pl.concat_str(
        pl.lit(start), *(pl.col(part).cast(pl.String) for part in parts), separator=".", ignore_nulls=True
    )
    kept = [column for column in (*RATE, "n", "ways", "flipping", "least", "most") if column in table.columns]
    return table.select(name.alias("name"), pl.struct(kept).struct.json_encode().alias("entry"))
