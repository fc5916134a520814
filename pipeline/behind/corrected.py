"""What people put right in single records, and why; values that may tell of a person are left out."""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from pipeline.fields import OPEN_FIELDS


@dataclass(frozen=True)
class Change:
    """One field of one staged record. entry: its place in corrections.yml; before, after: null for a blank cell."""

    entry: int
    field: str
    before: str | None
    after: str | None
    reason: str

    def told(self) -> str:
        """In words: what became what where that tells of nobody, and why."""
        values = f" from {self.before or 'nothing'} to {self.after or 'nothing'}" if self.field in OPEN_FIELDS else ""
        return f"{self.field} put right{values} (corrections.yml, entry {self.entry}): {self.reason}"


def of_records(con: duckdb.DuckDBPyConnection, record_ids: Iterable[str]) -> dict[str, list[Change]]:
    """Record -> its changes in order of entry and field, for those of the records that have any."""
    rows = con.execute(
        "select record_id, entry, field, before, after, reason from audit.corrections"
        " where record_id in (select unnest(?::varchar[])) order by record_id, entry, field",
        [sorted(set(record_ids))],
    ).fetchall()
    found: dict[str, list[Change]] = {}
    for record_id, *said in rows:
        found.setdefault(record_id, []).append(Change(*said))
    return found
