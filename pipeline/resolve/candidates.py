"""`resolved.candidate_pairs`: pairs of descriptions that may be one person, how likely, and in which band."""

import duckdb
import polars as pl

from pipeline import warehouse
from pipeline.resolve.clusters import AUTOMATIC, BANDS, REVIEW
from pipeline.resolve.scoring import open_copy, score
from pipeline.resolve.training import learn

# Pairs less likely than this are not kept: they can neither join nor part anybody.
LEAST_KEPT = 1e-6


def compare(con: duckdb.DuckDBPyConnection) -> None:
    """Make `resolved.candidate_pairs` from `resolved.descriptions`."""
    copy = open_copy(con)
    try:
        pairs = score(copy, learn(copy), LEAST_KEPT)
    finally:
        copy.close()
    probability = pl.col("match_probability")
    automatic, review, no = BANDS
    band = pl.when(probability >= AUTOMATIC).then(pl.lit(automatic)).when(probability >= REVIEW).then(pl.lit(review)).otherwise(pl.lit(no))
    warehouse.write_table(con, "resolved.candidate_pairs", pairs.with_columns(band=band))
