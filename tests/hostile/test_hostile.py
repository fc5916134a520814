"""A fast part of the hostile files: none ends the run, hangs it, or gives rows that are not in the good file."""

from tests.hostile import made, more, mutations
from tests.hostile.goods import GOODS
from tests.hostile.trial import counts, descriptions, tried

SLOW = (
    "bomb",
    "many",
    "endless",
    "headers.eml",
    "huge_header",
    "long_line",
    "open_tags",
    "parts.eml",
    "deep.rtf",
    "wide",
)


def test_files_made_to_hurt_are_named_and_do_nothing(tmp_path):
    files = {**made.office_files(), **made.texts(), **more.markup(), **more.zips()}
    files = {name: content for name, content in files.items() if not name.startswith(SLOW)}
    files |= {f"{way}_9.{kind}": mutations.mutated(kind, way, 9) for kind in GOODS for way in ("flip",)}
    results = tried(files, tmp_path / "trial")
    total = counts(results)
    assert (total["hung"], total["wrong rows"]) == (0, 0)
    assert all(one.status in ("read", "unpacked", "skipped") or one.reason for one in results)
    failed = {one.path: one.reason for one in results if one.status == "failed"}
    assert "defines entities" in failed["entities.docx"] and "defines entities" in failed["outside.docx"]
    assert "defines entities" in failed["more_utf16.docx"] and "defines entities" in failed["more_laughs.docx"]
    status = {one.path: one.status for one in results}
    assert status["more_devices.zip!/aux .csv"] == status["more_unc.zip!///192.0.2.1/a"] == "skipped"
    assert "columns" not in failed.get("formulas.csv", "")


def test_a_description_can_run_nothing(tmp_path):
    said = descriptions(tmp_path)
    assert all(said[name] for name in ("python object", "python name", "own tag", "nul", "password itself")), said


def test_the_same_seed_makes_the_same_bytes():
    assert (
        mutations.mutated("csv", "flip", 3)
        == mutations.mutated("csv", "flip", 3)
        != mutations.mutated("csv", "flip", 4)
    )
    assert len(mutations.all_of(1)) == len(GOODS) * len(mutations.WAYS)
