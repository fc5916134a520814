"""How much each agreement is worth in this delivery, learned without labels; with the fixed shares as a rail.

`u` is counted on pairs taken at random. `m` comes from expectation and maximisation over two sets of pairs: those
born the
same day teach what names of one person look like, those of the same name what birth dates do. A learned ratio may
leave the fixed
one by at most TWO_BITS: real files of a few faults of one kind teach little about it, and a wrong link is worse than
a missing one.
"""

import logging
from contextlib import suppress
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker, block_on
from splink.internals.exceptions import EMTrainingException

from pipeline.resolve.comparisons import COMPARISONS
from pipeline.resolve.scoring import FIXED, TABLE, Shares, settings

# Below the first number nothing is learned; above the second a sample of that size teaches.
ENOUGH, SAMPLE = 2_000, 50_000
SEED, RANDOM_PAIRS, TRAINING_PAIRS = 4, 2e5, 2e5
LEAST_SHARE, TWO_BITS = 1e-6, 4.0
TEACHERS = (("birth_day",), ("skeleton",))


def learn(copy: duckdb.DuckDBPyConnection) -> Shares:
    """m and u of every level: learned where there is enough to learn from, else the fixed ones.

    One thread, an ordered sample and a seed: the same descriptions teach the same shares.
    """
    row = copy.execute(f"select count(*) from {TABLE}").fetchone()
    if not row or row[0] < ENOUGH:
        return FIXED
    copy.execute("set threads = 1")
    copy.execute(f"create table sample as from {TABLE} order by md5(description_id) limit {SAMPLE}")
    linker = Linker(DuckDBAPI(copy).register("sample"), settings(FIXED, min(row[0], SAMPLE)), log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED, min_count_per_level=None)
    for columns in TEACHERS:
        with suppress(EMTrainingException):  # no two records agree on it: nothing to learn from
            linker.training.estimate_parameters_using_expectation_maximisation(
                block_on(*columns), max_pairs=TRAINING_PAIRS
            )
    learned = _shares(linker.misc.save_model_to_json())
    copy.execute("reset threads")
    copy.execute("drop table sample")
    return {key: _railed(key, learned) for key in FIXED}


def _shares(model: dict[str, Any]) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    return {
        (comparison["output_column_name"], level["label_for_charts"]): (
            level.get("m_probability"),
            level.get("u_probability"),
        )
        for comparison in model["comparisons"]
        for level in comparison["comparison_levels"]
    }


def _railed(
    key: tuple[str, str], learned: dict[tuple[str, str], tuple[float | None, float | None]]
) -> tuple[float, float]:
    """The learned shares of one level, their ratio at most TWO_BITS from the fixed one, four figures kept."""
    m, u = FIXED[key]
    if key[0] not in LEARNED:
        return m, u
    new_m, new_u = learned.get(key, (None, None))
    share = new_u if isinstance(new_u, float) and new_u > LEAST_SHARE else u
    fixed = m / u
    ratio = new_m / share if isinstance(new_m, float) and new_m > LEAST_SHARE else fixed
    ratio = min(max(ratio, fixed / TWO_BITS), fixed * TWO_BITS)
    return float(f"{min(ratio * share, 1.0):.4g}"), float(f"{share:.4g}")


LEARNED = frozenset(one.name for one in COMPARISONS if one.is_learned)
