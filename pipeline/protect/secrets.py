"""What must be in no public file: every full name, rare name token and reference of the deliveries."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import duckdb

from pipeline.protect import classes
from pipeline.protect.ordinary import ordinary_words
from pipeline.protect.words import LONGEST, parts, plain, words

RECORDS = ("requests", "complaints", "messages", "documents", "reported_figures", "snapshots")
PLACES = ("respondent_country", "requesting_country", "from_country", "to_countries", "country")
OF_PLACES = {f"{place}_text" for place in PLACES}  # a country as it was written
FEW = 5  # records: a word of free text that fewer have is rare
SIGNS = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]{3,}")  # in the form of words.plain
SHORTEST = 6  # letters of a token, or letters and digits of a reference, that is looked for by itself

_SHOWN = {
    "raw.deliveries": "select title from raw.deliveries",
    "audit.files": r"select path from audit.files where regexp_matches(path, '\.(csv|tsv|xlsx?|jsonl?|parquet|zip)$')",
    "audit.unmapped": "select value from audit.unmapped group by field, value "
    f"having field = '(column)' or sum(n) >= {FEW}",
}

FULL_NAME = "a full name"
TOKEN = "a rare word of six letters or more"  # noqa: S105 - what is said of a hit
REFERENCE = "a reference"


@dataclass(frozen=True)
class Secrets:
    """All in the form of `words.py`.

    names       full names as sequences of words, in either order
    tokens      single words of names that are no ordinary words
    references  references in parts
    signs       names in Chinese, Japanese or Korean signs, which stand in a text without spaces around them
    too_short   names and references that cannot be looked for: a single short word would be found everywhere
    """

    names: set[tuple[str, ...]] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)
    references: set[tuple[str, ...]] = field(default_factory=set)
    signs: set[str] = field(default_factory=set)
    too_short: int = 0

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first word of every name: a text without any of them holds no name."""
        return frozenset(name[0] for name in self.names)

    def __bool__(self) -> bool:
        return bool(self.names or self.tokens or self.references or self.signs)


def of_deliveries(con: duckdb.DuckDBPyConnection, delivery: str | None = None) -> Secrets:
    """The secrets of all records, or the names and references of one delivery, less what is publicly reported."""
    names, refs = _values(con, "name", delivery), _values(con, "reference", delivery)
    texts = [] if delivery else _values(con, "free_text", None, FEW)
    return build(names, refs, _reported(con), texts, words_shown(con) if texts else set())


def build(
    names: Iterable[str],
    references: Iterable[str],
    reported: Iterable[str] = (),
    texts: Iterable[str] = (),
    shown: Iterable[str] = (),
) -> Secrets:
    """The secrets of these names and references.

    texts     free text of few records: its words count as tokens where fewer than FEW of the texts have them
    shown     words that pages say of the delivery itself: no word of a text is a secret because of them
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
        signs = {run for word in spelled for run in SIGNS.findall(word)}
        found.signs.update(signs - allowed)
        short += bool(orders) and not is_long and not tokens and not signs
    for reference in references:
        runs = parts(reference)
        if sum(map(len, runs)) >= SHORTEST and any(any(map(str.isdigit, run)) for run in runs) and len(runs) <= LONGEST:
            found.references.add(runs)
        else:
            short += 1
    seen = Counter(word for text in texts for word in set(words(plain(text))) if len(word) >= SHORTEST)
    found.tokens.update({word for word, times in seen.items() if times < FEW} - allowed - set(shown))
    return Secrets(found.names, found.tokens, found.references, found.signs, short)


def _orders(spelled: list[str]) -> set[tuple[str, ...]]:
    """A name as written, and with its last or first word at the other end."""
    if len(spelled) < 2:
        return {tuple(spelled)} if spelled else set()
    spelled = spelled[:LONGEST]
    return {tuple(spelled), (spelled[-1], *spelled[:-1]), (*spelled[1:], spelled[0])}


def _values(
    con: duckdb.DuckDBPyConnection, kind: str, delivery: str | None, fewer_than: int | None = None
) -> list[str]:
    """The distinct values of every staged column of a privacy class, in order.

    fewer_than  only those that stand in fewer records: what many share tells of nobody
    """
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
        if (table, column) in there and column not in OF_PLACES
    ]
    if not chosen:
        return []
    rows = con.execute(
        f"select value from ({' union all '.join(chosen)}) where value is not null group by value "
        "having count(*) < coalesce($fewer_than, count(*) + 1) order by value",
        {"delivery": delivery, "fewer_than": fewer_than},
    ).fetchall()
    return [value for (value,) in rows]


def words_shown(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The words of titles, of the paths of tables and of headers and frequent values that no vocabulary knows."""
    there = {
        f"{schema}.{table}"
        for schema, table in con.execute("select table_schema, table_name from information_schema.tables").fetchall()
    }
    found: set[str] = set()
    for table, query in _SHOWN.items():
        if table in there:
            found.update(word for (text,) in con.execute(query).fetchall() for word in words(plain(text or "")))
    return found


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
