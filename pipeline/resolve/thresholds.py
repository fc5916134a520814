"""`resolved.links_at`: who would be whom if pairs were joined from another probability on.

Nothing is scored again: the pairs are those of `resolved.candidate_pairs`, the rules on groups and what people judged
are the same. Only records that would be of another person than in `resolved.links` have a row.
"""

import duckdb
import polars as pl

from pipeline import warehouse
from pipeline.resolve.judgements import Judgement
from pipeline.resolve.people import groups, judged_records, links

# What a threshold is called, and the least probability that joins. Above 1 nothing is joined but by rule and by people.
THRESHOLDS = {"rule": 1.1, "0.99": 0.99, "0.95": 0.95, "0.80": 0.80, "0.50": 0.50}


def link_at(con: duckdb.DuckDBPyConnection, judgements: list[Judgement]) -> None:
    """Make `resolved.links_at` from `resolved.candidate_pairs`, `resolved.described` and `resolved.links`."""
    records, judged = judged_records(con, judgements)
    published = con.sql("select record_id, person_id as published from resolved.links").pl()
    frames = []
    for name, least in THRESHOLDS.items():
        at = links(records, groups(con, judged, least)).join(published, on="record_id")
        other = at.filter(pl.col("person_id") != pl.col("published"))
        frames.append(other.select(pl.lit(name).alias("threshold"), "record_id", "person_id"))
    warehouse.write_table(con, "resolved.links_at", pl.concat(frames).sort("threshold", "record_id"))
