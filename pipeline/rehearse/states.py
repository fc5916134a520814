"""What a record showed on a day: what was decided later was not yet in it."""

from datetime import date

from pipeline.rehearse.records import LAST_DAY, Complaint, Request

Shown = dict[str, object]


def of_request(request: Request, day: date = LAST_DAY) -> Shown:
    """The fields of a request that change with time, as they stood at the end of `day`."""
    is_answered = request.checked_on is None or request.checked_on <= day
    is_cancelled = request.cancelled_on is not None and request.cancelled_on <= day
    return {
        "check_outcome": request.check_outcome if is_answered else request.first_said or "pending",
        "checked_on": request.checked_on if is_answered else None,
        "refusal_ground": request.refusal_ground if is_answered else None,
        "cancelled_on": request.cancelled_on if is_cancelled else None,
        "cancelled_by": request.cancelled_by if is_cancelled else None,
    }


def of_complaint(complaint: Complaint, day: date = LAST_DAY) -> Shown:
    """The fields of a complaint that change with time, as they stood at the end of `day`."""
    is_decided = complaint.decided_on is not None and complaint.decided_on <= day
    is_admitted = complaint.admissible_on is not None and complaint.admissible_on <= day
    outcome = complaint.outcome if is_decided or complaint.decided_on is None else "pending"
    return {
        "outcome": outcome,
        "decided_on": complaint.decided_on if is_decided else None,
        "grounds": complaint.grounds if is_decided else (),
        "admissible_on": complaint.admissible_on if is_admitted else None,
        "is_admissible": _is_admissible(outcome, is_admitted),
        "has_data": _has_data(outcome),
    }


def _is_admissible(outcome: str | None, is_admitted: bool) -> bool | None:
    return False if outcome == "inadmissible" else True if is_admitted else None


def _has_data(outcome: str | None) -> bool | None:
    if outcome == "no_data":
        return False
    return True if outcome in ("compliant", "compliant_with_update", "non_compliant", "deleted_by_source") else None
