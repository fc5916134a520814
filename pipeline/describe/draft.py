"""A drafted mapping for one table, from its headings, its cells and its name: for a person to review."""

from dataclasses import dataclass

import polars as pl

from pipeline.describe.across import Across, across
from pipeline.describe.constants import constants_of, date_order_of
from pipeline.describe.headings import IGNORE
from pipeline.describe.lexicon import lexicon
from pipeline.describe.masks import masked
from pipeline.describe.matching import NEEDED, Matched, match
from pipeline.describe.table_names import hints
from pipeline.describe.values import Profile, profile
from pipeline.fields import MESSAGE_COLUMNS, are_our_messages
from pipeline.mapping import KINDS, Mapping
from pipeline.settings import Settings

_LOOKED_AT = 2_000  # rows that are looked at, however many are given
_BY_NAME = 0.8  # what the name of the table adds to the kind it names


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
    """A drafted mapping of one table.

    confidence  of the columns on average, halved where the table might as well be of another kind; 0 for `none`
    unknown     columns nobody knows; the mapping ignores them by name
    notes       what a person should look at first
    """

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
    if dated := across(profiles, said.get("record"), known, settings):
        return _of_dates(dated, said, sample)
    best, ahead = _kind(columns, profiles, said.get("record"), settings)
    fields = {header: field for header, (field, _) in best.columns.items()}
    if is_none := _is_none(best):
        fields = {header: IGNORE if field == IGNORE else None for header, field in fields.items()}
    fields = _joined_names(fields, sample)
    drafted = _columns(fields, best.columns, sample)
    unknown = [column.header for column in drafted if column.field is None]
    confidence = sum(column.confidence for column in drafted) / max(len(drafted), 1) * (0.5 + 0.5 * ahead)
    if is_none:
        reason = "not recognised by its headings or its cells"
        mapping = Mapping(record="none", one_row_is=reason, ignore=tuple(columns), drafted=True)
        return Draft(mapping, 0.0, drafted, unknown, (f"The table was {reason}.",))
    constants, notes = constants_of(best, said, sample)
    mapping = Mapping(
        record=best.record,
        columns={header: field for header, field in fields.items() if field and field != IGNORE},
        constants=constants,
        ignore=tuple(header for header, field in fields.items() if field in (None, IGNORE)),
        date_order=date_order_of(fields, sample),
        drafted=True,
    )
    return Draft(mapping, confidence, drafted, unknown, notes)


def _of_dates(dated: Across, said: dict[str, str], sample: pl.DataFrame) -> Draft:
    """The draft of a table with a column for each date: those are neither mapped nor ignored, but turned into rows."""
    fields = {header: field for header, (field, _) in dated.drafted.items()}
    drafted = _columns(fields, dated.drafted, sample)
    constants, notes = constants_of(dated.rest, said, sample)
    rest = {header: field for header, field in fields.items() if header not in dated.columns}
    mapping = Mapping(
        record=dated.rest.record,
        columns={header: field for header, field in rest.items() if field and field != IGNORE},
        constants=constants,
        ignore=tuple(header for header, field in rest.items() if field in (None, IGNORE)),
        unpivot=dated.unpivot,
        drafted=True,
    )
    confidence = sum(column.confidence for column in drafted) / len(drafted) * (0.5 if dated.note else 1.0)
    unknown = [column.header for column in drafted if column.field is None]
    return Draft(mapping, confidence, drafted, unknown, (*notes, *filter(None, [dated.note])))


def _columns(
    fields: dict[str, str | None], scores: dict[str, tuple[str | None, float]], sample: pl.DataFrame
) -> list[ColumnDraft]:
    return [
        ColumnDraft(header, field, scores[header][1] if field else 0.0, masked(sample[header], field))
        for header, field in fields.items()
    ]


def _kind(
    columns: list[str], profiles: dict[str, Profile], named: str | None, settings: Settings
) -> tuple[Matched, float]:
    """The columns as the kind they suit best, and how far it is ahead of the next, from 0 (not at all) to 1.

    The columns our own message reader gives are what they say.
    """
    if are_our_messages(columns):
        return Matched(
            "messages", {column: (MESSAGE_COLUMNS[column], 1.0) for column in columns}, float(len(columns))
        ), 1
    matches = [match(record, profiles, settings) for record in KINDS]
    totals = {matched.record: matched.total + (_BY_NAME if matched.record == named else 0) for matched in matches}
    first, second = sorted(matches, key=lambda matched: -totals[matched.record])[:2]
    return first, min(1.0, totals[first.record] - totals[second.record])


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
