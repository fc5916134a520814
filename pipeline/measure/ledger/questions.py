"""What can be asked: each question by the word that claim_readings.yml uses for it."""

from collections.abc import Callable

import duckdb

from pipeline.measure.ledger import from_numbers, from_rows
from pipeline.measure.ledger.finding import Finding
from pipeline.measure.ledger.reading import Reading

QUESTIONS: dict[str, Callable[[duckdb.DuckDBPyConnection, Reading], Finding]] = {
    "count": from_numbers.count,
    "ratio": from_numbers.ratio,
    "rank": from_numbers.rank,
    "rate": from_numbers.rate,
    "rate_rank": from_numbers.rate_rank,
    "apart": from_numbers.apart,
    "trend": from_numbers.trend,
    "table": from_rows.table,
    "most_per_person": from_rows.most_per_person,
    "case": from_rows.case,
    "figure": from_rows.figure,
    "figure_ratio": from_rows.figure_ratio,
    "policy_date": from_rows.policy_date,
    "nothing": from_rows.nothing,
}
