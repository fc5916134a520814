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


def chain(n):
    """Pairs of a chain and the persons of its ends' halves; the surer a pair the further along."""
    pairs = [(f"n{i:02}", f"n{i + 1:02}", 0.5 + i / (3 * n)) for i in range(n)]
    return pairs, {f"n{i:02}": "p" if i < n // 2 else "q" for i in range(n + 1)}


def test_groups_stay_small_and_no_person_is_torn():
    scored, person_of = chain(20)
    pairs, node_of = contracted(scored, person_of)
    assert max(len(group) for group in groups(pairs)) <= LARGEST
    place = {node: number for number, group in enumerate(groups(pairs)) for node in group}
    for person in "pq":
        assert len({place.get(node_of.get(one)) for one, who in person_of.items() if who == person}) == 1


def test_what_only_a_judgement_ties_is_one_node():
    pairs, node_of = contracted([("a", "b", 0.5)], {"a": "p", "b": "q", "c": "p"})
    assert pairs == {("a", "b"): 0.5}
    assert node_of["c"] == node_of["a"]


def test_firm_ties_of_one_person_are_one_node():
    pairs, node_of = contracted([("a", "b", 0.9999), ("b", "c", 0.5)], {"a": "p", "b": "p", "c": "q"})
    assert pairs == {("a", "c"): 0.5}
    assert node_of == {"a": "a", "b": "a", "c": "c"}


def test_what_a_person_decided_holds_in_every_draw():
    scored = [("a", "b", 1.0), ("a", "c", 0.6), ("b", "d", 0.7), ("c", "d", 0.0), ("d", "e", 0.0)]
    pairs, node_of = contracted(scored, {"a": "p", "b": "p", "c": "q", "d": "r", "e": "s"})
    assert node_of["a"] == node_of["b"] and "e" not in node_of
    (doubt,) = draw(pairs, 1000, 1)
    drawn = {node: doubt.drawn[:, place] for place, node in enumerate(doubt.nodes)}
    assert (drawn["c"] != drawn["d"]).all()
    assert (drawn["a"] == drawn["c"]).any() and (drawn["a"] == drawn["d"]).any()
