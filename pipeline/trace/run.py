"""`article3 trace`: a figure, what it means, and its records: file and place of each, and what was put right."""

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import duckdb

from pipeline import warehouse
from pipeline.behind import corrected, definitions, figure
from pipeline.behind.follow import follow
from pipeline.behind.question import understand
from pipeline.behind.records import Place, Records
from pipeline.errors import Fault
from pipeline.settings import Settings
from pipeline.spreadsheet import harmless

INVENTED = "INVENTED DEMONSTRATION DATA"
COLUMNS = (
    *("side", "resolved_id", "record_table", "record_id", "delivery", "source_file", "source_locator"),
    *("corrections", "nature"),
)


def run(settings: Settings, words: Sequence[str], limit: int = 20, table: Path | None = None) -> str:
    """The figure the words ask for and the records behind it, never a name.

    limit   records shown on each side; the count is always told
    table   a CSV file to write all of them to, one line for each staged record
    Fault where the words name no figure, or where the records do not add up to it.
    """
    with warehouse.reading(settings) as con:
        question = understand(words, definitions.read(settings), _windows(con))
        row, sides = follow(con, question)
        invented = con.execute("select count(*) from raw.deliveries where nature = 'invented'").fetchone() != (0,)
        told = [INVENTED] if invented else []
        told += figure.lines(question, row)
        for name, records in sides.items():
            told += _listed(name, records, limit)
        if table is not None:
            told.append(f"{_write(table, sides, INVENTED if invented else 'real')} records written to {table}")
    return "\n".join(told)


def places_of(settings: Settings) -> Callable[[duckdb.DuckDBPyConnection, str], dict[str, list[Place]]]:
    """What gives, for a figure in words, the staged records on each of its sides."""

    def ask(con: duckdb.DuckDBPyConnection, words: str) -> dict[str, list[Place]]:
        question = understand([words], definitions.read(settings), _windows(con))
        return {name: records.places() for name, records in follow(con, question)[1].items()}

    return ask


def _windows(con: duckdb.DuckDBPyConnection) -> list[str]:
    return [row[0] for row in con.execute('select "window" from raw.windows order by all').fetchall()]


def _listed(name: str, records: Records, limit: int) -> Iterator[str]:
    people = f" about {records.persons:,} people" if records.persons else ""
    yield f"{name}: {records.cases:,} records{people}"
    by_id: dict[str, list[Place]] = {}
    for place in records.places(limit):
        by_id.setdefault(place[0], []).append(place)
    changes = corrected.of_records(records.con, (place[2] for places in by_id.values() for place in places))
    for resolved_id, places in by_id.items():
        yield f"  {resolved_id}  {'; '.join(f'{p[3]}/{p[4]}, {p[5]}' for p in places)}"
        for place in places:
            yield from (f"      {place[3]}/{place[4]}, {place[5]}: {one.told()}" for one in changes.get(place[2], ()))
    if records.cases > limit:
        yield f"  … and {records.cases - limit:,} more (--limit N shows more, --csv FILE writes all)"


def _write(path: Path, sides: dict[str, Records], nature: str) -> int:
    """All records of both sides as CSV, written aside and renamed; returns the number of lines."""
    lines = []
    for name, records in sides.items():
        places = records.places()
        changes = corrected.of_records(records.con, (place[2] for place in places))
        told = {record_id: "; ".join(one.told() for one in ones) for record_id, ones in changes.items()}
        lines += [(name, *place, told.get(place[2], ""), nature) for place in places]
    aside = path.with_name(f"{path.name}.writing")
    try:
        with aside.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows([harmless(cell) for cell in line] for line in lines)
        aside.replace(path)
    except OSError as error:
        raise Fault(str(path), f"cannot be written: {error.strerror}", "Name another file.") from None
    return len(lines)
