"""Search: words found in messages, documents and free text, in any of the languages, with file and place. Desk only."""

from pipeline.search.run import run

__all__ = ["run"]
