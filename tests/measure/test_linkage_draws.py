"""Draws of who is whom are whole partitions, follow the probabilities, and are the same every time."""

import numpy as np
import pytest

from pipeline.measure.linkage.partitions import LARGEST, contracted, draw, groups


def test_a_pair_is_together_as_often_as_it_is_likely():
    (doubt,) = draw({("a", "b"): 0.3}, 4000, 1)
    assert np.mean(doubt.drawn[:, 0] == doubt.drawn[:, 1]) == pytest.approx(0.3, abs=0.03)


def test_three_of_which_two_pairs_are_likely_and_one_is_not_are_never_in_contradiction():
    (doubt,) = draw({("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): 0.02}, 1000, 1)
    together = doubt.drawn[:, 0] == doubt.drawn[:, 2]
    assert ((doubt.drawn[:, 0] == doubt.drawn[:, 1]) & (doubt.drawn[:, 1] == doubt.drawn[:, 2]) <= together).all()


def test_the_same_pairs_give_the_same_draws():
    first, second = (draw({("a", "b"): 0.5, ("c", "d"): 0.6}, 50, 4) for _ in range(2))
    assert all((one.drawn == other.drawn).all() for one, other in zip(first, second, strict=True))


def test_groups_stay_small():
    pairs = {(f"n{i:02}", f"n{i + 1:02}"): 0.5 for i in range(20)}
    assert max(len(group) for group in groups(pairs)) <= LARGEST


def test_firm_ties_of_one_person_are_one_node():
    pairs, node_of = contracted([("a", "b", 0.9999), ("b", "c", 0.5)], {"a": "p", "b": "p", "c": "q"})
    assert pairs == {("a", "c"): 0.5}
    assert node_of == {"a": "a", "b": "a", "c": "c"}
