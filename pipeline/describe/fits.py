"""How well the cells of a column fit a field: 1 they speak for it, 0.5 they say nothing, 0 they speak against it."""

from pipeline.describe.values import Profile
from pipeline.fields import NAME_PARTS

# The vocabulary whose words a field holds.
WORDS = {
    "instrument": "instrument",
    "check_outcome": "check_outcome",
    "refusal_ground": "ground",
    "grounds": "ground",
    "cancelled_by": "cancelled_by",
    "complaint_kind": "complaint_kind",
    "outcome": "outcome",
    "offence_category": "offence_category",
    "purpose": "purpose",
    "sex": "sex",
    "document_kind": "document_kind",
    "population": "population",
}
_COUNTRIES = {"requesting_country", "respondent_country", "from_country", "country", "nationalities", "to_countries"}
_REFERENCES = {"reference", "request_reference", "revises", "in_reply_to"}
_FLAGS = {"is_admissible", "has_data"}
_TEXTS = {"text", "offence_text", "subject", "context", "measure"}
_NUMBERS = {"n", "value", "page", "pages", "year"}
# Years that no event of these records is before, and most births of people in them are before.
_FIRST_EVENT, _LAST_BIRTH = 1992, 2003
# Share of known words from which on a column is one of that vocabulary. Charges in free words hold some of them too.
_SOME, _SURE = 0.3, 0.9
_ENOUGH = 3  # cells, from which on they may speak without a heading


def fit(field: str, cells: Profile) -> float:
    """The fit of one column to one field."""
    if not cells.n:
        return 0.5
    if field == "birth_date":
        return _birth(cells)
    if field.endswith("_on") or field == "as_of":
        return _day(cells)
    if field in WORDS:
        return _words(WORDS[field], cells, _SURE if field == "offence_category" else _SOME)
    if field in ("name", *NAME_PARTS):
        return _name(cells, is_part=field in NAME_PARTS)
    for fields, judge in (
        (_COUNTRIES, _country),
        (_REFERENCES, _reference),
        (_FLAGS, _flag),
        (_TEXTS, _text),
        (_NUMBERS, _number),
    ):
        if field in fields:
            return judge(cells)
    return _session(cells) if field == "session" else 0.5


def is_telling(field: str, cells: Profile) -> bool:
    """Whether the cells alone give the field away, under a heading nobody knows."""
    if cells.n < _ENOUGH:
        return False
    if field in WORDS:
        rivals = [cells.share(name) for name in WORDS.values() if name != WORDS[field]]
        return cells.share(WORDS[field]) >= 0.8 > max(rivals, default=0)
    return field == "birth_date" and _birth(cells) == 1


def _dates(cells: Profile) -> float:
    return cells.share("date") + cells.share("year")


def _birth(cells: Profile) -> float:
    if _dates(cells) < 0.5:
        return 0.05
    if cells.year is None:
        return 0.6
    return 1.0 if cells.year <= _LAST_BIRTH - 5 else 0.5 if cells.year <= _LAST_BIRTH else 0.1


def _day(cells: Profile) -> float:
    if _dates(cells) < 0.4:
        return 0.4 if cells.share("number") > 0.8 and cells.distinct > 0.5 else 0.05
    if cells.year is not None and cells.year < _FIRST_EVENT:
        return 0.15
    return 0.9 if cells.share("date") >= 0.5 else 0.7


def _country(cells: Profile) -> float:
    share = cells.share("country")
    if share >= 0.5:
        return 0.6 + 0.4 * share
    return 0.1 if _dates(cells) > 0.3 or cells.share("long") > 0.3 or cells.share("number") > 0.5 else 0.3


def _words(vocabulary: str, cells: Profile, enough: float) -> float:
    share = cells.share(vocabulary)
    if share >= enough:
        return 0.6 + 0.4 * share
    if _dates(cells) > 0.3 or (cells.share("country") > 0.5 and share == 0):
        return 0.05
    rivals = max((cells.share(name) for name in WORDS.values() if name != vocabulary), default=0)
    if rivals > 0.6 or (cells.share("boolean") > 0.8 and share == 0):
        return 0.15
    is_few = cells.different <= 12 or cells.distinct < 0.3
    return 0.45 if is_few and cells.share("number") < 0.5 else 0.25


def _reference(cells: Profile) -> float:
    if cells.is_counter:
        return 0.45
    if _dates(cells) > 0.5 and cells.share("date") > 0.3:
        return 0.05
    if cells.share("reference") >= 0.5:
        return 0.9 if cells.distinct > 0.3 or cells.n < 10 else 0.6
    return 0.2 if cells.share("name") + cells.share("country") + cells.share("long") > 0.5 else 0.4


def _name(cells: Profile, is_part: bool) -> float:
    if is_part and cells.share("full name") > 0.6:
        return 0.3
    if cells.share("name") >= 0.5 and cells.share("country") < 0.5:
        return 0.9 if cells.distinct > 0.4 or cells.n < 10 else 0.6
    return 0.1 if cells.share("reference") + _dates(cells) + cells.share("long") > 0.5 else 0.3


def _flag(cells: Profile) -> float:
    if cells.share("boolean") >= 0.6:
        return 1.0
    return 0.6 if cells.different <= 3 and _dates(cells) == 0 and cells.share("reference") < 0.5 else 0.1


def _text(cells: Profile) -> float:
    if _dates(cells) > 0.5 or cells.share("reference") > 0.7 or cells.share("boolean") > 0.7:
        return 0.1
    return 0.9 if cells.share("long") > 0.4 else 0.6


def _number(cells: Profile) -> float:
    return 0.9 if cells.share("number") >= 0.7 else 0.1


def _session(cells: Profile) -> float:
    return 0.8 if cells.share("reference") + cells.share("number") >= 0.5 and not _dates(cells) else 0.15
