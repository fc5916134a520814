"""The tables of the methods: `measures.<name>` by name, each from the desk of one run."""

from collections.abc import Callable

import polars as pl

from pipeline.measure.tables import (
    after_refusal_table,
    clustered_table,
    funnel_table,
    incidence_table,
    intervals_table,
    missing_table,
    outlier_table,
    policy_table,
    proxy_table,
    screening_table,
    sequence_table,
    shrunken_table,
    standardised_table,
)
from pipeline.measure.tables.desk import Desk, desk

TABLES: dict[str, Callable[[Desk], pl.DataFrame]] = {
    "funnel": funnel_table.table,
    "shrunken": shrunken_table.table,
    "clustered_rates": clustered_table.table,
    "incidence": incidence_table.curves,
    "gray_tests": incidence_table.tests,
    "statutory": incidence_table.statutory,
    "intervals": intervals_table.table,
    "missing": missing_table.table,
    "policy": policy_table.table,
    "standardised": standardised_table.direct_and_indirect,
    "stratified": standardised_table.mantel_haenszel,
    "screening": screening_table.table,
    "outliers": outlier_table.table,
    "after_refusal": after_refusal_table.table,
    "sequences": sequence_table.table,
    "proxy_pairs": proxy_table.table,
}

__all__ = ["TABLES", "Desk", "desk"]
