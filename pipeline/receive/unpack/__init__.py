"""Unpacking archives and mails, entry by entry, into a folder of their own. Runs in a worker."""

from pipeline.receive.unpack.open import unpack

__all__ = ["unpack"]
