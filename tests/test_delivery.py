"""SOURCE.yml is read as it is meant; what cannot be meant is said with its line; deliveries are found as they lie."""

from datetime import date

import pytest

from pipeline.delivery import find, load, loose_files
from pipeline.errors import Fault
from pipeline.settings import Settings

WHOLE = """\
title: Notice register, export of November 2024
nature: invented
received: {date: 2024-11-18, from: source B, by: [desk, archive]}
as_of: 2024-11-01
terms: counts and shares only
files:
  register/*.csv:
    record: requests
    reader: {encoding: cp1251, delimiter: ";", header_row: 3}
    columns: {No: reference, Страна: requesting_country, Имя: forename}
    constants: {population: register, instrument: red_notice}
    ignore: [Yes, Примечание]
    date_order: month_first
    expect: {rows: [100, 200], years: 2009}
  register/late.csv:
    record: none
    one_row_is: a remark of the desk
  book.xlsx:
    as_of: 2024-10-31
    tables:
      Register: {record: complaints, columns: {Ref: reference}, as_of: 2024-10-01}
      Notes*: {record: none, one_row_is: remarks}
  mail/*.eml: {record: messages}
"""


def settings_of(folder, **files):
    """Deliveries of one file each beside a SOURCE.yml: name -> the text of it, or None for no SOURCE.yml."""
    for name, text in files.items():
        (folder / name).mkdir()
        (folder / name / "a.csv").write_text("Ref\n1\n")
        if text is not None:
            (folder / name / "SOURCE.yml").write_text(text, encoding="utf-8")
    return Settings(raw=folder)


def only(folder, text, **choices):
    settings = settings_of(folder, leak=text)
    return load(Settings(raw=settings.raw, **choices))[0]


def fault_of(folder, text) -> str:
    with pytest.raises(Fault) as caught:
        only(folder, text)
    return str(caught.value)


def test_everything_a_person_may_say_is_read_as_written(tmp_path):
    delivery = only(tmp_path, WHOLE)
    mapping = delivery.spec_for("register/2024.csv").mapping_for("")
    assert (delivery.name, delivery.nature, delivery.received_on) == ("leak", "invented", date(2024, 11, 18))
    assert delivery.received == {"date": "2024-11-18", "from": "source B", "by": "desk, archive"}
    assert mapping.columns == {"No": "reference", "Страна": "requesting_country", "Имя": "forename"}
    assert mapping.constants == {"population": "register", "instrument": "red_notice"}
    assert mapping.ignore == ("Yes", "Примечание")
    assert mapping.expect == {"rows": [100, 200], "years": [2009, 2009]}
    assert (mapping.date_order, mapping.drafted) == ("month_first", False)
    assert delivery.spec_for("register/2024.csv").reader == {"encoding": "cp1251", "delimiter": ";", "header_row": 3}


def test_the_day_records_speak_for_comes_from_table_else_file_else_delivery_else_receipt(tmp_path):
    delivery = only(tmp_path, WHOLE)
    book = delivery.spec_for("book.xlsx")
    assert book.mapping_for("Register").as_of == date(2024, 10, 1)
    assert book.mapping_for("Notes of May").as_of == date(2024, 10, 31)
    assert delivery.spec_for("register/2024.csv").mapping_for("").as_of == date(2024, 11, 1)
    (tmp_path / "other").mkdir()
    received = only(
        tmp_path / "other", "title: x\nnature: real\nreceived: 2024-11-18\nfiles: {a.csv: {record: none}}\n"
    )
    assert received.spec_for("a.csv").mapping_for("").as_of == date(2024, 11, 18)


def test_a_very_path_wins_over_a_pattern_and_an_unknown_table_has_no_mapping(tmp_path):
    delivery = only(tmp_path, WHOLE)
    assert delivery.spec_for("register/late.csv").mapping_for("").record == "none"
    assert delivery.spec_for("book.xlsx").mapping_for("Other") is None
    assert delivery.spec_for("scan.pdf") is None
    assert delivery.spec_for("mail/1.eml").mapping_for("").columns["from"] == "from_country"


@pytest.mark.parametrize(
    "text, place, said",
    [
        ("title: x\nnature: maybe\n", "line 2", "real, invented"),
        ("title: x\n", "line 1", "`nature: …`"),
        ("title: x\nnature: real\ncolums: 1\n", "line 3", "no key of the file"),
        ("title: x\nnature: real\ntitle: y\n", "line 3", "stands twice"),
        ("title: x\nnature: real\nas_of: 2024-13-01\n", "line 3", "no day of the calendar"),
        ("title: x\nnature: real\nas_of: 2024-11\n", "line 3", "a whole day"),
        ("title: a: b\nnature: real\n", "line 1, column 9", "not readable as YAML"),
        ("title: x\nnature: real\nfiles:\n\ta.csv: {}\n", "line 4", "never tabs"),
        ("title: x\nnature: real\nfiles: [a.csv]\n", "line 3", "Expected keys under files"),
        ("title: [x\nnature: real\n", "line", "not readable as YAML"),
        ("- title\n", "line 1", "the file is a list"),
        ("", "line 1", "empty"),
        ("title: !!python/object/apply:os.getcwd []\nnature: real\n", "line 1", "tag"),
        ("title: x\nnature: real\nexpect: {rows: many}\n", "line 3", "[lowest, highest]"),
    ],
)
def test_a_fault_says_file_line_and_what_was_expected(tmp_path, text, place, said):
    message = fault_of(tmp_path, text)
    assert message.startswith(f"leak/SOURCE.yml, {place}")
    assert said in message


@pytest.mark.parametrize(
    "entry, line, said",
    [
        ("record: request", 5, "Did you mean 'requests'?"),
        ("record: requests\n    columns: {A: refrence}", 6, "Did you mean 'reference'?"),
        ("record: requests\n    columns: {A: reference, B: reference}", 6, "filled from two columns"),
        ("record: requests\n    columns: {A: decided_on}", 6, "no field of requests"),
        ("record: requests\n    columns: {A: requested_on_text}", 6, "Did you mean 'requested_on'?"),
        ("record: requests\n    constants: {record_id: x}", 6, "no key of constants"),
        ("columns: {A: reference}", 5, "but no `record`"),
        ("record: requests\n    colums: {A: reference}", 6, "Did you mean 'columns'?"),
        ("sha256: 9f2c", 5, "64 signs"),
        ("tables: {One: {one_row_is: x}}", 5, "names no record"),
        ("date_order: day", 5, "day_first"),
    ],
)
def test_a_fault_in_an_entry_names_the_nearest_word(tmp_path, entry, line, said):
    message = fault_of(tmp_path, f"title: x\nnature: real\nfiles:\n  a.csv:\n    {entry}\n")
    assert f"line {line}:" in message
    assert said in message


def test_a_list_may_be_filled_from_several_columns(tmp_path):
    files = "files: {a.csv: {record: requests, columns: {A: reference, B: nationalities, C: nationalities}}}"
    delivery = only(tmp_path, f"title: x\nnature: real\n{files}\n")
    assert delivery.spec_for("a.csv").mapping_for("").columns["C"] == "nationalities"


def test_a_file_that_is_not_utf_8_is_a_fault_with_its_line(tmp_path):
    settings = settings_of(tmp_path, leak="")
    (tmp_path / "leak" / "SOURCE.yml").write_bytes("title: x\nnature: real # Ссылка\n".encode("cp1251"))
    with pytest.raises(Fault, match="line 2: the file is not UTF-8"):
        load(settings)


def test_a_month_of_receipt_is_kept_as_written_and_no_day_is_invented(tmp_path):
    delivery = only(tmp_path, "title: x\nnature: real\nreceived: 2024-11\n")
    assert (delivery.received_on, delivery.as_of, delivery.received) == (None, None, {"date": "2024-11"})


def test_deliveries_come_in_order_of_name_and_the_demonstration_only_alone(tmp_path):
    source = "title: x\nnature: invented\n"
    settings = settings_of(tmp_path, demonstration=source, hand=None, published=None)
    assert [delivery.name for delivery in load(settings)] == ["demonstration"]
    settings_of(tmp_path, b=source, a=source)
    (tmp_path / "empty").mkdir()
    assert [delivery.name for delivery in load(settings)] == ["a", "b"]
    assert find(settings, "demonstration").nature == "invented"


def test_real_and_invented_never_meet(tmp_path):
    settings = settings_of(tmp_path, a="title: x\nnature: invented\n", b="title: y\nnature: real\n")
    with pytest.raises(Fault, match="b is real and a is invented"):
        load(settings)


def test_a_folder_without_a_description_counts_as_real_once_drafts_are_accepted(tmp_path):
    settings = settings_of(tmp_path, a="title: x\nnature: invented\n", b=None)
    assert [(delivery.name, delivery.stated) for delivery in load(settings)] == [("a", True), ("b", False)]
    with pytest.raises(Fault, match=r"b has no SOURCE\.yml"):
        load(Settings(raw=tmp_path, accept_drafts=True))


def test_drafts_accepted_a_description_may_leave_its_nature_out(tmp_path):
    assert only(tmp_path, "title: x\nreceived: 2024-11-18\n", accept_drafts=True).nature == "real"


def test_no_delivery_says_what_to_do(tmp_path):
    with pytest.raises(Fault, match="there is no delivery here"):
        load(Settings(raw=tmp_path))
    (tmp_path / "notices.csv").write_text("Ref\n1\n")
    (tmp_path / "README.md").write_text("about")
    (tmp_path / ".gitkeep").write_text("")
    with pytest.raises(Fault, match="files lie here in no delivery"):
        load(Settings(raw=tmp_path))
    assert [path.name for path in loose_files(Settings(raw=tmp_path))] == ["notices.csv"]
    (tmp_path / "SOURCE.yml").write_text("title: x")
    with pytest.raises(Fault, match="itself a delivery"):
        load(Settings(raw=tmp_path))
    with pytest.raises(Fault, match="no such folder"):
        load(Settings(raw=tmp_path / "absent"))


def test_an_unknown_or_misnamed_delivery_is_a_fault_that_helps(tmp_path):
    settings = settings_of(tmp_path, a=None)
    with pytest.raises(Fault, match="There are: a"):
        find(settings, "b")
    (tmp_path / "a" / "source.yaml").write_text("title: x")
    with pytest.raises(Fault, match=r"Rename it to SOURCE\.yml"):
        load(settings)
