"""The unit rows beside the models: rows given, rows expected."""

import pytest

from pipeline.graph.models import load
from pipeline.graph.units import differences, unit_tests

TESTS = unit_tests()


@pytest.mark.parametrize("test", TESTS, ids=lambda test: f"{test.model}: {test.name}")
def test_unit_rows(test):
    assert differences(test) == []


def test_every_test_is_of_a_model_and_has_a_name_of_its_own():
    names = [(test.model, test.name) for test in TESTS]
    assert len(names) == len(set(names))
    assert {test.model for test in TESTS} <= set(load())
