"""What was planted, as one JSON: rates, counts, sequences, the accounting of each file, and what must never leak."""

from collections import Counter
from dataclasses import replace
from typing import Any

from pipeline.rehearse import sequences
from pipeline.rehearse.hard import every_family_name
from pipeline.rehearse.material import is_scan
from pipeline.rehearse.records import Person, World
from pipeline.rehearse.rows import Row
from pipeline.rehearse.spelling import family_names
from pipeline.rehearse.tally import Tally, tally

NEEDS_LINKAGE = ["counts with unit persons", "sequences", "people"]
NO_BOUNDS = ("complaint_rate",)


def assemble(world: World, rows: dict[str, list[Row]], about: dict[str, Any]) -> dict[str, Any]:
    """The truth of a delivery. `rows` are those of its files by path; `about` says seed, world and size."""
    scanned = on_scans_alone(rows)
    sums = tally(replace(world, messages=[one for one in world.messages if one not in scanned]))
    return {
        **about,
        "needs_linkage": NEEDS_LINKAGE,
        "rates": _rates(sums),
        "counts": _counts(sums),
        "sequences": sequences.count(world),
        "totals": {
            "requests": len(world.requests),
            "complaints": len(world.complaints),
            "messages": len(world.messages),
            "people": len(world.people),
        },
        "accounting": {path: accounting(found) for path, found in rows.items()},
        "unmapped": _unmapped(rows),
        "scans": _scans(rows),
        "people": [_person(person) for person in world.people],
        "references": _references(world),
        "persons": _persons(world),
    }


def accounting(rows: list[Row]) -> dict[str, int]:
    """found = staged + quarantined + excluded."""
    fates = Counter(row.fate for row in rows)
    return {
        "rows_found": len(rows),
        "rows_staged": fates["staged"],
        "rows_quarantined": fates["quarantined"],
        "rows_excluded": fates["excluded"],
    }


def on_scans_alone(rows: dict[str, list[Row]]) -> list[Any]:
    """The records that no file but a picture of text holds: they are in no count of the truth."""
    read = {id(row.of) for path, found in rows.items() if not is_scan(path) for row in found}
    scanned = [row.of for path, found in rows.items() if is_scan(path) for row in found]
    return [one for one in scanned if id(one) not in read]


def _scans(rows: dict[str, list[Row]]) -> dict[str, dict[str, Any]]:
    """What the message on each scan says, as it should come back in staged.messages."""
    said = {}
    for path, found in rows.items():
        if is_scan(path):
            [one] = [row.of for row in found]
            said[path] = {
                "reference": one.reference,  # type: ignore[union-attr]
                "from_country": one.country,  # type: ignore[union-attr]
                "to_countries": list(one.to),  # type: ignore[union-attr]
                "sent_on": one.sent_on.isoformat(),  # type: ignore[union-attr]
                "purpose": one.purpose,  # type: ignore[union-attr]
            }
    return said


def _rates(sums: Tally) -> list[dict[str, Any]]:
    """`pending` is null where the bounds are: complaint rates and the clock of decisions."""
    found = []
    for (measure, basis, clock, country, instrument, year), (above, below, is_open) in sums.rates.items():
        has_bounds = measure not in NO_BOUNDS and clock != "decided"
        found.append(
            {
                "measure": measure,
                "basis": basis,
                "country": country,
                "instrument": instrument,
                "year": year,
                "year_basis": clock,
                "numerator": above,
                "denominator": below,
                "pending": is_open if has_bounds else None,
            }
        )
    return sorted(found, key=_order)


def _counts(sums: Tally) -> list[dict[str, Any]]:
    cases = [("cases", key, n) for key, n in sums.cases.items()]
    persons = [("persons", key, len(numbers)) for key, numbers in sums.persons.items()]
    found = [
        {
            "measure": measure,
            "unit": unit,
            "country": country,
            "instrument": instrument,
            "year": year,
            "year_basis": clock,
            "n": n,
        }
        for unit, (measure, clock, country, instrument, year), n in cases + persons
    ]
    return sorted(found, key=_order)


def _order(cell: dict[str, Any]) -> list[str]:
    return [str(cell[key]) for key in cell if key not in ("numerator", "denominator", "pending", "n")]


def _unmapped(rows: dict[str, list[Row]]) -> list[dict[str, Any]]:
    """The words that no vocabulary knows, each with the number of staged rows of the file that hold it."""
    staged = [(path, row) for path, found in rows.items() for row in found if row.fate == "staged"]
    seen = Counter((path, word) for path, row in staged for word in row.unknown)
    return [{"path": path, "value": word, "n": n} for (path, word), n in sorted(seen.items())]


def _references(world: World) -> list[str]:
    references = {one.reference for one in world.requests} | {one.reference for one in world.complaints}
    return sorted((references | {one.reference for one in world.messages}) - {""})


def _persons(world: World) -> list[list[Any]]:
    """[table, country, reference, number of the person] of every record with a reference that names one."""
    tables = {"requests": world.requests, "complaints": world.complaints, "messages": world.messages}
    return [
        [table, one.country, one.reference, one.person.number]
        for table, records in tables.items()
        for one in records  # type: ignore[attr-defined]
        if one.person and one.reference and one.country
    ]


def _person(person: Person) -> dict[str, Any]:
    """A planted person in every spelling, for a search through what is published."""
    return {
        "number": person.number,
        "names": sorted({" ".join(person.latin), " ".join(person.native)}),
        "family_names": sorted({*family_names(person), *every_family_name(person)}),
        "born": person.born,
    }
