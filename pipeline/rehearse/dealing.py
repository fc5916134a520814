"""Chance with a seed, dealt so that the shares come out right: what is calibrated holds for every seed."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")


def stream(seed: int, purpose: str) -> Random:
    """Random numbers for one purpose: another purpose, or more of one, leaves the others as they were."""
    return Random(f"{seed}/{purpose}")  # noqa: S311 (an invented world, no secret)


def deal(rng: Random, shares: Mapping[T, float], n: int) -> list[T]:
    """n values in random order, each in number within one of its share of n; shares are relative.

    >>> sorted(deal(Random(1), {"a": 0.75, "b": 0.25}, 4))
    ['a', 'a', 'a', 'b']
    """
    values, total = list(shares), sum(shares.values())
    edges = list(accumulate(share / total for share in shares.values()))
    offset = rng.random()
    dealt = [values[_place(edges, (i + offset) / n)] for i in range(n)]
    rng.shuffle(dealt)
    return dealt


def _place(edges: Sequence[float], point: float) -> int:
    return next((i for i, edge in enumerate(edges) if point < edge), len(edges) - 1)


def apportion(n: int, weights: Mapping[T, float]) -> dict[T, int]:
    """n divided by weight, whole numbers that add up to n; what is left goes to the largest remainders.

    >>> apportion(10, {"a": 1, "b": 2})
    {'a': 3, 'b': 7}
    """
    total = sum(weights.values())
    exact = {key: n * weight / total for key, weight in weights.items()}
    whole = {key: int(value) for key, value in exact.items()}
    by_remainder = sorted(weights, key=lambda key: whole[key] - exact[key])
    for key in by_remainder[: n - sum(whole.values())]:
        whole[key] += 1
    return whole


def day_in(rng: Random, year: int) -> date:
    """Any day of the year."""
    return date(year, 1, 1) + timedelta(days=rng.randrange(365))


def later(rng: Random, day: date, least: int, most: int) -> date:
    """A day `least` to `most` days after `day`."""
    return day + timedelta(days=rng.randint(least, most))
