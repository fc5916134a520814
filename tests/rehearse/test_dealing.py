"""Dealing by shares is right for every seed, not on average."""

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rehearse.dealing import apportion, deal, stream

SHARES = st.dictionaries(st.sampled_from("abcdef"), st.floats(0.01, 5), min_size=1)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6), SHARES, st.integers(0, 400))
def test_each_value_is_dealt_within_one_of_its_share(seed, shares, n):
    dealt = deal(Random(seed), shares, n)
    counts, total = Counter(dealt), sum(shares.values())
    assert len(dealt) == n
    assert all(abs(counts[value] - n * share / total) <= 1 + 1e-9 for value, share in shares.items())


@settings(deadline=None, max_examples=60)
@given(SHARES, st.integers(0, 400))
def test_what_is_apportioned_adds_up_and_stays_near_the_weights(weights, n):
    parts, total = apportion(n, weights), sum(weights.values())
    assert sum(parts.values()) == n
    assert all(abs(parts[key] - n * weight / total) < 1 for key, weight in weights.items())


def test_streams_of_other_purposes_and_seeds_are_others():
    draws = {stream(seed, purpose).random() for seed in (1, 2) for purpose in ("people", "requests")}
    assert len(draws) == 4
    assert stream(1, "people").random() == stream(1, "people").random()
