"""Police messages in text files and mails."""

from email.message import EmailMessage

import pytest

from pipeline.errors import Fault
from pipeline.receive.readers.base import LISTED
from tests.receive.reading import only, written

ENGLISH = """\
I-24/7
FROM: NCB MOSCOW
TO: NCB ANKARA
    NCB PARIS
REF: RUS-M-2021-00431
DATE: 12 March 2021
PRIORITY: URGENT
SUBJECT: Request for location
TEXT:
Please inform us of any entry.
NAME: INVENTED Person
DOB: 01.02.1970
Our request: 12/2020

-----
FROM: NCB MOSCOW
TO: NCB ROME
REF: RUS-M-2021-00432
IN REPLY TO: ITA-M-2021-7
TEXT: first line
FROM: the airport
"""


def cells(path, **options):
    table = only(path, **options)
    return [
        {name: cell for name, cell in zip(table.columns, row, strict=True) if cell is not None} for row in table.rows
    ]


def test_several_messages_in_one_file(tmp_path):
    path = written(tmp_path, "a.txt", ENGLISH)
    first, second = cells(path)
    assert first == {
        "from": "NCB MOSCOW",
        "to": f"NCB ANKARA{LISTED}NCB PARIS",
        "reference": "RUS-M-2021-00431",
        "date": "12 March 2021",
        "subject": "Request for location",
        "text": "Please inform us of any entry.\nNAME: INVENTED Person\nDOB: 01.02.1970\nOur request: 12/2020",
        "person": "INVENTED Person",
        "birth_date": "01.02.1970",
        "PRIORITY": "URGENT",
    }
    assert (second["in_reply_to"], second["text"]) == ("ITA-M-2021-7", "first line\nFROM: the airport")
    assert only(path).locators == ["line 2", "line 16"]
    assert only(path).notes == ["lines above the first message, not read: 1"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("ОТ: A\nКОМУ: B\nИСХ. №: 1/5\nТЕМА: c\nТЕКСТ:\nd\nДата рождения: 1970\n", "cp1251"),
        ("KIMDEN: A\nKİME: B\nSAYI: 1/5\nKONU: c\nMETİN:\nd\nDoğum tarihi: 1970\n", "cp1254"),
        ("DE: A\nÀ : B\nRÉF: 1/5\nOBJET: c\n\nTEXTE\nd\nDate de naissance: 1970\n", "cp1252"),
        ("From: A\r\nTo: B\r\nOur ref.: 1/5\r\nSubj: c\r\n\r\nd\r\nD.O.B.: 1970\r\n", "utf-16"),
    ],
)
def test_headers_in_four_languages(tmp_path, text, encoding):
    [found] = cells(written(tmp_path, "a.txt", text, encoding))
    assert {name: found[name] for name in ("from", "to", "reference", "subject", "birth_date")} == {
        "from": "A", "to": "B", "reference": "1/5", "subject": "c", "birth_date": "1970",
    }  # fmt: skip
    assert found["text"].startswith("d\n")


def test_a_name_in_two_lines_and_two_persons(tmp_path):
    text = "FROM: A\nTO: B\nTEXT:\nSurname: ONE\nForename: Two\n\nSurname: THREE\n"
    path = written(tmp_path, "a.txt", text)
    assert cells(path)[0]["person"] == "ONE, Two"
    assert only(path).notes == ["line 1: names several persons: the first one is in the columns, all are in the text"]


def test_headers_one_after_the_other_without_text(tmp_path):
    assert [row["reference"] for row in cells(written(tmp_path, "a.txt", "FROM: A\nTO: B\nREF: 1\n" * 3))] == ["1"] * 3


def test_a_text_without_headers_is_a_document_and_a_grid_a_table(tmp_path):
    table = only(written(tmp_path, "a.txt", "Decision of the Commission\nThe request was made\nfrom: far away\n"))
    assert (table.name, table.columns, table.locators) == ("document", ["text"], ["line 1"])
    assert only(written(tmp_path, "b.txt", "ref\twho\twhen\n1\ta\t2015\n2\tb\t2016\n")).columns == [
        "ref",
        "who",
        "when",
    ]


def mail(body: str, subtype: str = "plain", **headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body, subtype=subtype)
    return message


def test_a_mail_with_encoded_headers_and_parts(tmp_path):
    message = mail(
        "Просим сообщить\n",
        From="НЦБ Москва <moscow@example.org>",
        To="NCB Ankara <a@example.org>, b@example.org",
        Subject="Запрос о розыске",
        Date="Fri, 12 Mar 2021 23:30:00 +0300",
        Message_ID="<7@example.org>",
        In_Reply_To="<6@example.org>",
    )
    message.add_alternative("<p>html</p>", subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="x.pdf")
    path = written(tmp_path, "a.eml", message.as_bytes())
    assert cells(path) == [
        {
            "from": "НЦБ Москва",
            "to": f"NCB Ankara{LISTED}b@example.org",
            "reference": "7@example.org",
            "date": "2021-03-12",
            "subject": "Запрос о розыске",
            "text": "Просим сообщить",
            "in_reply_to": "6@example.org",
        }
    ]
    assert only(path).locators == ["message 1"]
    assert only(path).notes == ["attached files, each listed on its own: 1"]


def test_the_block_in_a_mail_comes_before_its_headers(tmp_path):
    page = "<html><style>p {}</style><p>FROM: NCB A<br>TO: NCB B</p><p>REF: 12</p><p>TEXT: one &amp; two</p></html>"
    message = mail(page, "html", From="desk@example.org", To="x@example.org", X_Ref="9", Subject="s")
    assert cells(written(tmp_path, "a.eml", message.as_bytes())) == [
        {"from": "NCB A", "to": "NCB B", "reference": "12", "subject": "s", "text": "one & two"}
    ]


def test_a_mail_that_names_no_encoding(tmp_path):
    raw = b"From: a@example.org\nSubject: x\nContent-Transfer-Encoding: 8bit\n\n" + "Просим сообщить".encode("cp1251")
    assert cells(written(tmp_path, "a.eml", raw))[0]["text"] == "Просим сообщить"


@pytest.mark.parametrize("content", [b"", b" \n", b"\x00\x01\x02", b"no header at all\n"])
def test_what_is_no_mail_is_said(tmp_path, content):
    with pytest.raises(Fault):
        only(written(tmp_path, "a.eml", content))
