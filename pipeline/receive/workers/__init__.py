"""Workers: each foreign file is opened in a process of its own, without a network and within limits."""

from pipeline.receive.workers.reading import open_tables
from pipeline.receive.workers.unpacking import unpack

__all__ = ["open_tables", "unpack"]
