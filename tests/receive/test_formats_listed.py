"""The dictionary's list of formats says what the readers do: every media type, ending and option, and no other."""

from importlib import import_module

from pipeline.archives import ARCHIVES
from pipeline.formats import file_formats, markdown
from pipeline.receive.readers import READERS
from pipeline.receive.readers.kinds import ENDINGS


def test_every_reader_has_its_line_and_no_line_is_without_one():
    listed = {kind: one.reader for one in file_formats() for kind in one.types}
    assert listed == READERS


def test_endings_and_options_are_those_of_the_readers():
    for one in file_formats():
        assert set(one.endings) == {ending for ending, kind in ENDINGS.items() if kind in one.types}, one.format
        assert one.options == import_module(f"pipeline.receive.readers.{one.reader}").OPTIONS, one.format


def test_endings_that_no_reader_takes_are_archives_or_named_elsewhere():
    left = {kind for kind in ENDINGS.values() if kind not in READERS and kind not in ARCHIVES}
    assert left <= {"application/msword", "application/vnd.rar", "application/yaml"}


def test_the_page_has_a_line_for_each():
    page = markdown()
    assert page.count("\n|") == len(file_formats()) + 2
    assert "| PDF | .pdf |" in page
