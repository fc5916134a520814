"""What must be in no public file: every full name, rare name token and reference of the deliveries."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import duckdb

from pipeline.protect import classes
from pipeline.protect.ordinary import ordinary_words
from pipeline.protect.words import LONGEST, parts, plain, words

RECORDS = ("requests", "complaints", "messages", "documents", "reported_figures", "snapshots")
SHORTEST = 6  # letters of a token, or letters and digits of a reference, that is looked for by itself

FULL_NAME = "a full name"
TOKEN = "a name of six letters or more"  # noqa: S105 - what is said of a hit
REFERENCE = "a reference"


@dataclass(frozen=True)
class Secrets:
    """All in the form of `words.py`.

    names       full names as sequences of words, in either order
    tokens      single words of names that are no ordinary words
    references  references in parts
    too_short   names and references that cannot be looked for: a single short word would be found everywhere
    """

    names: set[tuple[str, ...]] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)
    references: set[tuple[str, ...]] = field(default_factory=set)
    too_short: int = 0

    def __bool__(self) -> bool:
        return bool(self.names or self.tokens or self.references)


def of_deliveries(con: duckdb.DuckDBPyConnection, delivery: str | None = None) -> Secrets:
    """The secrets of all staged records, or of those of one delivery, less what is publicly reported (raw.cases)."""
    names, refs = _values(con, "name", delivery), _values(con, "reference", delivery)
    return build(names, refs, _reported(con))


def build(names: Iterable[str], references: Iterable[str], reported: Iterable[str] = ()) -> Secrets:
    """The secrets of these names and references.

    reported  names of people who are publicly reported: neither they nor their single words are looked for
    """
    allowed_names = {order for name in reported for order in _orders(words(plain(name)))}
    allowed = ordinary_words() | {word for name in allowed_names for word in name}
    found = Secrets()
    short = 0
    for name in names:
        spelled = words(plain(name))
        orders = _orders(spelled) - allowed_names
        is_long = len(spelled) > 1 and sum(map(len, spelled)) >= SHORTEST
        found.names.update(orders if is_long else ())
        tokens = {word for word in spelled if len(word) >= SHORTEST} - allowed
        found.tokens.update(tokens)
        short += bool(orders) and not is_long and not tokens
    for reference in references:
        runs = parts(reference)
        if sum(map(len, runs)) >= SHORTEST and any(any(map(str.isdigit, run)) for run in runs) and len(runs) <= LONGEST:
            found.references.add(runs)
        else:
            short += 1
    return Secrets(found.names, found.tokens, found.references, short)


def _orders(spelled: list[str]) -> set[tuple[str, ...]]:
    """A name as written, and with its last or first word at the other end."""
    if len(spelled) < 2:
        return {tuple(spelled)} if spelled else set()
    spelled = spelled[:LONGEST]
    return {tuple(spelled), (spelled[-1], *spelled[:-1]), (*spelled[1:], spelled[0])}


def _values(con: duckdb.DuckDBPyConnection, kind: str, delivery: str | None) -> list[str]:
    """The distinct values of every staged column of a privacy class, in order."""
    there = {
        (table, column)
        for table, column in con.execute(
            "select table_name, column_name from information_schema.columns where table_schema = 'staged'"
        ).fetchall()
    }
    chosen = [
        f'select "{column}" as value from staged.{table} where coalesce(delivery = $delivery, true)'
        for table in RECORDS
        for column in classes.columns_of(f"staged.{table}", [kind])
        if (table, column) in there
    ]
    if not chosen:
        return []
    rows = con.execute(
        f"select distinct value from ({' union all '.join(chosen)}) where value is not null order by value",
        {"delivery": delivery},
    ).fetchall()
    return [value for (value,) in rows]


def _reported(con: duckdb.DuckDBPyConnection) -> list[str]:
    """People of raw.cases whose line names its source."""
    there = con.execute(
        "select count(*) from information_schema.tables where table_schema = 'raw' and table_name = 'cases'"
    ).fetchall()[0][0]
    if not there:
        return []
    rows = con.execute(
        "select distinct person from raw.cases where person is not null and source_url like 'http%' order by person"
    ).fetchall()
    return [person for (person,) in rows]
