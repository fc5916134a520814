"""A grid of cells taken from a page or a document as a table: header found, totals apart, crooked rows set aside."""

import json
from collections.abc import Sequence

import polars as pl

from pipeline.receive.readers.base import LOCATOR, Aside, Table
from pipeline.receive.readers.layout import find_header, is_totals, unique_names, whole_header

Cells = list[str | None]
SAMPLE = 200


def table_of(rows: Sequence[tuple[str, Cells]], name: str, options: dict) -> Table | None:
    """The table that rows, given as (locator, cells), make; None where they hold fewer than two rows or columns.

    A row shorter than the header is filled up with nothing; one that has more cells with text is broken.
    """
    filled = [(place, _tidied(cells)) for place, cells in rows if any(cell and cell.strip() for cell in cells)]
    if len(filled) < 2 or max(len(cells) for _, cells in filled) < 2:
        return None
    cells_of = [cells for _, cells in filled[:SAMPLE]]
    at = find_header(cells_of)
    width = max(len(cells) for _, cells in filled)
    header, last = ([None] * width, -1) if at is None else whole_header(cells_of, at, options)
    columns = unique_names(header)
    table = Table(name, columns, iter(()))
    if at is None:
        table.notes.append(f"{name}: no header was found, columns are called by their place")
    elif at:
        table.notes.append(f"{name}: rows above the header, not read: {at}")
    kept: list[tuple] = []
    for place, cells in filled[last + 1 :]:
        if at is not None and cells == filled[at][1]:
            continue  # the header again, on the next page
        if any(cells[len(columns) :]):
            why = f"{len(cells)} cells where the header has {len(columns)}"
            table.broken.append(Aside(place, why, json.dumps(cells, ensure_ascii=False)))
        elif is_totals(cells, options):
            table.excluded.append(Aside(place, "totals row", json.dumps(cells, ensure_ascii=False)))
        else:
            kept.append((*cells[: len(columns)], *[None] * (len(columns) - len(cells)), place))
    frame = pl.DataFrame(kept, schema=dict.fromkeys([*columns, LOCATOR], pl.String), orient="row")
    table.batches = iter([frame])
    return table


def _tidied(cells: Cells) -> Cells:
    return [(cell or "").replace("\0", "").strip() or None for cell in cells]
