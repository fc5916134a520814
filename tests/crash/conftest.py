"""A delivery of two files, one in an archive, and what is run on it."""

import zipfile

import pytest

from tests.crash.killing import Place

SOURCE = """\
title: Invented register
nature: invented
files:
  "*.csv":
    record: requests
    columns: {No: reference, Land: requesting_country}
"""
UNTIL = ("run", "--until", "stage")


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Place:
    folder = tmp_path_factory.mktemp("desk")
    leak = folder / "raw" / "leak"
    leak.mkdir(parents=True)
    (leak / "SOURCE.yml").write_text(SOURCE)
    (leak / "a.csv").write_text("No,Land\nA/1,RUS\n,FRA\n")
    with zipfile.ZipFile(leak / "b.zip", "w") as packed:
        packed.writestr("inner.csv", "No,Land\nB/1,TUR\n")
    return Place(folder / "raw", folder / "derived")
