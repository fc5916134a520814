"""The figures of the page "Publicly known" by name: they read published statistics alone, never the records."""

from collections.abc import Callable

from pipeline.language import N_
from pipeline.report.figures.base import Figure
from pipeline.report.figures.methods import Rows
from pipeline.report.figures.published_outcomes import PARTS, YEAR, published_outcomes
from pipeline.report.figures.published_points import published_points

PUBLIC_SOURCE = N_("published figures; each has its source in the table beneath")
_ROWS = """
    select metric, {place} as place, value::double as value, publisher, coalesce(definition_note, '') as definition,
        source_url as source
    from raw.statistics where metric in ({metrics}) and value is not null and {where}
    order by metric, {order}, value, publisher"""


def _rows(
    metrics: dict[str, str], where: str = "country is null", place: str = "year::varchar", order: str = "year"
) -> str:
    listed = ", ".join(f"'{metric}'" for metric in metrics)
    return _ROWS.format(place=place, metrics=listed, where=where, order=order)


def _points(what: str, counts: str, labels: dict[str, str], sql: str) -> Callable[[Rows], Figure]:
    return lambda r: published_points(r.rows(sql), r.subject, what, counts, labels)


_REQUESTS = {
    "ccf_admissible_requests_received": N_("Admissible requests received: access, deletion and revision together"),
    "ccf_requests_received": N_("Requests received, admissible or not"),
    "ccf_deletion_requests_received": N_("Of these, requests for deletion; 2019-2020 are two years together"),
}
_REFUSED = {
    "ndtf_refused_or_cancelled_total": N_("Refused or cancelled, all grounds"),
    "ndtf_refused_or_cancelled_article3": N_("of these, under Article 3"),
    "ndtf_refused_or_cancelled_article2": N_("of these, under Article 2"),
    "ndtf_refused_or_cancelled_other": N_("of these, on other grounds"),
    "ndtf_refused_or_cancelled_article2_or_3": N_("of these, under Article 2 or 3, as one source adds them up"),
}
_ISSUED = {
    "red_notices_issued": N_("Red notices issued in the year"),
    "wanted_person_diffusions_issued": N_("Wanted persons diffusions sent in the year"),
    "wanted_person_alerts_issued": N_("Red notices and wanted persons diffusions together"),
}
_STOCK = {"red_notices_in_circulation": N_("Red notices valid at a date, by requesting country")}
LABELS = {**_REQUESTS, **_REFUSED, **_ISSUED, **_STOCK}  # metric -> what the figure calls it

PUBLISHED: dict[str, Callable[[Rows], Figure]] = {
    "published_requests": _points(
        N_("requests to the Commission"),
        N_("All countries. Requests of every kind: a complaint in the usual sense is only one of them."),
        _REQUESTS,
        _rows(_REQUESTS, "country is null and year >= '2016'"),
    ),
    "published_refused": _points(
        N_("alerts refused or cancelled by the task force"),
        N_(
            "All countries. Refused before and cancelled after are not told apart, and what was cancelled may be years "
            "old: no "
            "pass rate follows."
        ),
        _REFUSED,
        _rows(_REFUSED),
    ),
    "published_issued": _points(
        N_("alerts for wanted persons issued"),
        N_("All countries. Alerts of the year, not those in force and not those on the public site."),
        _ISSUED,
        _rows(_ISSUED),
    ),
    "published_stock": _points(
        N_("valid red notices"),
        N_(
            "Notices in force at a date, by the country that asked: a stock, not what was issued in a year. "
            "Days differ."
        ),
        _STOCK,
        _rows(_STOCK, "country is not null", "country || ', ' || year", "value desc"),
    ),
    "published_outcomes": lambda r: published_outcomes(
        r.rows(_rows(PARTS, f"year = '{YEAR}' and country is null")), r.subject
    ),
}
