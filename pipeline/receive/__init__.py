"""Receive: the files of each delivery, unchanged, and the readers that open them."""

from pipeline.receive.run import run

__all__ = ["run"]
