"""A drafted mapping for one table, from its headings, its cells and its name: for a person to review."""

import re
from dataclasses import dataclass

import polars as pl

from pipeline.describe.headings import IGNORE
from pipeline.describe.lexicon import lexicon
from pipeline.describe.masks import masked
from pipeline.describe.matching import NEEDED, Matched, match
from pipeline.describe.table_names import hints
from pipeline.describe.values import Profile, profile
from pipeline.fields import MESSAGE_COLUMNS
from pipeline.mapping import KINDS, Mapping
from pipeline.settings import Settings

_LOOKED_AT = 2_000  # rows that are looked at, however many are given
_BY_NAME = 0.8  # what the name of the table adds to the kind it names
_PUBLIC_NOTICE = re.compile(r"/notices/v\d+/(red|yellow|un)\b")
_PUBLIC_INSTRUMENTS = {"red": "red_notice", "yellow": "yellow_notice", "un": "other"}


@dataclass(frozen=True)
class ColumnDraft:
    """One column: the field it seems to be ("ignore" for one of no use, None where unknown), how sure from 0 to 1,
    and three of its cells with the letters of names and texts, and the days of births, made unreadable."""

    header: str
    field: str | None
    confidence: float
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """A drafted mapping of one table. `unknown` lists columns nobody knows; the mapping ignores them by name."""

    mapping: Mapping
    confidence: float
    columns: list[ColumnDraft]
    unknown: list[str]
    notes: tuple[str, ...] = ()


def draft_table(columns: list[str], sample: pl.DataFrame, file_name: str, table_name: str, settings: Settings) -> Draft:
    """Draft the mapping of one table.

    columns   its headers as written
    sample    some of its rows as text, with at least these columns
    The kind is the one whose fields the columns fill best; where none will do, `none` with the reason.
    """
    known, sample = lexicon(settings.vocabulary), sample.head(_LOOKED_AT)
    profiles = {column: profile(sample[column], known) for column in columns}
    said = hints(settings.vocabulary, file_name, table_name)
    best = _as_our_messages(columns) or _best_kind(profiles, said.get("record"), settings)
    fields = _joined_names({header: field for header, (field, _) in best.columns.items()}, sample)
    drafted = [
        ColumnDraft(header, fields[header], best.columns[header][1], masked(sample[header], fields[header]))
        for header in columns
    ]
    unknown = [column.header for column in drafted if column.field is None]
    confidence = sum(column.confidence for column in drafted) / max(len(drafted), 1)
    if _is_none(best):
        reason = "not recognised by its headings or its cells"
        mapping = Mapping(record="none", one_row_is=reason, ignore=tuple(columns), drafted=True)
        return Draft(mapping, 0.0, drafted, unknown, (f"The table was {reason}.",))
    constants, notes = _constants(best, said, sample)
    mapping = Mapping(
        record=best.record,
        columns={header: field for header, field in fields.items() if field and field != IGNORE},
        constants=constants,
        ignore=tuple(header for header, field in fields.items() if field in (None, IGNORE)),
        date_order=_date_order(fields, sample),
        drafted=True,
    )
    return Draft(mapping, confidence, drafted, unknown, notes)


def _as_our_messages(columns: list[str]) -> Matched | None:
    """The columns our own message reader gives are what they say."""
    if not set(columns) <= set(MESSAGE_COLUMNS) or "text" not in columns or not {"from", "to"} & set(columns):
        return None
    return Matched("messages", {column: (MESSAGE_COLUMNS[column], 1.0) for column in columns}, float(len(columns)))


def _best_kind(profiles: dict[str, Profile], named: str | None, settings: Settings) -> Matched:
    matches = [match(record, profiles, settings) for record in KINDS]
    return max(matches, key=lambda m: m.total + (_BY_NAME if m.record == named else 0))


def _is_none(best: Matched) -> bool:
    """Whether the table is of no kind: what its best kind needs is missing, and little else speaks for it."""
    return any(field not in best.fields for field in NEEDED[best.record]) and best.total < 0.5


def _joined_names(fields: dict[str, str | None], sample: pl.DataFrame) -> dict[str, str | None]:
    """Names in parts: beside a forename, `name` is the family name, unless its cells hold the forename too."""
    by_field = {field: header for header, field in fields.items() if field}
    whole, first, last = (by_field.get(field) for field in ("name", "forename", "family_name"))
    result = dict(fields)
    if whole and first and not last and not _holds(sample[whole], sample[first]):
        result[whole] = "family_name"
    elif whole and last and not first and not _is_full(sample[whole]):
        result[whole] = "forename"
    elif whole and (first or last):
        result.update({part: IGNORE for part in (first, last) if part})
    elif bool(first) != bool(last):
        result[str(first or last)] = "name"
    return result


def _is_full(names: pl.Series) -> bool:
    """Whether most cells are of two words or more."""
    several = names.drop_nulls().str.strip_chars().str.contains(r"\s")
    return int(several.sum()) > len(several) / 2


def _holds(whole: pl.Series, part: pl.Series) -> bool:
    """Whether most cells of `whole` hold the cell of `part` beside them."""
    pairs = [(str(a).casefold(), str(b).casefold()) for a, b in zip(whole, part, strict=True) if a and b]
    return bool(pairs) and sum(b in a for a, b in pairs) > len(pairs) / 2


def _constants(best: Matched, said: dict[str, str], sample: pl.DataFrame) -> tuple[dict[str, str], tuple[str, ...]]:
    """Fields that are the same for every row as far as names and web addresses say, and what a person should check."""
    constants: dict[str, str] = {}
    notes = []
    public = _public_instrument(sample)
    if best.record == "requests" and "population" not in best.fields:
        constants["population"] = "published_list" if public else said.get("population", "register")
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


def _date_order(fields: dict[str, str | None], sample: pl.DataFrame) -> str:
    """Whether 03/04/2015 has the day or the month first, by numbers above 12; day first where none tells."""
    dates = [header for header, field in fields.items() if field and field.endswith(("_on", "_of", "_date"))]
    day_first = month_first = 0
    for header in dates:
        parts = sample[header].str.extract_groups(r"^\s*(\d{1,2})[-/. ](\d{1,2})[-/. ]\d{2,4}\b").struct
        first, second = (parts.field(place).cast(pl.Int64, strict=False) for place in ("1", "2"))
        day_first += int((first > 12).sum())
        month_first += int((second > 12).sum())
    return "month_first" if month_first > day_first else "day_first"
