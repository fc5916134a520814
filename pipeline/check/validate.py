"""Great Expectations behind one small class: a pandas frame and a suite in, plain results out."""

import os
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # before the import: nothing is ever sent

import great_expectations as gx
import pandas as pd
from great_expectations.core import ExpectationSuite
from great_expectations.data_context.types.base import ProgressBarsConfig


class Validator:
    """One context for all suites of a run; it lives in memory and writes no file."""

    def __init__(self) -> None:
        self.context = gx.get_context(mode="ephemeral")
        self.context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
        self.source = self.context.data_sources.add_pandas("tables")

    def validate(self, frame: pd.DataFrame, suite: dict[str, Any]) -> list[dict[str, Any]]:
        """One dict for each expectation: expectation, column, rule, success, unexpected_count, failing_ids.

        Values of persons stay out of the results: only ids of failing rows are kept, in the order of the table.
        """
        expected = [{"type": e["type"], "kwargs": e["kwargs"], "meta": e["meta"]} for e in suite["expectations"]]
        batch = self.source.add_dataframe_asset(suite["name"]).add_batch_definition_whole_dataframe("all")
        outcome = batch.get_batch(batch_parameters={"dataframe": frame}).validate(
            ExpectationSuite(name=suite["name"], expectations=expected),
            result_format={
                "result_format": "COMPLETE",
                "unexpected_index_column_names": [suite["row_id"]],
                "partial_unexpected_count": 0,
            },
        )
        results: list[Any] = list(outcome.results)
        by_rule = {result.expectation_config.meta["rule"]: result for result in results}
        return [_plain(e, by_rule[e["meta"]["rule"]], suite["row_id"]) for e in suite["expectations"]]


def _plain(expectation: dict[str, Any], result: Any, row_id: str) -> dict[str, Any]:
    if result.exception_info.get("raised_exception"):
        raise RuntimeError(f"{expectation['type']} on {expectation['kwargs']}: the expectation itself failed to run")
    kwargs = expectation["kwargs"]
    rows = result.result.get("unexpected_index_list") or []
    columns = [kwargs[k] for k in ("column", "column_A", "column_B") if k in kwargs]
    return {
        "expectation": expectation["type"],
        "column": ", ".join(columns or kwargs.get("column_list", [])),
        "rule": expectation["meta"]["rule"],
        "success": bool(result.success),
        "unexpected_count": int(result.result.get("unexpected_count") or 0),
        "failing_ids": [str(row[row_id]) for row in rows],
    }
