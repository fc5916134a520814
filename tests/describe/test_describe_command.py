"""`describe` writes a SOURCE.yml that can be read back as the draft it was, and leaves raw alone."""

import io
import zipfile
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from pipeline import run as stages
from pipeline.delivery import Delivery, load
from pipeline.describe import draft_table, run
from pipeline.describe.written import Entry, source_text
from pipeline.errors import Fault
from pipeline.mapping import Mapping
from pipeline.receive.readers.base import Table
from pipeline.receive.within import files_within
from pipeline.settings import Settings
from pipeline.source_file import parse
from pipeline.warehouse import reading

ROWS = {
    "Ref": ["RN-1/14", "RN-2/14"],
    "Requesting bureau": ["NCB Moscow", "NCB Ankara"],
    "Person": ["Oleg Barsukov"] * 2,
}


def readers(path: Path, options: dict):
    """Every file is one table, a workbook two; `broken` cannot be read."""
    if "broken" in path.name:
        raise Fault(path.name, "the file breaks off", "Ask for it again.")
    for name in ("Register", "Notes") if path.suffix == ".xlsx" else ("",):
        rows = pl.DataFrame({"Zzyzx": ["x"]} if name == "Notes" else ROWS).with_columns(_locator=pl.lit("line 2"))
        yield Table(name, [column for column in rows.columns if column != "_locator"], iter([rows]))


def mapping_of(delivery: Delivery, path: str, table: str = "") -> Mapping:
    spec = delivery.spec_for(path)
    mapping = spec.mapping_for(table) if spec else None
    assert mapping is not None
    return mapping


@pytest.fixture
def settings(tmp_path):
    for name in ("a.csv", "b.csv", "c.csv", "book.xlsx", "broken.csv2"):
        (tmp_path / "raw" / "leak" / "in").mkdir(parents=True, exist_ok=True)
        (tmp_path / "raw" / "leak" / "in" / name).write_text("x")
    return Settings(raw=tmp_path / "raw", derived=tmp_path / "derived")


def test_the_draft_can_be_reviewed_saved_and_loaded(settings):
    said = run(settings, "leak", readers, files_within)
    target = settings.derived / "drafts" / "leak" / "SOURCE.yml"
    drafted = parse(target, "leak")
    assert "3 tables drafted; 1 of 7 columns are not known" in said
    assert "Not read: in/broken.csv2: the file breaks off. Ask for it again." in said
    assert [spec.pattern for spec in drafted.files] == ["in/*.csv", "in/book.xlsx"]
    assert mapping_of(drafted, "in/a.csv").columns == {
        "Ref": "reference",
        "Requesting bureau": "requesting_country",
        "Person": "name",
    }
    assert mapping_of(drafted, "in/book.xlsx", "Notes").record == "none"
    assert not (settings.raw / "leak" / "SOURCE.yml").exists()


def test_no_name_is_written_into_the_draft(settings):
    said = run(settings, "leak", readers, files_within)
    text = (settings.derived / "drafts" / "leak" / "SOURCE.yml").read_text(encoding="utf-8")
    assert "O*** B*******" in text
    assert "Barsukov" not in text + said


def test_written_into_the_delivery_only_where_asked_and_nothing_is_there(settings):
    assert "It is now leak/SOURCE.yml" in run(settings, "leak", readers, files_within, write=True)
    assert mapping_of(load(settings)[0], "in/a.csv").record == "requests"
    assert "nothing to draft" in run(settings, "leak", readers, files_within)
    with pytest.raises(Fault, match="is there already"):
        run(settings, "leak", readers, files_within, write=True)


def test_files_that_have_a_mapping_are_left_alone_and_reader_options_carried_over(settings):
    source = "title: x\nnature: invented\nfiles:\n  in/a.csv: {record: none}\n  in/*.csv: {reader: {header_row: 2}}\n"
    (settings.raw / "leak" / "SOURCE.yml").write_text(source)
    run(settings, "leak", readers, files_within)
    drafted = parse(settings.derived / "drafts" / "leak" / "SOURCE.yml", "leak")
    assert [spec.pattern for spec in drafted.files] == ["in/b.csv", "in/c.csv", "in/book.xlsx"]
    assert (drafted.nature, drafted.files[0].reader) == ("invented", {"header_row": 2})


def test_the_draft_is_the_same_every_time(settings):
    run(settings, "leak", readers, files_within)
    target = settings.derived / "drafts" / "leak" / "SOURCE.yml"
    first = target.read_bytes()
    run(settings, "leak", readers, files_within)
    assert target.read_bytes() == first


header = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), min_size=1, max_size=30)


@examples(deadline=None, max_examples=40)
@given(st.lists(header.filter(lambda text: text == text.strip()), min_size=1, max_size=5, unique=True))
def test_any_headings_come_back_as_they_were(tmp_path_factory, headers):
    sample = pl.DataFrame({name: ["No: #1", None] for name in headers})
    draft = draft_table(headers, sample, "a.csv", "", Settings())
    delivery = Delivery("leak", Path("leak"), "Leak: #1", "real", None, None)
    target = tmp_path_factory.mktemp("draft") / "SOURCE.yml"
    target.write_text(source_text(delivery, [Entry("a.csv", {"delimiter": "\t"}, {"": draft})]), encoding="utf-8")
    back = parse(target, "leak")
    expected = draft.mapping if draft.mapping.record != "none" else Mapping("none", ignore=draft.mapping.ignore)
    assert back.title == "Leak: #1"
    assert back.files[0].reader == {"delimiter": "\t"}
    assert replace(mapping_of(back, "a.csv"), one_row_is="") == replace(expected, one_row_is="", drafted=False)


def mail(path: Path, options: dict):
    """Each message fills other columns of our reader."""
    person = {"person": ["Oleg Barsukov"]} if path.name < "2" else {}
    rows = pl.DataFrame({"from": ["NCB Moscow"], "reference": ["M/1"], "text": ["Where is he?"], **person})
    yield Table("", rows.columns, iter([rows]))


def test_messages_that_fill_different_columns_share_one_entry(tmp_path):
    (tmp_path / "raw" / "leak").mkdir(parents=True)
    for number in range(4):
        (tmp_path / "raw" / "leak" / f"{number}.eml").write_text("x")
    settings = Settings(raw=tmp_path / "raw", derived=tmp_path / "derived")
    run(settings, "leak", mail, files_within)
    drafted = parse(settings.derived / "drafts" / "leak" / "SOURCE.yml", "leak")
    assert [spec.pattern for spec in drafted.files] == ["*.eml"]
    assert mapping_of(drafted, "0.eml").columns == {
        "from": "from_country",
        "reference": "reference",
        "text": "text",
        "person": "name",
    }


def test_tables_within_archives_and_mails_are_drafted_and_what_cannot_be_opened_is_named(tmp_path):
    leak = tmp_path / "raw" / "leak"
    leak.mkdir(parents=True)
    table = "Reference;Requesting country;Date requested\nA/1;RUS;2020-01-02\n"
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("deep/requests.csv", table)
    with zipfile.ZipFile(leak / "box.zip", "w") as packed:
        packed.writestr("inner.zip", inner.getvalue())
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@b", "x"
    mail.set_content("see attached")
    mail.add_attachment(table.encode(), maintype="text", subtype="csv", filename="annex.csv")
    (leak / "mail.eml").write_bytes(bytes(mail))
    (leak / "torn.zip").write_bytes(b"PK\x03\x04 nothing")
    settings = Settings(raw=tmp_path / "raw", derived=tmp_path / "derived", accept_drafts=True)
    said = stages.describe(settings, "leak", write=True)
    assert "Not read: torn.zip: " in said and "Not read: box" not in said
    drafted = parse(leak / "SOURCE.yml", "leak", "real")
    for path in ("box.zip!/inner.zip!/deep/requests.csv", "mail.eml!/annex.csv"):
        assert mapping_of(drafted, path).record == "requests"
    stages.run(settings, "stage")
    with reading(settings) as con:
        assert con.execute("select count(*) from staged.requests").fetchall() == [(2,)]
