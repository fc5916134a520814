"""What tests of several folders share."""

import pytest


@pytest.fixture(scope="session")
def invented_site(tmp_path_factory):
    """Settings of a run whose report has been written from a small invented database: figures, notebooks and all pages."""
    from pipeline.report.run import run
    from tests.report import world

    settings = world.build(tmp_path_factory.mktemp("site"))
    run(settings)
    return settings
