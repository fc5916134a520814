"""The privacy class of each column, from the words beside its table; what nobody described is private."""

from collections.abc import Iterable
from functools import cache

from pipeline.graph.described import descriptions

PUBLIC = ("public", "count")  # counts leave too, once small ones are blanked
NEVER = ("name", "birth_date", "reference", "free_text")  # what the scan of finished bytes looks for besides
PRIVATE = "private"


@cache
def _all() -> dict[tuple[str, str], str]:
    return {
        (table, name): column.privacy
        for table, description in descriptions().items()
        for name, column in description.columns.items()
    }


def of(table: str, column: str) -> str:
    """The class of `schema.table`'s column; "private" where it is not described."""
    return _all().get((table, column), PRIVATE)


def may_leave(table: str, columns: Iterable[str]) -> list[str]:
    """Those of the columns that may stand in a public file, in their order."""
    return [column for column in columns if of(table, column) in PUBLIC]


def columns_of(table: str, kinds: Iterable[str]) -> list[str]:
    """The described columns of a table that are of these classes, in order."""
    wanted = set(kinds)
    return [name for (owner, name), kind in _all().items() if owner == table and kind in wanted]
