"""The first check and the complaints speak of two populations: of all published requests only bounds can be said."""

from dataclasses import dataclass

from pipeline.results.numbers import Numbers
from pipeline.results.subject import Subject


@dataclass(frozen=True)
class Bounds:
    """Between which shares of all published requests would be found non-compliant if every one were complained about.

    published           requests that reached at least one other country, all years (count)
    overturned, kept    complaints decided on the merits one way or the other, all years (counts)
    low, high           overturned / published and 1 - kept / published (shares from 0 to 1)
    """

    published: int
    overturned: int
    kept: int

    @property
    def low(self) -> float:
        return min(1.0, self.overturned / self.published)

    @property
    def high(self) -> float:
        return max(0.0, 1 - self.kept / self.published)


def bounds(numbers: Numbers, subject: Subject) -> Bounds | None:
    """From the published numbers of all years; None where one of them is missing, suppressed or zero.

    Counts complaints, not requests: one complained about by two people is in it twice.
    """
    who = f"{subject.country}.{subject.instrument}.all"
    decided = numbers(f"overturn_rate.on_merits.{who}.decided")
    per_request = numbers(f"complaint_rate.per_circulated.{who}.received")
    if decided.numerator is None or decided.denominator is None or not per_request.denominator:
        return None
    return Bounds(per_request.denominator, decided.numerator, decided.denominator - decided.numerator)
