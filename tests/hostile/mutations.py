"""Seeded damage: the same seed makes the same bytes."""

import random

from tests.hostile.goods import GOODS, good

WAYS = ("flip", "cut", "zero", "repeat", "insert", "shuffle", "head", "grow", "swap", "junk")


def mutated(kind: str, way: str, seed: int) -> bytes:
    """The good file of a format, damaged one way."""
    dice = random.Random(f"{kind} {way} {seed}")
    raw = bytearray(good(kind))
    at = dice.randrange(len(raw))
    size = dice.randint(1, max(len(raw) // 8, 2))
    if way == "flip":
        for _ in range(dice.randint(1, 8)):
            raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    elif way == "cut":
        del raw[max(at, 1) :]
    elif way == "zero":
        raw[at : at + size] = bytes(len(raw[at : at + size]))
    elif way == "repeat":
        raw[at:at] = raw[at : at + size]
    elif way == "insert":
        raw[at:at] = dice.randbytes(size)
    elif way == "shuffle":
        part = list(raw[at : at + size])
        dice.shuffle(part)
        raw[at : at + size] = bytes(part)
    elif way == "head":
        raw[: min(16, len(raw))] = dice.randbytes(min(16, len(raw)))
    elif way == "grow":
        raw += dice.randbytes(size)
    elif way == "swap":
        raw[:] = good(dice.choice([other for other in GOODS if other != kind]))
    else:
        raw[:] = dice.randbytes(len(raw))
    return bytes(raw)


def all_of(rounds: int) -> dict[str, bytes]:
    """Damaged files by name: every format, every way, so many times."""
    return {
        f"{way}_{seed}.{kind}": mutated(kind, way, seed) for kind in GOODS for way in WAYS for seed in range(rounds)
    }
