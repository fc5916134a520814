"""An invented world to rehearse on: planted records, the files that list them, and the truth to score against."""

from pipeline.rehearse.run import run
from pipeline.rehearse.score import score

__all__ = ["run", "score"]
