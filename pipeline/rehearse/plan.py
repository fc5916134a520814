"""Which record stands in which file, as of which day: each at least once as it finally is, many also as they were."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from random import Random

from pipeline.rehearse import rows, states
from pipeline.rehearse.dealing import stream
from pipeline.rehearse.material import file_spec, load
from pipeline.rehearse.records import LAST_DAY, Complaint, Message, Request, World
from pipeline.rehearse.rows import Row
from pipeline.rehearse.spelling import Pen

REGISTER_OF = {"tr": "registers/talepler.tsv", "fr": "registers/demandes.csv", "en": "registers/register.xlsx"}
OLD_REGISTER, NEW_REGISTER = "registers/zaprosy_2013_2019.csv", "registers/zaprosy_2026.csv"
CHECKS = "secretariat/checks.parquet"
OLD_FILES, FRENCH_FILES, NEW_FILES = "ccf/files_2014_2020.json", "ccf/suivi_2024.csv", "ccf/files_2026.jsonl"
MESSAGES_OF = {"tr": "messages/mesajlar.csv", "ru": "messages/soobshcheniya.csv"}
OTHER_MESSAGES = "messages/messages.csv"

END_OF_2019, END_OF_2020, MID_2024 = date(2019, 12, 31), date(2020, 12, 31), date(2024, 6, 30)

Files = dict[str, list[Row]]


def pen_for(path: str, seed: int, kind: type[Pen] = Pen) -> Pen:
    """The pen that writes the rows of one file."""
    spec = file_spec(path)
    return kind(stream(seed, path), spec["language"], spec["style"], spec.get("reader", {}).get("encoding", "utf-8"))


def plan(world: World, seed: int, kind: type[Pen] = Pen, told: Collection[Complaint] = ()) -> Files:
    """The rows of every file that is a table, by path, in order of the day of the record.

    kind  what writes them
    told  complaints whose end stands elsewhere: the tables know them as they were before
    """
    files: Files = {path: [] for path in load("files") if "*" not in path}
    pens = {path: pen_for(path, seed, kind) for path in files}
    choice = stream(seed, "which file")
    for request in world.requests:
        for path, day in _of_request(choice, request):
            cells = rows.request(pens[path], request, day)
            if path == CHECKS:
                _as_checked(cells, request, day)
            files[path].append(_row(cells, request))
    for complaint in world.complaints:
        for path, day in _of_complaint(choice, complaint):
            if complaint in told and complaint.decided_on:
                day = min(day, complaint.decided_on - timedelta(days=1))
            files[path].append(_row(rows.complaint(pens[path], complaint, day), complaint))
    for message in world.messages:
        for path in _of_message(choice, message):
            pen = pens.setdefault(path, pen_for(path, seed, kind))
            files.setdefault(path, []).append(_row(rows.message(pen, message), message))
    return files


def _row(cells: rows.Cells, record: Request | Complaint | Message) -> Row:
    """A row with what the truth must know of it."""
    unknown = tuple(str(cells[field]) for field in sorted(record.odd))
    is_single = bool(record.odd) or (isinstance(record, Request) and record.is_lone)
    year = record.year if isinstance(record, Request) else 0
    return Row(cells, year=year, unknown=unknown, is_single=is_single, of=record)


def _of_request(rng: Random, request: Request) -> Iterable[tuple[str, date]]:
    """(file, day) of each listing of a request. A lone request is listed once."""
    speech = load("countries")[request.home]["speech"]
    if speech != "ru":
        yield REGISTER_OF[speech], LAST_DAY
    else:
        is_old = request.year <= END_OF_2019.year and not request.is_lone
        if is_old:
            yield OLD_REGISTER, END_OF_2019
        if not is_old or rng.random() < 0.08 or states.of_request(request, END_OF_2019) != states.of_request(request):
            yield NEW_REGISTER, LAST_DAY
    if not request.is_lone and rng.random() < 0.15:
        yield CHECKS, min(LAST_DAY, request.requested_on + timedelta(days=rng.randint(1, 400)))


def _as_checked(cells: rows.Cells, request: Request, day: date) -> None:
    """A row of the Secretariat's list: its own day; country and kind left out now and then where the number tells."""
    cells["as_of"] = day.isoformat()
    number = int(request.reference[-1])
    if not request.reference[0].isdigit() and number in (3, 7):
        cells["requesting_country" if number == 3 else "instrument"] = None


def _of_complaint(rng: Random, complaint: Complaint) -> Iterable[tuple[str, date]]:
    """(file, day) of each listing of a complaint. One nobody can read is listed once."""
    if complaint.odd:
        yield NEW_FILES, LAST_DAY
        return
    is_old = complaint.received_on <= END_OF_2020
    if is_old:
        yield OLD_FILES, END_OF_2020
    if (
        not is_old
        or rng.random() < 0.1
        or states.of_complaint(complaint, END_OF_2020) != states.of_complaint(complaint)
    ):
        yield NEW_FILES, LAST_DAY
        is_recent = complaint.decided_on is None or complaint.decided_on.year >= 2023
        if complaint.received_on <= MID_2024 and is_recent:
            yield FRENCH_FILES, MID_2024


def _of_message(rng: Random, message: Message) -> Iterable[str]:
    """Most messages stand in a table; a few came as text or mail, half of these besides."""
    speech = load("countries")[message.country]["speech"]
    chance = 1.0 if message.odd else rng.random()
    if chance < 0.04:
        name = message.reference if chance < 0.012 else message.country
        yield f"mail/{name}_{speech}.{'eml' if chance < 0.012 else 'txt'}"
    if chance >= 0.02:
        yield MESSAGES_OF.get(speech, OTHER_MESSAGES)
