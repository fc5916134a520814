"""What the desk hands out: the press pack, the right-of-reply pack, the PDF; and what it keeps to itself."""

import builtins
import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import polars as pl
import pypdfium2
import pytest

from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.language import _, speaking
from pipeline.protect import scan
from pipeline.protect.scan import PRIVATE
from pipeline.protect.secrets import build
from pipeline.report import book
from pipeline.report.book import run as bind
from pipeline.report.pages import numbers
from pipeline.report.paper import pdf
from pipeline.report.press import run as press
from pipeline.report.private import run as private
from pipeline.report.reply import run as reply
from pipeline.report.reply.docx import docx
from pipeline.report.reply.parts import Letter, Points, Section, Table
from pipeline.results import subject

INVENTED = "INVENTED DEMONSTRATION DATA"


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module", autouse=True)
def few():
    """Three figures stand for all in a pack: each is treated alike, and `benchmarks.gate` packs them all."""
    chosen = ("who_asks", "complaints_by_country", "published_stock")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(press, "ALL", {name: press.ALL[name] for name in chosen})
        yield chosen


@pytest.fixture(scope="module")
def pack(invented_site, few, tmp_path_factory):
    folder = tmp_path_factory.mktemp("press") / "pack"
    press.run(invented_site, folder)
    return folder


def test_the_pack_is_whole_and_the_same_twice(invented_site, pack):
    before = content(pack)
    listed = [line.split("  ") for line in (pack / "SHA256SUMS").read_text().splitlines() if line[0] != "#"]
    assert {path for _, path in listed} == set(before) - {"SHA256SUMS"}
    assert all(hashlib.sha256(before[path]).hexdigest() == digest for digest, path in listed)
    press.run(invented_site, pack)
    assert content(pack) == before


def test_the_package_describes_each_table_as_it_is(pack, few):
    package = json.loads((pack / "datapackage.json").read_text("utf8"))
    assert package["licenses"] and package["sources"]
    assert [one["path"] for one in package["resources"]] == [f"figures/{name}.csv" for name in few]
    for one in package["resources"]:
        rows = list(csv.reader(io.StringIO((pack / one["path"]).read_text("utf8"))))
        fields = one["schema"]["fields"]
        assert rows[0] == [field["name"] for field in fields]
        for row in rows[1:]:
            for cell, field in zip(row, fields, strict=True):
                if cell and field["type"] in ("integer", "number"):
                    assert float(cell) == float(cell)


def test_every_file_of_the_pack_says_that_the_data_are_invented(pack):
    for name, data in content(pack).items():
        if "published_" in name or name.endswith((".png", ".pdf")):
            continue
        text = data.decode("utf8", "ignore")
        if name.endswith(".xlsx"):
            text = zipfile.ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml").decode()
        code = "fr" if "/fr/" in name or ".fr." in name else "en"
        with speaking(code):
            assert _(INVENTED) in text, name


def test_the_french_captions_are_french_from_their_first_line(pack):
    english, french = ((pack / f"captions.{code}.md").read_text("utf8").splitlines() for code in ("en", "fr"))
    assert french[0] != INVENTED and "# Légendes" in french and "# Captions" in english
    assert [one for one in french if one.startswith("## ")] == [one for one in english if one.startswith("## ")]


def test_a_folder_of_something_else_is_left_alone(invented_site, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(Fault, match="no earlier release"):
        press.run(invented_site, tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "mine" and len(list(tmp_path.iterdir())) == 1


def test_a_name_in_one_figure_stops_the_pack_and_nothing_is_released(invented_site, tmp_path, monkeypatch):
    known = build(["Vadim Querstobrinov"], [])
    monkeypatch.setattr(scan.secrets, "of_deliveries", lambda con: known)
    png = invented_site.figures / "who_asks.png"
    clean = png.read_bytes()
    png.write_bytes(clean + b"Vadim Querstobrinov")
    try:
        with pytest.raises(Fault, match=r"figures/who_asks\.png") as stopped:
            press.run(invented_site, tmp_path / "pack")
    finally:
        png.write_bytes(clean)
    assert "querst" not in str(stopped.value).casefold() and not list(tmp_path.iterdir())


def test_the_reply_names_its_numbers_and_no_source(invented_site, tmp_path):
    reply.run(invented_site, "Russia", tmp_path / "a")
    data = content(tmp_path / "a")
    word = zipfile.ZipFile(io.BytesIO(data["reply_RUS.docx"]))
    text = word.read("word/document.xml").decode()
    assert "Request for comment: Russia" in text and "What was not tested" in text and "Our questions" in text
    assert any(INVENTED in word.read(name).decode() for name in word.namelist() if "header" in name)
    with pypdfium2.PdfDocument(data["reply_RUS.pdf"]) as paper:
        pages = [page.get_textpage().get_text_bounded() for page in paper]
    assert all(INVENTED in page for page in pages) and "Request for comment: Russia" in pages[0]
    assert "demo/" not in text and "Invented registers" not in "".join(pages)


def test_without_pango_it_says_what_to_install(tmp_path, monkeypatch):
    find = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return find(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Fault, match="Pango library is not there") as stopped:
        pdf("<p>x</p>", tmp_path)
    assert "apt install libpango-1.0-0" in str(stopped.value) and len(str(stopped.value).splitlines()) <= 2


@pytest.mark.parametrize("body", ["Ruritania", "XQX", "NZL"])
def test_nobody_is_asked_who_is_not_known(invented_site, tmp_path, body):
    with pytest.raises(Fault, match=body):
        reply.run(invented_site, body, tmp_path / "reply")
    assert not list(tmp_path.iterdir())


def test_a_letter_and_a_page_give_the_same_bytes_twice(tmp_path):
    told = Letter("Request", INVENTED, (Section("Numbers", (Points(("a",)), Table("t", ("x", "y"), (("1", "2"),)))),))
    assert docx(told) == docx(told)
    page = reply.html(told)
    assert pdf(page, tmp_path, INVENTED) == pdf(page, tmp_path, INVENTED)


def test_the_pdf_has_every_page_of_the_site_and_bookmarks(invented_site):
    bind(invented_site)
    path = invented_site.derived / "report.pdf"
    first = path.read_bytes()
    with pypdfium2.PdfDocument(first) as paper:
        texts = [page.get_textpage().get_text_bounded() for page in paper]
        marks = [mark.get_title() for mark in paper.get_toc()]
    assert all(INVENTED in text for text in texts) and "Contents" in texts[0]
    assert any("defined" in mark for mark in marks) and len(marks) > 20
    assert f"1 / {len(texts)}" in texts[0]
    path.unlink()


def test_the_pdf_can_be_of_another_language_and_of_no_unknown_one(invented_site):
    with warehouse.reading(invented_site) as con, speaking("fr"):
        whole = book.html(invented_site.report / "fr", subject.load(invented_site, con))
    assert "<html lang='fr'>" in whole and "Sommaire" in whole and "Contents" not in whole
    with pytest.raises(Fault, match="en, fr"):
        bind(invented_site, "xx")


def test_private_pages_say_so_hold_small_counts_and_never_pass_the_gate(invented_site, tmp_path, monkeypatch):
    place = ("c1", "complaints", "r1", "demo", "a.csv", "line 2")
    monkeypatch.setattr(private, "behind", lambda con, places: pl.DataFrame({"file": [one[4] for one in places]}))
    listed = [("numerator", 1, ["demo/a.csv, line 2"])]
    monkeypatch.setattr(numbers, "_places", lambda m, question: listed)
    private.run(invented_site, lambda con, asked: {"numerator": [place]})
    folder = invented_site.derived / private.FOLDER
    whole = {path.name: path.read_text("utf8") for path in (folder / private.SITE).glob("*.html")}
    assert set(whole) == {path.name for path in invented_site.report.glob("*.html")}
    assert all(page.count(PRIVATE) >= 2 and 'href="fr/' not in page for page in whole.values())
    assert "demo/a.csv, line 2" in whole["numbers_overturn_rate.html"]
    assert scan.found(whole["index.html"].encode(), build(["Vadim Querstobrinov"], [])) == {scan.A_PRIVATE_PAGE}
    pages = {path.name: path.read_text("utf8") for path in folder.glob("*.html")}
    assert len(pages) > 10 and all(page.count(PRIVATE) >= 3 for page in pages.values())
    assert "a.csv" in pages["RUS_overturn_rate_on_merits_2024_decided.html"]
    assert folder.stat().st_mode & 0o077 == 0
    assert scan.found(pages["small.html"].encode(), build(["Vadim Querstobrinov"], [])) == {scan.A_PRIVATE_PAGE}
    public = "".join(path.read_text("utf8") for path in invented_site.report.rglob("*.html"))
    assert PRIVATE not in public and "demo/a.csv, line 2" not in public
