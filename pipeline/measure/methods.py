"""Every table beyond rates, counts and comparisons: the methods, what could change the answer, the second count."""

import duckdb
import polars as pl

from pipeline.measure import second_count, specifications
from pipeline.measure.tables import TABLES, desk
from pipeline.settings import Settings

# Tables whose numbers prose speaks of: they stand in measures.json by name.
SPOKEN_OF = (
    *("clustered_rates", "shrunken", "funnel", "incidence", "statutory", "gray_tests", "missing", "policy"),
    *("standardised", "stratified", "specification_ranges", "after_refusal", "sequences", "proxy_pairs"),
)


def build(settings: Settings, con: duckdb.DuckDBPyConnection) -> dict[str, pl.DataFrame]:
    """The tables by name; none where comparisons.yml names no headline."""
    at = desk(con, settings)
    if at is None:
        return {}
    found = {name: table(at) for name, table in TABLES.items()}
    ways = specifications.table(at)
    found |= {"specifications": ways, "specification_ranges": specifications.ranges(at, ways)}
    return found | {"second_count": second_count.table(at)}


def warning(found: dict[str, pl.DataFrame]) -> str:
    """What the closing line adds where the two counts of a headline differ; nothing where they agree."""
    counted = found.get("second_count")
    apart = 0 if counted is None else counted.filter(~pl.col("agrees")).height
    return f"; {apart} headline figures DIFFER from the second count (measures.second_count)" if apart else ""
