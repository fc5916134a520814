"""Which later records follow an ended request in the planted world: the second count beside the SQL of the marts."""

from collections import defaultdict
from collections.abc import Iterator

from pipeline.rehearse.records import Message, Request, World

SEEKING = ("locate", "information", "arrest")
PROXY_DAYS = 365
SEQUENCES = ("refused_then_messaged", "repeat_requests", "proxy_requests")
ALONE = "messages_without_request"

# name of the sequence, request that ended, what came later, days between
Followed = tuple[str, Request, Request | Message, int]


def count(world: World) -> dict[str, int]:
    """Rows of each sequence table, and messages that were answered."""
    totals = dict.fromkeys(SEQUENCES, 0)
    for name, _, _, _ in followed(world):
        totals[name] += 1
    answered = len({id(message.asked) for message in world.messages if message.asked})
    return {**totals, ALONE: sum(1 for _ in without_request(world)), "messages_answered": answered}


def followed(world: World) -> Iterator[Followed]:
    """Each ended request with each record that came strictly after the day it ended."""
    requests, messages = _of_people(world)
    for number, own in requests.items():
        for ended in own:
            if ended.ended and ended.country:
                yield from _after(ended, own, messages[number])


def without_request(world: World) -> Iterator[Message]:
    """Each message that seeks a person for whom its country has no request by that day."""
    requests, messages = _of_people(world)
    for number, sent in messages.items():
        yield from (m for m in sent if not any(_is_on_record(request, m) for request in requests[number]))


def _of_people(world: World) -> tuple[dict[int, list[Request]], dict[int, list[Message]]]:
    """Requests and seeking messages by the number of their person."""
    requests: dict[int, list[Request]] = defaultdict(list)
    messages: dict[int, list[Message]] = defaultdict(list)
    for request in world.requests:
        if request.person:
            requests[request.person.number].append(request)
    for message in world.messages:
        if message.person and message.purpose in SEEKING:
            messages[message.person.number].append(message)
    return requests, messages


def _after(ended: Request, requests: list[Request], messages: list[Message]) -> Iterator[Followed]:
    day = ended.ended[0] if ended.ended else ended.requested_on
    for message in messages:
        if message.country == ended.country and message.sent_on > day:
            yield "refused_then_messaged", ended, message, (message.sent_on - day).days
    for other in requests:
        if other is ended or other.precision < 10 or not other.country or other.requested_on <= day:
            continue
        days = (other.requested_on - day).days
        if other.country == ended.country:
            yield "repeat_requests", ended, other, days
        elif days <= PROXY_DAYS:
            yield "proxy_requests", ended, other, days


def _is_on_record(request: Request, message: Message) -> bool:
    return request.country == message.country and request.requested_on <= message.sent_on
