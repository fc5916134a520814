"""Which column is which field: one field for each column and one column for each field, the best for all together."""

from collections.abc import Mapping as Lookup
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.describe.fits import fit, is_telling
from pipeline.describe.headings import IGNORE, headings
from pipeline.describe.values import Profile
from pipeline.fields import mappable, takes_several
from pipeline.settings import Settings

KNOWN_FROM = 0.2  # a column whose best score is below this is not known
_BY_CELLS_ALONE = 0.45
_PLAINLY = 0.7
# Without these a table of the kind says nothing; each that is missing tells against the kind.
NEEDED = {
    "requests": ("reference",),
    "complaints": ("reference",),
    "messages": ("from_country", "sent_on"),
    "documents": ("text",),
    "snapshots": ("country", "n"),
    "reported_figures": ("measure", "value"),
}


@dataclass(frozen=True)
class Matched:
    """The columns of one table as a record kind would have them.

    columns   header -> (field, score from 0 to 1); the field is IGNORE for a known column of no use, None where unknown
    total     how well the table suits the kind; comparable between kinds
    """

    record: str
    columns: dict[str, tuple[str | None, float]]
    total: float

    @property
    def fields(self) -> set[str]:
        return {field for field, _ in self.columns.values() if field}


def match(record: str, profiles: Lookup[str, Profile], settings: Settings) -> Matched:
    """The best one-to-one choice of fields for these columns, were they a table of this kind."""
    fields, headers = mappable(record), list(profiles)
    scores = [_scores(header, record, profiles[header], settings) for header in headers]
    by_field = np.array([[score.get(field, 0.0) for field in fields] for score in scores]).reshape(
        len(headers), len(fields)
    )
    aside = np.zeros((len(headers), len(headers)))
    np.fill_diagonal(aside, [max(KNOWN_FROM, score.get(IGNORE, 0.0)) for score in scores])
    rows, chosen = linear_sum_assignment(np.hstack([by_field, aside]), maximize=True)
    columns: dict[str, tuple[str | None, float]] = {}
    for row, choice in zip(rows.tolist(), chosen.tolist(), strict=True):
        score = scores[row]
        if choice < len(fields) and score.get(fields[choice], 0.0) > KNOWN_FROM:
            columns[headers[row]] = (fields[choice], score[fields[choice]])
        elif (second := _second(record, score)) is not None:
            columns[headers[row]] = (second, score[second])
        elif score.get(IGNORE, 0.0) > KNOWN_FROM:
            columns[headers[row]] = (IGNORE, score[IGNORE])
        else:
            columns[headers[row]] = (None, 0.0)
    return Matched(record, columns, _total(record, columns))


def _second(record: str, score: dict[str, float]) -> str | None:
    """The field this column fills beside another one: plainly its best, and one that several columns may fill."""
    best = max(score, key=lambda field: score[field])
    return best if best != IGNORE and score[best] >= _PLAINLY and takes_several(record, best) else None


def _scores(header: str, record: str, cells: Profile, settings: Settings) -> dict[str, float]:
    """Field -> how sure the column is it, by its heading and its cells."""
    likeness = headings(settings.vocabulary, record).likeness(header)
    scores = {}
    for field in mappable(record):
        like, fits = likeness.get(field, 0.0), fit(field, cells)
        score = min(1.0, like * (0.1 + 1.1 * fits))
        if is_telling(field, cells):
            score = max(score, _BY_CELLS_ALONE * (1 - likeness.get(IGNORE, 0.0)))
        scores[field] = score
    scores[IGNORE] = max(0.85 * likeness.get(IGNORE, 0.0), 0.5 if cells.is_counter else 0.0)
    return scores


def _total(record: str, columns: dict[str, tuple[str | None, float]]) -> float:
    used = {field: score for field, score in columns.values() if field and field != IGNORE}
    missing = sum(field not in used for field in NEEDED[record])
    return sum(score - KNOWN_FROM for score in used.values()) - missing
