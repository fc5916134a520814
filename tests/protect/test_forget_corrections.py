"""A correction that speaks of a forgotten delivery is left of it, whoever else it names; other files are not."""

from pipeline.protect.forget import _holds
from pipeline.protect.secrets import Secrets


def test_a_correction_of_the_delivery_is_found_and_no_other_file(tmp_path):
    corrections, other = tmp_path / "corrections.yml", tmp_path / "comparisons.yml"
    corrections.write_text("- match: {file: leak/a.csv, locator: line 2}\n")
    other.write_text("# data/raw/leak/ is where it lay\n")
    assert _holds(corrections, Secrets(), "leak")
    assert not _holds(corrections, Secrets(), "other") and not _holds(other, Secrets(), "leak")
