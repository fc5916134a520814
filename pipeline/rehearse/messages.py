"""Messages between bureaus: about requests that stand, after they ended, without any, and the answers."""

from collections import defaultdict
from random import Random

from pipeline.rehearse.dealing import later
from pipeline.rehearse.material import load
from pipeline.rehearse.people import Crowd
from pipeline.rehearse.records import LAST_DAY, Message, Request, World
from pipeline.rehearse.scenario import Scenario

SEEKING = ("locate", "information", "arrest")
PLANNED = 4000  # at the demonstration's size


def plant(rng: Random, story: Scenario, world: World, crowd: Crowd) -> list[Message]:
    """Every message of the world, in order of its day. Lone requests are never spoken of."""
    spoken_of = [request for request in world.requests if request.person and not request.is_lone]
    sent = [message for request in spoken_of for message in _after_the_end(rng, request)]
    sent += [message for request in spoken_of for message in _farewell(rng, request)]
    wished = round(PLANNED * story.scale / 1.2)
    sent += _without_request(rng, spoken_of, crowd, round(wished * 0.1))
    sent += [_about(rng, rng.choice(spoken_of)) for _ in range(max(0, wished - len(sent)))]
    sent = [message for message in sent if message.sent_on <= LAST_DAY]
    sent += [answer for message in sent for answer in _answers(rng, message)]
    sent.sort(key=lambda message: (message.sent_on, message.country, message.person.number if message.person else 0))
    _number(sent)
    _spoil(rng, sent)
    return sent


def _to(rng: Random, home: str) -> tuple[str, ...]:
    """One to three other countries."""
    others = [code for code in load("countries") if code != home]
    return tuple(rng.sample(others, rng.choices((1, 2, 3), (80, 15, 5))[0]))


def _after_the_end(rng: Random, request: Request) -> list[Message]:
    """A bureau that goes on seeking the person after its request was refused or cancelled."""
    if not request.ended or request.cancelled_by == "expired" or rng.random() > 0.22:
        return []
    day = request.ended[0]
    return [
        Message(request.home, _to(rng, request.home), later(rng, day, 5, 700), rng.choice(SEEKING), request.person)
        for _ in range(rng.choices((1, 2, 3), (70, 20, 10))[0])
    ]


def _farewell(rng: Random, request: Request) -> list[Message]:
    """The bureau says that it no longer seeks the person."""
    if request.cancelled_by != "requesting_bureau" or not request.cancelled_on or rng.random() > 0.2:
        return []
    to = _to(rng, request.home)
    return [Message(request.home, to, later(rng, request.cancelled_on, 0, 20), "cancel", request.person, request)]


def _without_request(rng: Random, requests: list[Request], crowd: Crowd, n: int) -> list[Message]:
    """People whom a bureau seeks by message alone: unknown before, or sought by another country only."""
    found = []
    for _ in range(n):
        model = rng.choice(requests)
        person = crowd.new(load("countries")[model.home]["names"])
        day = later(rng, model.requested_on, 0, 60)
        found.append(Message(model.home, _to(rng, model.home), day, rng.choice(SEEKING), person))
    return found


def _about(rng: Random, request: Request) -> Message:
    """An ordinary message on a request, from the day it was made."""
    day = later(rng, request.requested_on, 0, 400)
    purpose = rng.choices((*SEEKING, "other"), (40, 35, 20, 5))[0]
    return Message(request.home, _to(rng, request.home), day, purpose, request.person, request)


def _answers(rng: Random, asked: Message) -> list[Message]:
    """One bureau in four answers within some weeks."""
    day = later(rng, asked.sent_on, 1, 60)
    if asked.purpose not in SEEKING or day > LAST_DAY or rng.random() > 0.3:
        return []
    return [Message(rng.choice(asked.to), (asked.country,), day, "reply", asked.person, asked=asked)]


def _number(messages: list[Message]) -> None:
    """Each bureau numbers what it sends, year by year: RUS-M-2021-00431."""
    sent: dict[tuple[str, int], int] = defaultdict(int)
    for message in messages:
        key = (message.country, message.sent_on.year)
        sent[key] += 1
        message.reference = f"{message.country}-M-{key[1]}-{sent[key]:05}"


def _spoil(rng: Random, messages: list[Message]) -> None:
    """A few whose purpose nobody can read."""
    for message in messages:
        if rng.random() < 0.003 and message.purpose == "other":
            message.purpose = None
            message.odd.add("purpose")
