"""Pairs of descriptions and how likely each is one person.

Splink on a DuckDB of its own, so that nothing of it stays in ours.
"""

import logging
from collections.abc import Mapping
from typing import Any

import duckdb
import polars as pl
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.blocking_rule_library import CustomRule

from pipeline import warehouse
from pipeline.resolve.comparisons import BLOCKS, COMPARISONS, ELSE, Block, Comparison, prepare

# (comparison, level) -> (m, u)
Shares = Mapping[tuple[str, str], tuple[float, float]]

TABLE = "descriptions"
COLUMNS = (
    "description_id, skeleton, tokens, bones, sounds, abjad, abjad_name, is_arabic, heads, rarest, rare_sounds, "
    "father, birth_date_text, birth_day, birth_year, birth_md, sex, nationalities, countries, cases, tf_skeleton"
)

# One description in this many has another one of the same person, to begin with; never more than one in LEAST_PRIOR.
LEAST_PRIOR = 10_000

FIXED: Shares = {(one.name, level.says): (level.m, level.u) for one in COMPARISONS for level in one.levels}


def open_copy(con: duckdb.DuckDBPyConnection, table: str = "resolved.descriptions") -> duckdb.DuckDBPyConnection:
    """A database in memory that holds the descriptions and the functions the tests use."""
    copy = warehouse.connect()
    copy.register("given", con.sql(f"select {COLUMNS} from {table} order by description_id").to_arrow_table())
    copy.execute(f"create table {TABLE} as from given")
    copy.unregister("given")
    prepare(copy)
    logging.getLogger("splink").setLevel(logging.ERROR)
    return copy


def prior(n: int) -> float:
    """The chance that two descriptions taken at random are one person."""
    return 1 / max(n, LEAST_PRIOR)


def settings(shares: Shares, n: int) -> SettingsCreator:
    """What Splink is told: comparisons with their shares, the prior, the pairs to look at."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="description_id",
        probability_two_random_records_match=prior(n),
        comparisons=[_comparison(one, shares) for one in COMPARISONS],
        blocking_rules_to_generate_predictions=_blocks(),
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
    )


def _blocks() -> list[Any]:
    return [CustomRule(_agree(one), "duckdb", list(one.taken) or None) for one in BLOCKS]


def _agree(block: Block) -> str:
    return " and ".join([*(f"l.{column} = r.{column}" for column in block.columns), block.besides])


def _comparison(one: Comparison, shares: Shares) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {"sql_condition": one.missing, "label_for_charts": "missing", "is_null_level": True}
    ]
    for number, level in enumerate(one.levels):
        m, u = shares[one.name, level.says]
        told = {
            "sql_condition": "ELSE" if level.test == ELSE else level.test,
            "label_for_charts": level.says,
            "m_probability": m,
            "u_probability": u,
        }
        if one.name == "name" and number == 0:
            told |= {"tf_adjustment_column": "skeleton", "tf_adjustment_weight": 1.0}
        levels.append(told)
    return {"output_column_name": one.name, "comparison_levels": levels}


def score(copy: duckdb.DuckDBPyConnection, shares: Shares, least: float) -> pl.DataFrame:
    """Pairs with a probability of at least `least`, in order of their ids.

    Columns: left_id, right_id (left_id < right_id), match_probability, match_weight (bits), and the level of each
    comparison as a number, 0 for no agreement and -1 for missing.
    """
    n = _rows(copy)
    linker = Linker(_registered(copy), settings(shares, n), log_level=logging.ERROR)
    scored = linker.inference.predict(threshold_match_probability=least, warning_mode="never").physical_name
    levels = ", ".join(f"cast(gamma_{one.name} as tinyint) as {one.name}" for one in COMPARISONS)
    return copy.sql(
        f"""
        select
            least(description_id_l, description_id_r) as left_id,
            greatest(description_id_l, description_id_r) as right_id,
            round(match_probability, 6) as match_probability,
            round(match_weight, 3) as match_weight,
            {levels}
        from {scored}
        order by left_id, right_id
        """
    ).pl()


def _registered(copy: duckdb.DuckDBPyConnection) -> Any:
    return DuckDBAPI(copy).register(TABLE)


def _rows(copy: duckdb.DuckDBPyConnection) -> int:
    row = copy.execute(f"select count(*) from {TABLE}").fetchone()
    return row[0] if row else 0
