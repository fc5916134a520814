"""Makes the whole invented world from a seed and a scenario."""

from pipeline.rehearse import bonds, complaints, messages, requests
from pipeline.rehearse.dealing import stream
from pipeline.rehearse.people import Crowd
from pipeline.rehearse.records import World
from pipeline.rehearse.scenario import Scenario


def make(seed: int, story: Scenario, namesakes: float = 0) -> World:
    """Requests, their people, what was complained about, how the rest ended, and what the bureaus wrote each other.

    namesakes   share of people who bear the name of somebody else
    """
    crowd = Crowd(stream(seed, "people"), namesakes)
    world = World(people=crowd.people)
    world.requests = requests.plant(stream(seed, "requests"), story)
    bonds.tie(stream(seed, "bonds"), world.requests, crowd)
    world.complaints = complaints.plant(stream(seed, "complaints"), story, world.requests, crowd)
    contested = {id(one.request) for one in world.complaints if one.request}
    requests.end_the_rest(stream(seed, "ends"), world.requests, contested)
    world.messages = messages.plant(stream(seed, "messages"), story, world, crowd)
    return world
