"""What could change the answer: each headline counted under every choice that can be defended."""

from pipeline.measure.specifications.ranges import ranges
from pipeline.measure.specifications.table import table

__all__ = ["ranges", "table"]
