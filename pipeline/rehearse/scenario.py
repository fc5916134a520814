"""The worlds that can be planted: one where the published headline holds, and three where it is false."""

from dataclasses import dataclass
from typing import Any

from pipeline.errors import Fault
from pipeline.rehearse.material import load

SIZES = {"demonstration": 1.0, "medium": 0.35, "small": 0.1}
WORLDS = ("headline", "turkey_ahead", "sixty_passed", "twenty_overturned")


@dataclass(frozen=True)
class Scenario:
    """How large a world is and which story is true in it. `scale` multiplies every load."""

    world: str
    scale: float

    def country(self, code: str) -> dict[str, Any]:
        """Loads and shares of one country, as this world has them."""
        known = load("countries")
        if self.world == "turkey_ahead" and code in ("RUS", "TUR"):
            other = {"RUS": "TUR", "TUR": "RUS"}[code]
            return {**known[code], "complaints": known[other]["complaints"]}
        return known[code]

    def pass_share(self, code: str, year: int) -> float:
        """Passed of passed and refused, for requests of one year."""
        if code != "RUS":
            return self.country(code)["passes"]
        if self.world == "sixty_passed" and year >= 2022:
            return 0.60
        return {2022: 0.87, 2023: 0.87, 2024: 0.90, 2025: 0.91}.get(year, 0.93)

    def fall_share(self, code: str, year: int) -> float:
        """Non-compliant of all decided on the merits in one year."""
        if code != "RUS":
            return self.country(code)["falls"]
        if self.world == "twenty_overturned":
            return 0.20
        return 0.50 if year >= 2024 else self.country(code)["falls"]


def scenario(world: str, size: str) -> Scenario:
    """The scenario of these two words. Fault where either is unknown."""
    for given, known, option in ((world, WORLDS, "--world"), (size, SIZES, "--size")):
        if given not in known:
            raise Fault(option, f"'{given}' is not known", f"Give one of: {', '.join(known)}.")
    return Scenario(world, SIZES[size])
