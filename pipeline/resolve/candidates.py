"""`resolved.candidate_pairs`: pairs of descriptions that may be one person, how likely, and in which band."""

import duckdb
import polars as pl

from pipeline import warehouse
from pipeline.resolve.clusters import AUTOMATIC, BANDS, REVIEW
from pipeline.resolve.comparisons import COMPARISONS
from pipeline.resolve.scoring import Shares, open_copy, score
from pipeline.resolve.training import learn

# Pairs less likely than this are not kept: they can neither join nor part anybody.
LEAST_KEPT = 1e-6


WEIGHTS = {"comparison": pl.String, "level": pl.Int8, "says": pl.String, "m": pl.Float64, "u": pl.Float64}


def weigh(con: duckdb.DuckDBPyConnection) -> None:
    """Make `resolved.linkage_weights`.

    What each agreement is worth, learned from `resolved.descriptions` where they are many.
    """
    copy = open_copy(con)
    try:
        shares = learn(copy)
    finally:
        copy.close()
    rows = [
        (one.name, len(one.levels) - 1 - number, level.says, *shares[one.name, level.says])
        for one in COMPARISONS
        for number, level in enumerate(one.levels)
    ]
    warehouse.write_table(con, "resolved.linkage_weights", pl.DataFrame(rows, WEIGHTS, orient="row"))


def weights(con: duckdb.DuckDBPyConnection) -> Shares:
    """The shares that `resolved.linkage_weights` holds."""
    rows = con.execute("select comparison, says, m, u from resolved.linkage_weights").fetchall()
    return {(comparison, says): (m, u) for comparison, says, m, u in rows}


def compare(con: duckdb.DuckDBPyConnection) -> None:
    """Make `resolved.candidate_pairs` from `resolved.descriptions` and `resolved.linkage_weights`."""
    copy = open_copy(con)
    try:
        pairs = score(copy, weights(con), LEAST_KEPT)
    finally:
        copy.close()
    probability = pl.col("match_probability")
    automatic, review, no = BANDS
    band = (
        pl.when(probability >= AUTOMATIC)
        .then(pl.lit(automatic))
        .when(probability >= REVIEW)
        .then(pl.lit(review))
        .otherwise(pl.lit(no))
    )
    warehouse.write_table(con, "resolved.candidate_pairs", pairs.with_columns(band=band))
