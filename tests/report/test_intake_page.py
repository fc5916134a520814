"""What was received, read and not read is told in plain words, and the counts are those of the audit tables."""

import duckdb
import pytest

from pipeline.language import speaking
from pipeline.receive.readers import READERS
from pipeline.report.pages import intake
from pipeline.report.pages.base import Material
from pipeline.results.numbers import Numbers
from pipeline.results.subject import Subject
from pipeline.settings import Settings

FILES = [
    ("a.csv", "text/csv", "read", None, 10),
    ("b.tsv", "text/tab-separated-values", "read", "lines that repeat the header, no rows: 3", 5),
    ("c.zip", "application/zip", "unpacked", None, None),
    ("c.zip!/d.pdf", "application/pdf", "read", "pages read by OCR, letters and figures may be wrong: 2", 1),
    ("e.png", "image/png", "read", "read by OCR: letters and figures may be wrong; something nobody thought of", 1),
    ("f.xlsx", None, "failed", "missing", None),
    ("SOURCE.yml", "application/yaml", "skipped", "description of the delivery", None),
]
QUARANTINE = [
    ("a.csv", "5 cells where the table has 3"),
    ("a.csv", "7 cells where the table has 3"),
    ("b.tsv", "17 cells where the header has 4"),
    ("b.tsv", "2 cells where the table has 4"),
    ("b.tsv", "reference is blank"),
]
NOTES = {
    "no header was found: columns are called by their place": "no headings were found",
    "sheet A: no header was found, columns are called by their place": "no headings were found",
    "table 1: rows above the header, not read: 1, 2": "above the first record",
    "lines above the first message, not read: 4": "above the first record",
    "fields beside the records, not read: total": "beside the records",
    "views of the file, not read: v": "beside the records",
    "attached files, each listed on its own: 1": "attached files",
    "pages that are pictures and were not read: 2 (install tesseract)": "some pages are pictures",
    "sheet A: hidden columns F are read like the others": "hidden columns",
    "hidden sheet old copy was not read (rows: 40)": "a hidden sheet",
    "sheet Notes was not read (rows: 4)": "as the description of the delivery says",
    "staged by a draft that no person has reviewed": "read by a draft",
}


@pytest.fixture
def material() -> Material:
    con = duckdb.connect()
    con.execute("create schema audit")
    con.execute("create table audit.files (delivery text, path text, media_type text, status text, reason text)")
    con.execute("create table audit.records (delivery text, path text, rows_found bigint)")
    con.execute("create table audit.quarantine (delivery text, path text, reason text)")
    for path, media_type, status, reason, rows in FILES:
        con.execute("insert into audit.files values ('d', ?, ?, ?, ?)", [path, media_type, status, reason])
        if rows is not None:
            con.execute("insert into audit.records values ('d', ?, ?)", [path, rows])
    con.executemany("insert into audit.quarantine values ('d', ?, ?)", QUARANTINE)
    return Material(Settings(), con, Numbers({}), Subject("RUS", "TUR", "ALL", 2021, "all", (), (), True))


def cells(page: str) -> list[list[str]]:
    """The texts of the cells, row by row, without the heading."""
    rows = page.split("<tbody>")[1].split("</tr>")[:-1]
    return [[part.split("<")[0] for part in row.split(">") if part.split("<")[0].strip()] for row in rows]


def test_each_file_is_counted_once_and_called_in_words(material):
    assert intake.totals(material) == {
        "files": 7, "within": 1, "read": 4, "unpacked": 1, "skipped": 1, "failed": 1
    }  # fmt: skip
    assert cells(str(intake.kinds(material))) == [
        ["CSV and other delimited text", "2", "2", "0", "0", "15"],
        ["Archives", "1", "1", "0", "0", "0"],
        ["Descriptions of a delivery", "1", "0", "1", "0", "0"],
        ["Named, but not there", "1", "0", "0", "1", "0"],
        ["PDF", "1", "1", "0", "0", "1"],
        ["Pictures", "1", "1", "0", "0", "1"],
    ]


def test_every_kind_that_is_read_has_a_name_in_words():
    unnamed = [media_type for media_type in READERS if intake.kind(media_type) == intake.UNKNOWN]
    assert unnamed == [] and intake.kind("application/x-nobody-knows") == intake.UNKNOWN


def test_remarks_are_counted_by_what_they_mean(material):
    told = cells(str(intake.remarks(material)))
    assert told[0][0].startswith("scans, read letter by letter") and told[0][1] == "2"
    assert sorted(count for _, count in told[1:]) == ["1", "1"]
    assert intake.OTHER_REMARK in {words for words, _ in told}


@pytest.mark.parametrize("note, said", NOTES.items())
def test_what_readers_remark_is_said_in_other_words(note, said):
    assert said in intake.remark(note)


def test_reasons_that_differ_by_numbers_alone_are_one(material):
    assert cells(str(intake.reasons(material, "audit.quarantine"))) == [
        [intake.TOO_MANY, "3", "2"],
        [intake.TOO_FEW, "1", "1"],
        ["reference is blank", "1", "1"],
    ]


def test_the_french_page_counts_files_and_no_cases(material):
    with speaking("fr"):
        page = str(intake.kinds(material)) + str(intake.remarks(material))
    assert "Fichiers reçus" in page and "Nombre de fichiers" in page and "ossiers" not in page
