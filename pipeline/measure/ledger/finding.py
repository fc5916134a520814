"""What the evidence says to one reading of a claim."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Shares from 0 to 1, counts, ratios, ranks: as the reading asks; None where there is nothing to say.

    numerator, denominator and the same with _b: the counts behind the value, of the country and of what it is
    compared with; `source` names where a published figure is from, `query` what was asked of rows of a table (SQL).
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    bound_low: float | None = None
    bound_high: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    numerator_b: int | None = None
    denominator_b: int | None = None
    method: str | None = None
    source: str | None = None
    query: str | None = None
