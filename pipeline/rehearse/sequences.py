"""Which later records follow an ended request in the planted world: the second count beside the SQL of the marts."""

from collections import defaultdict

from pipeline.rehearse.records import Message, Request, World

SEEKING = ("locate", "information", "arrest")
PROXY_DAYS = 365


def count(world: World) -> dict[str, int]:
    """Rows of each sequence table, and messages that were answered."""
    requests: dict[int, list[Request]] = defaultdict(list)
    messages: dict[int, list[Message]] = defaultdict(list)
    for request in world.requests:
        if request.person:
            requests[request.person.number].append(request)
    for message in world.messages:
        if message.person and message.purpose in SEEKING:
            messages[message.person.number].append(message)
    totals = {"refused_then_messaged": 0, "repeat_requests": 0, "proxy_requests": 0}
    for number, own in requests.items():
        for ended in own:
            _follow(totals, ended, own, messages[number])
    totals["messages_without_request"] = sum(
        not any(_is_on_record(request, message) for request in requests[number])
        for number, sent in messages.items()
        for message in sent
    )
    totals["messages_answered"] = len({id(message.asked) for message in world.messages if message.asked})
    return totals


def _follow(totals: dict[str, int], ended: Request, requests: list[Request], messages: list[Message]) -> None:
    """Count what came strictly after the day the request ended."""
    if not ended.ended or not ended.country:
        return
    day = ended.ended[0]
    totals["refused_then_messaged"] += sum(m.country == ended.country and m.sent_on > day for m in messages)
    for other in requests:
        if other is ended or other.precision < 10 or not other.country or other.requested_on <= day:
            continue
        if other.country == ended.country:
            totals["repeat_requests"] += 1
        elif (other.requested_on - day).days <= PROXY_DAYS:
            totals["proxy_requests"] += 1


def _is_on_record(request: Request, message: Message) -> bool:
    return request.country == message.country and request.requested_on <= message.sent_on
