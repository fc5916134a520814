"""Workbooks of other programs, pages, databases, mail boxes and documents: their rows, places and what is set aside."""

import sqlite3
from email.message import EmailMessage

import pytest

from pipeline.errors import Fault, LeftOut
from pipeline.receive.readers import ocr
from pipeline.rehearse.formats import office, pdfs
from pipeline.rehearse.formats.ole import msg
from tests.receive.reading import only, tables, written

ROWS = [["Ref", "Country", "Requested"], ["A-1", "Ruritania", "2024-03-01"], ["A-2", "Sylvania", "2024-04-02"]]


@pytest.mark.parametrize("name, write", [("a.xls", office.xls), ("a.ods", office.ods), ("a.xlsx", office.xlsx)])
def test_workbooks_of_every_program_give_the_same(tmp_path, name, write):
    content = write({"Register": [["Register of requests", "", ""], *ROWS], "Old": ROWS}, hidden=("Old",))
    table = only(written(tmp_path, name, content))
    assert (table.name, table.columns, table.rows) == ("Register", ROWS[0], [tuple(row) for row in ROWS[1:]])
    assert table.locators == ["sheet Register, row 3", "sheet Register, row 4"]
    assert [reason for _, reason in table.excluded] == ["row of the hidden sheet Old"] * 2


def test_tables_of_a_page_are_read_and_scripts_are_not(tmp_path):
    page = (
        "<html><head><title>x</title></head><body><table><tr><td>menu<table><tr><th>Ref<th>Country<th>Year"
        "<tr><td rowspan=2>A-1<td>Rurit<b>ania</b><td>2024<tr><td>Sylvania<td>2023<script>evil()</script>"
        "<tr><td>A-3<td colspan=2>none</table></table></body></html>"
    )
    table = only(written(tmp_path, "a.html", page))
    assert table.columns == ["Ref", "Country", "Year"]
    assert table.rows == [("A-1", "Ruritania", "2024"), (None, "Sylvania", "2023"), ("A-3", "none", None)]
    assert table.locators[0] == "table 1, row 2"


def test_a_page_without_tables_is_a_document_and_windows_letters_are_right(tmp_path):
    page = '<html><meta charset="windows-1251"><p>Решение Комиссии</p></html>'
    table = only(written(tmp_path, "a.htm", page, "cp1251"))
    assert (table.name, table.columns, table.rows) == ("document", ["text", "pages"], [("Решение Комиссии", "1")])


def test_a_database_gives_its_tables_whatever_they_are_called(tmp_path):
    path = tmp_path / "a.db"
    with sqlite3.connect(path) as con:
        con.execute('create table "x""; drop table t; --" ("a b" text, "select" real, c blob)')
        con.execute('insert into "x""; drop table t; --" values (?, 3.0, x\'00ff\'), (?, 2.5, null)', ("Ы", ""))
        con.execute("create table empty (a)")
        con.execute("create table bad (a text)")
        con.execute("insert into bad values ('fine'), (cast(x'ff41' as text))")
        con.execute("create view v as select 1")
    con.close()
    before = path.read_bytes()
    odd, bad = tables(path)
    assert odd.columns == ["a b", "select", "c"]
    assert odd.rows == [("Ы", "3", "00ff"), (None, "2.5", None)]
    assert odd.notes == ["views of the file, not read: 1"]
    assert (bad.rows, bad.broken) == ([("fine",)], [("table bad, row 2", "holds bytes that are not text")])
    assert path.read_bytes() == before
    assert only(path, tables=["bad"]).name == "bad"


def mail(subject: str, attach: bool = False) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Desk <desk@example.org>", "Other <o@example.org>", subject
    message["Date"] = "Fri, 01 Mar 2024 10:00:00 +0000"
    message.set_content("Words.\n>From the desk\n")
    if attach:
        message.add_attachment(b"a,b\n1,2\n", maintype="text", subtype="csv", filename="a.csv")
    return message.as_bytes()


def test_a_mail_box_gives_every_mail_and_sets_aside_what_is_none(tmp_path):
    start = b"From desk@example.org Fri Mar  1 10:00:00 2024\n"
    box = start + mail("One") + b"\n" + start + b"no mail\n\n" + start + mail("Two", attach=True)
    table = only(written(tmp_path, "box.mbox", box))
    assert [row[table.columns.index("subject")] for row in table.rows] == ["One", "Two"]
    assert table.locators == ["message 1", "message 3"]
    assert table.rows[0][table.columns.index("text")] == "Words.\nFrom the desk"
    assert table.broken == [("message 2", "no e-mail: it has none of the headers of one")]
    assert table.notes == ["attached files, each listed on its own: 1"]


def test_an_outlook_mail_reads_like_any_other(tmp_path):
    streams = {
        "__substg1.0_0037001F": "Запрос".encode("utf-16-le"),
        "__substg1.0_0C1A001F": "NCB Ruritania".encode("utf-16-le"),
        "__substg1.0_0E04001F": "NCB Sylvania; General Secretariat".encode("utf-16-le"),
        "__substg1.0_1000001F": "Please locate.".encode("utf-16-le"),
        "__attach_version1.0_#00000000/__substg1.0_3707001F": "a.csv".encode("utf-16-le"),
    }
    table = only(written(tmp_path, "a.msg", msg(streams)))
    said = dict(zip(table.columns, table.rows[0], strict=True))
    assert said["from"] == "NCB Ruritania" and said["to"].split("\x1f") == ["NCB Sylvania", "General Secretariat"]
    assert (said["subject"], said["text"].strip("\0 \n")) == ("Запрос", "Please locate.")
    assert table.notes == ["attached files, each listed on its own: 1"]


def test_a_pdf_gives_its_text_and_its_ruled_tables_over_pages(tmp_path):
    pages = [
        pdfs.text_page(["Annual report", "Many words."]),
        pdfs.table_page(ROWS),
        pdfs.table_page([ROWS[0], ["A-3", "X", "2024"]]),
    ]
    document, table = tables(written(tmp_path, "a.pdf", pdfs.pdf(pages)))
    text, count = document.rows[0]
    assert text.split("\n\f\n")[0] == "Annual report\nMany words." and count == "3"
    assert (table.name, table.columns) == ("page 2, table 1", ROWS[0])
    assert table.rows == [*map(tuple, ROWS[1:]), ("A-3", "X", "2024")]
    assert table.locators[-1] == "page 3, table 1, row 2"
    assert len(tables(tmp_path / "a.pdf", parts="text")) == 1


def test_scans_are_left_out_with_the_command_that_helps(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "_program", lambda: None)
    path = written(tmp_path, "a.pdf", pdfs.pdf([pdfs.scanned_page()]))
    with pytest.raises(LeftOut, match="needs OCR\n  apt-get install tesseract-ocr tesseract-ocr-fra"):
        tables(path)
    with pytest.raises(LeftOut, match="needs OCR"):
        tables(written(tmp_path, "a.png", b"\x89PNG\r\n\x1a\n"))
    mixed = written(tmp_path, "b.pdf", pdfs.pdf([pdfs.text_page(["The words of page one"]), pdfs.scanned_page()]))
    assert only(mixed).notes == [f"pages that are pictures and were not read: 2 ({ocr.INSTALL})"]


def test_a_word_document_gives_text_by_page_and_tables(tmp_path):
    content = office.docx(["Decision of the Commission", "\f", "Second page"], ROWS)
    document, table = tables(written(tmp_path, "a.docx", content))
    assert document.rows[0][1] == "2" and document.rows[0][0].startswith("Decision of the Commission")
    assert (table.name, table.rows) == ("table 1", [tuple(row) for row in ROWS[1:]])


def test_a_word_document_with_entities_is_refused(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(Fault, match="defines entities"):
        tables(written(tmp_path, "a.docx", office.docx(["x"], before=bomb)))


def test_an_rtf_document_gives_its_text(tmp_path):
    content = rb"{\rtf1\ansi\ansicpg1251 \'d0\'e5\'f8\'e5\'ed\'e8\'e5\par Second line\par}"
    assert only(written(tmp_path, "a.rtf", content)).rows == [("Решение\nSecond line", "1")]


def test_a_police_message_in_a_document_is_a_message(tmp_path):
    lines = ["FROM: NCB RURITANIA", "TO: NCB SYLVANIA", "REF: R-7", "SUBJECT: INVENTED", "TEXT:", "Please locate."]
    table = only(written(tmp_path, "a.docx", office.docx(lines)))
    assert table.columns == ["from", "to", "reference", "subject", "text"]
    assert table.rows[0][2] == "R-7"
