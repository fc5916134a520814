"""How often the intervals hold the probability that was planted.

    python -m benchmarks.coverage > benchmarks/coverage.txt

Every line is at least 5,000 simulated counts around one planted probability (or rate, or ratio). Each count has a
probability within JITTER of it and a number of cases within a tenth of that named, so no lattice of counts decides.
The seed is fixed. Ends with 1 where, on any line, Wilson or a cluster interval covers less than 93.5 % or more than
96.5 %, or an exact one less than 95 %.
"""

import itertools
import sys
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import ArrayLike

from pipeline.measure import clustered, differences, poisson, proportions, rate_ratios, ratios

DRAWS = 10_000
CLUSTERED_DRAWS = 5_000
BOOTSTRAPPED = 40  # persons below which the bootstrap says of itself that it is not for them
JITTER = 0.02
SEED = 20260127
SHARES = (0.1, 0.3, 0.5, 0.7, 0.9)
CASES = (40, 100, 400, 1000)
NEAR, AT_LEAST = (0.935, 0.965), (0.95, 1.0)

Line = tuple[str, str, int, float, float]


def of_shares(random: np.random.Generator) -> Iterator[Line]:
    """One share: Wilson and the others, by probability and number of cases."""
    methods = [proportions.wilson, proportions.clopper_pearson, proportions.jeffreys, proportions.mid_p]
    for planted in SHARES:
        for cases in CASES:
            p = random.uniform(planted - JITTER, planted + JITTER, DRAWS)
            n = random.integers(int(cases * 0.9), int(cases * 1.1) + 1, DRAWS)
            x = random.binomial(n, p)
            for method in methods:
                yield _line(f"share, {method.__name__}", f"p {planted} n {cases}", p, method(x, n))


def of_rates(random: np.random.Generator) -> Iterator[Line]:
    """Complaints over requests: one rate, and the ratio of two."""
    for expected in (3, 10, 50, 300):
        rate = random.uniform(0.8, 1.2, DRAWS) * expected / 1000
        x = random.poisson(rate * 1000)
        yield _line("rate, exact poisson", f"expected {expected}", rate, poisson.exact(x, 1000))
        other = random.poisson(rate * 3 * 500)
        true = np.full(DRAWS, 3.0)
        limits = rate_ratios.exact_conditional(other, 500, x, 1000)
        yield _line("rate ratio, exact conditional", f"expected {expected} ratio 3", true, limits)


def of_two_shares(random: np.random.Generator) -> Iterator[Line]:
    """Two shares: Koopman's ratio and Newcombe's difference."""
    for one, two in ((0.5, 0.5), (0.5, 0.3), (0.9, 0.7), (0.2, 0.1)):
        for cases in (60, 300):
            p1, p2 = (random.uniform(p - JITTER, p + JITTER, DRAWS) for p in (one, two))
            n1, n2 = (random.integers(int(cases * 0.9), int(cases * 1.1) + 1, DRAWS) for _ in range(2))
            counts = (random.binomial(n1, p1), n1, random.binomial(n2, p2), n2)
            what = f"p {one} and {two} n {cases}"
            yield _line("ratio of shares, koopman", what, p1 / p2, ratios.koopman(*counts))
            yield _line("difference of shares, newcombe", what, p1 - p2, differences.newcombe(*counts))


def of_files_of_persons(random: np.random.Generator) -> Iterator[Line]:
    """Persons with one to five files that tend to end alike: Wilson on files, the sandwich and the bootstrap."""
    methods: dict[str, Callable[[np.ndarray, list[int]], tuple[ArrayLike, ArrayLike]]] = {
        "files, wilson as if independent (too narrow)": lambda x, who: proportions.wilson(x.sum(), x.size),
        "files, cluster sandwich": lambda x, who: _ends(clustered.sandwich(x, who)),
        "files, cluster bootstrap": lambda x, who: _ends(clustered.bootstrap(x, who)),
    }
    for planted, persons in itertools.product((0.3, 0.5), (15, 30, 80, 200)):
        worlds = [_persons(random, planted, persons) for _ in range(CLUSTERED_DRAWS)]
        for name, method in methods.items():
            if persons < BOOTSTRAPPED and name.endswith("bootstrap"):
                continue
            limits = np.array([method(x, who) for x, who in worlds], dtype=float)
            true = np.full(CLUSTERED_DRAWS, planted)
            yield _line(name, f"p {planted} persons {persons}", true, (limits[:, 0], limits[:, 1]))


def _persons(random: np.random.Generator, planted: float, persons: int) -> tuple[np.ndarray, list[int]]:
    """Files (0 or 1) and whose they are; each person's own probability is Beta with mean `planted`, strength 1."""
    files = random.choice([1, 2, 3, 5], p=[0.6, 0.2, 0.1, 0.1], size=persons)
    own = random.beta(planted, 1 - planted, persons)
    who = np.repeat(np.arange(persons), files)
    return random.binomial(1, own[who]), who.tolist()


def _ends(found: clustered.Clustered) -> tuple[float, float]:
    return found.low, found.high


def _line(method: str, what: str, true: np.ndarray, limits: tuple[np.ndarray, np.ndarray]) -> Line:
    low, high = limits
    covered = (low <= true) & (true <= high)
    bounded = np.isfinite(low) & np.isfinite(high)
    return method, what, true.size, float(covered.mean()), float(np.mean((high - low)[bounded]))


def wanted(method: str) -> tuple[float, float]:
    """The least and the most a method may cover."""
    if ("wilson" in method and "too narrow" not in method) or "cluster" in method:
        return NEAR
    return AT_LEAST if "exact" in method or "clopper" in method else (0.0, 1.0)


def main() -> int:
    """Print every line, then each method's range and average; 1 where a line is not where it should be."""
    random = np.random.default_rng(SEED)
    parts = (of_shares, of_rates, of_two_shares, of_files_of_persons)
    lines = [line for part in parts for line in part(random)]
    print(f"{'method':<46}{'planted':<28}{'counts':>8}{'covered':>10}{'width':>9}")
    for method, what, draws, covered, width in lines:
        print(f"{method:<46}{what:<28}{draws:>8,}{covered:>10.2%}{width:>9.4f}")
    print(f"\n{'method':<46}{'counts':>9}{'least':>9}{'average':>9}{'most':>9}   allowed")
    missed = 0
    for method in dict.fromkeys(line[0] for line in lines):
        mine = [line for line in lines if line[0] == method]
        found = [line[3] for line in mine]
        low, high = wanted(method)
        fits = low <= min(found) and max(found) <= high
        missed += not fits
        said = "" if (low, high) == (0.0, 1.0) else f"{low:.1%} to {high:.1%}{'' if fits else ': MISSED'}"
        counts = sum(line[2] for line in mine)
        mean = sum(found) / len(found)
        print(f"{method:<46}{counts:>9,}{min(found):>9.2%}{mean:>9.2%}{max(found):>9.2%}   {said}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
