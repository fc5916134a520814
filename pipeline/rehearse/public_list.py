"""A list of notices as the public site gives it: people, no requesting country, no outcome; it enters no rate."""

import json
from pathlib import Path
from random import Random

from anyascii import anyascii

from pipeline.rehearse.material import load
from pipeline.rehearse.records import Request, World

PATH = "public/notices.json"
SHOWN = 0.05  # of the red notices in circulation
FIRST_NUMBER = 80000  # above every number a bureau gives, so that no notice is taken for a request of the register
SITE = "https://notices.example.org/v1/red/"

SPEC = {
    "one_row_is": "a notice on a list in the form of the public site's",
    "record": "requests",
    "as_of": "2025-12-01",
    "constants": {"population": "published_list", "instrument": "red_notice"},
    "columns": {
        "entity_id": "reference",
        "name": "family_name",
        "forename": "forename",
        "date_of_birth": "birth_date",
        "nationalities": "nationalities",
    },
    "ignore": ["_links.self.href"],
}


def write(folder: Path, rng: Random, world: World) -> int:
    """Write the list into the delivery; returns how many notices are on it."""
    shown = [request for request in world.requests if _is_public(request) and rng.random() < SHOWN]
    notices = [_notice(request, FIRST_NUMBER + number) for number, request in enumerate(shown)]
    page = {
        "total": len(notices),
        "query": {"page": 1, "resultPerPage": len(notices)},
        "_embedded": {"notices": notices},
    }
    path = folder / PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(page, ensure_ascii=False) + "\n", "utf8")
    return len(notices)


def _is_public(request: Request) -> bool:
    is_red = request.instrument == "red_notice" and not request.is_lone
    return is_red and request.check_outcome == "passed" and not request.cancelled_on and request.person is not None


def _notice(request: Request, number: int) -> dict[str, object]:
    person = request.person
    assert person is not None  # noqa: S101 (_is_public)
    entity = f"{request.year}/{number}"
    return {
        "forename": anyascii(person.latin[0]).upper(),
        "date_of_birth": person.born.replace("-", "/"),
        "entity_id": entity,
        "nationalities": [load("countries")[code]["alpha2"] for code in person.nationalities],
        "name": anyascii(person.latin[1]).upper(),
        "_links": {"self": {"href": SITE + entity.replace("/", "-")}},
    }
