"""Great Expectations behind one small class: a pandas frame and an expectation in, the rows that fail it out."""

import os
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # before the import: nothing is ever sent

import great_expectations as gx
import pandas as pd
from great_expectations.core import ExpectationSuite
from great_expectations.data_context.types.base import ProgressBarsConfig

from pipeline.check.evidence import NUMBER


class Validator:
    """One context for all expectations of a run; it lives in memory and writes no file."""

    def __init__(self) -> None:
        self.context = gx.get_context(mode="ephemeral")
        self.context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
        self.source = self.context.data_sources.add_pandas("tables")

    def failing(self, frame: pd.DataFrame, expectation: dict[str, Any]) -> list[int]:
        """The numbers of the rows of the evidence that do not meet the expectation.

        Values of persons stay out of the results: only the numbers of rows come back.
        """
        name = expectation["meta"]["rule"]
        suite = ExpectationSuite(
            name=name, expectations=[{key: expectation[key] for key in ("type", "kwargs", "meta")}]
        )
        asset = self.source.add_dataframe_asset(name)
        batch = asset.add_batch_definition_whole_dataframe("all").get_batch(batch_parameters={"dataframe": frame})
        wanted: Any = {
            "result_format": "COMPLETE",
            "unexpected_index_column_names": [NUMBER],
            "partial_unexpected_count": 0,
        }
        result: Any = batch.validate(suite, result_format=wanted).results[0]
        self.source.delete_asset(name)
        if result.exception_info.get("raised_exception"):
            raise RuntimeError(
                f"{expectation['type']} on {expectation['kwargs']}: the expectation itself failed to run"
            )
        return [int(row[NUMBER]) for row in result.result.get("unexpected_index_list") or []]
