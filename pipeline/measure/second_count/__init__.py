"""A second count: each headline once more, from staged rows in plain Polars, without the models' SQL."""

from pipeline.measure.second_count.table import table

__all__ = ["table"]
