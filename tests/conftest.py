"""What tests of several folders share."""

import pytest


@pytest.fixture(scope="session")
def invented_site(tmp_path_factory):
    """Settings of a run whose report is written from a small invented database, notebooks and all."""
    from pipeline.report.run import run
    from tests.report import world

    settings = world.build(tmp_path_factory.mktemp("site"))
    run(settings)
    return settings
