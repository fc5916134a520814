"""The command `search`: hits in order, each with its file, its place and a few words around. For the desk alone."""

from dataclasses import dataclass
from typing import Any

import duckdb
import polars as pl
from tantivy import Index, Schema

from pipeline import warehouse
from pipeline.errors import plain
from pipeline.search import texts
from pipeline.search.index import PLACE, opened
from pipeline.search.question import Question, asked
from pipeline.search.snippet import snippet
from pipeline.settings import Settings

_FOUND = {"kind": pl.String, "record_id": pl.String, "page": pl.Int64, "score": pl.Float64}


@dataclass(frozen=True)
class Hits:
    """rows: the hits to show, best first. records: how many were found; undated: left out for want of a date."""

    rows: list[dict[str, Any]]
    records: int
    undated: int


def run(
    settings: Settings,
    said: list[str],
    limit: int = 20,
    delivery: str | None = None,
    country: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> str:
    """What holds all of the words, in whichever language; the lines for the terminal."""
    question = asked(said, delivery, country, since, until)
    with warehouse.reading(settings) as con:
        index, schema = opened(settings, con)
        hits = search(con, index, schema, question, limit)
    return "\n".join([_head(question, hits), *(_told(n, row, question) for n, row in enumerate(hits.rows, 1))])


def search(con: duckdb.DuckDBPyConnection, index: Index, schema: Schema, question: Question, limit: int) -> Hits:
    """One hit for each record: its best page. Best first, then by file and place, always in the same order."""
    searcher = index.searcher()
    scored = searcher.search(question.query(schema), limit=max(1, searcher.num_docs)).hits
    found = [_row(str(searcher.doc(address).get_first(PLACE)), score) for score, address in scored]
    con.register("_found", pl.DataFrame(found, schema=_FOUND, orient="row").to_arrow())
    con.execute(f"create or replace temp table hits as {_HITS}", _values(question))
    records = con.execute("select count(*) from hits where is_in_time").fetchall()[0][0]
    undated = con.execute("select count(*) from hits where is_in_time is null").fetchall()[0][0]
    columns = "kind, delivery, file, locator, reference, day, countries, text, other_pages"
    rows = con.execute(f"select {columns} from hits where is_in_time order by {_ORDER} limit ?", [limit])
    return Hits([dict(zip(columns.split(", "), row, strict=True)) for row in rows.fetchall()], records, undated)


_ORDER = "score desc, delivery, file, length(locator), locator, record_id"
_HITS = f"""
with found as (
    select t.*, round(f.score, 3) as score
    from _found as f inner join ({texts.TEXTS}) as t
        on f.kind = t.kind and f.record_id = t.record_id and f.page is not distinct from t.page
    where (t.delivery = $delivery or $delivery is null)
        and (list_contains(t.countries, $country) or $country is null)
)
select
    *,
    count(*) over (partition by kind, record_id) - 1 as other_pages,
    case
        when $since is null and $until is null then true
        else (day || substr('0000-12-31', length(day) + 1) >= $since || substr('0000-01-01', length($since) + 1)
                or $since is null)
            and (day || substr('0000-01-01', length(day) + 1) <= $until || substr('0000-12-31', length($until) + 1)
                or $until is null)
    end as is_in_time
from found
qualify row_number() over (partition by kind, record_id order by score desc, page) = 1
"""


def _values(question: Question) -> dict[str, str | None]:
    return {name: getattr(question, name) for name in ("delivery", "country", "since", "until")}


def _row(place: str, score: float) -> tuple[str, str, int | None, float]:
    kind, record_id, page = place.split("\t")
    return kind, record_id, int(page) if page else None, score


def _head(question: Question, hits: Hits) -> str:
    asked_for = " and ".join(plain(part) for part in question.parts)
    shown = f"; the first {len(hits.rows)} are shown (--limit)" if len(hits.rows) < hits.records else ""
    undated = f"; {hits.undated:,} more have no date" if hits.undated else ""
    records = f"{hits.records:,} record{'s hold' if hits.records != 1 else ' holds'}"
    return f"{records} {asked_for}{shown}{undated}."


def _told(number: int, row: dict[str, Any], question: Question) -> str:
    """One hit in two lines."""
    first, *others = [country or "?" for country in row["countries"]] or [""]
    countries = f"{first} to {', '.join(others)}" if others else first
    about = [texts.CALLED[row["kind"]], row["reference"], countries, row["day"]]
    pages = f" (and on {row['other_pages']} other pages)" if row["other_pages"] else ""
    place = f"{row['delivery']}/{row['file']}, {row['locator']}{pages}"
    return (
        f"{number}. {plain(place)}: {plain(' · '.join(part for part in about if part))}\n"
        f"   {snippet(row['text'], question.looked_for())}"
    )
