"""What was built from what: a key per table in audit.builds, and the content of tables no model makes."""

import hashlib
from collections.abc import Iterable

import duckdb

from pipeline.errors import Fault


def digest(*parts: object) -> str:
    """A short hash of anything whose repr says all of it."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


class Ledger:
    """The keys of one database. A table's key changes when its SQL, or anything above it, changes.

    A table no model makes (raw, staged, audit, what Python wrote) has its content as key: rows in any order,
    column names and types. It is read once for each build; two million wide rows take 0.3 s.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, made: Iterable[str]) -> None:
        """`made` are the tables that models make: their keys come from the database, never from their content."""
        self.con = con
        self.made = set(made)
        con.execute("create table if not exists audit.builds (table_name varchar primary key, build_key varchar)")
        self.keys: dict[str, str] = dict(con.execute("select table_name, build_key from audit.builds").fetchall())
        self.content: dict[str, str] = {}

    def holds(self, name: str, key: str) -> bool:
        """Whether `name` was last built with this key."""
        return self.keys.get(name) == key

    def note(self, name: str, key: str) -> None:
        """`name` is now built with this key."""
        self.keys[name] = key
        self.con.execute("insert or replace into audit.builds values (?, ?)", [name, key])

    def forget(self, name: str) -> None:
        """`name` is no longer there."""
        self.keys.pop(name, None)
        self.con.execute("delete from audit.builds where table_name = ?", [name])

    def key_for(self, own: object, reads: Iterable[str], place: str) -> str:
        """The key of something that is `own` (SQL text, code) over what the tables it reads hold now."""
        return digest(duckdb.__version__, own, [(table, self._key(table, place)) for table in reads])

    def _key(self, table: str, place: str) -> str:
        if table in self.made:
            if table not in self.keys:
                raise Fault(
                    place, f"reads {table}, which is not built yet", "Run the stage before it, or `article3 run`."
                )
            return self.keys[table]
        if table not in self.content:
            self.content[table] = self._hash(table, place)
        return self.content[table]

    def _hash(self, table: str, place: str) -> str:
        try:
            columns = self.con.execute(f"describe {table}").fetchall()
        except duckdb.CatalogException:
            raise Fault(
                place,
                f"reads {table}, which is not there",
                "If the name is right, run the stage before, or `article3 run`.",
            ) from None
        rows = self.con.execute(f"select count(*), sum(hash(_row)::hugeint) from {table} as _row").fetchone()
        return digest([column[:2] for column in columns], rows)
