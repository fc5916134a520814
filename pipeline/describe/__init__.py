"""Describe: draft what SOURCE.yml should say of files nobody has described yet, for a person to review."""

from pipeline.describe.command import run
from pipeline.describe.draft import ColumnDraft, Draft, draft_table

__all__ = ["ColumnDraft", "Draft", "draft_table", "run"]
