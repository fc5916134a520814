"""What is the same for every row of a table: constants that names and web addresses give away, the order of dates."""

import re

import polars as pl

from pipeline.describe.matching import Matched

_PUBLIC_COLUMNS = {"entity_id", "date_of_birth", "nationalities"}  # as the public site names them
_PUBLIC_NOTICE = re.compile(r"/v\d+/(red|yellow|un)\b")
_PUBLIC_INSTRUMENTS = {"red": "red_notice", "yellow": "yellow_notice", "un": "other"}


def constants_of(best: Matched, said: dict[str, str], sample: pl.DataFrame) -> tuple[dict[str, str], tuple[str, ...]]:
    """Fields that are the same for every row as far as names and web addresses say, and what a person should check."""
    constants: dict[str, str] = {}
    notes = []
    public = _public_instrument(sample)
    if best.record == "requests" and "population" not in best.fields:
        is_public = bool(public) or set(sample.columns) >= _PUBLIC_COLUMNS
        constants["population"] = "published_list" if is_public else said.get("population", "register")
    if best.record in ("requests", "complaints", "snapshots") and "instrument" not in best.fields:
        instrument = public or said.get("instrument")
        if instrument:
            constants["instrument"] = instrument
            notes.append(f"No column names the instrument; {instrument} is from the name or the addresses.")
    if best.record == "complaints" and "complaint_kind" not in best.fields:
        constants["complaint_kind"] = said.get("complaint_kind", "deletion")
        notes.append(f"No column names the kind of complaint; all are taken as {constants['complaint_kind']}.")
    return constants, tuple(notes)


def _public_instrument(sample: pl.DataFrame) -> str | None:
    """The instrument where the rows carry addresses of the public site of notices."""
    for column in sample.columns:
        if column.startswith("_links"):
            for cell in sample[column].drop_nulls().head(5):
                if found := _PUBLIC_NOTICE.search(str(cell)):
                    return _PUBLIC_INSTRUMENTS[found[1]]
    return None


def date_order_of(fields: dict[str, str | None], sample: pl.DataFrame) -> str:
    """Whether 03/04/2015 has the day or the month first, by numbers above 12; day first where none tells."""
    dates = [header for header, field in fields.items() if field and field.endswith(("_on", "_of", "_date"))]
    day_first = month_first = 0
    for header in dates:
        parts = sample[header].str.extract_groups(r"^\s*(\d{1,2})[-/. ](\d{1,2})[-/. ]\d{2,4}\b").struct
        first, second = (parts.field(place).cast(pl.Int64, strict=False) for place in ("1", "2"))
        day_first += int((first > 12).sum())
        month_first += int((second > 12).sum())
    return "month_first" if month_first > day_first else "day_first"
