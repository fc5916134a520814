"""What the last gate finds, and in which disguises; every planted person of an invented delivery is looked for."""

import base64
import io
import json
import struct
import zipfile
import zlib

import pytest

from pipeline.errors import Fault
from pipeline.protect import scan, secrets
from pipeline.protect.secrets import FULL_NAME, REFERENCE, TOKEN

LATIN, CYRILLIC = "Vadim Querstobrinov", "Вадим Кверстобринов"
KNOWN = secrets.build(
    [LATIN, CYRILLIC, "Li Wo Ren", "Marta Publicova"], ["UZB/2024/0002", "2013/00017"], ["Marta Publicova"]
)


def png(kind, body):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(kind, body) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def zipped(text):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("xl/sharedStrings.xml", f"<t>{text}</t>")
    return out.getvalue()


DISGUISES = {
    "page": lambda name: f"<p>{name}</p>".encode(),
    "upper case": lambda name: name.upper().encode(),
    "other order": lambda name: ", ".join(reversed(name.split())).encode(),
    "tags inside": lambda name: f"<p>{name[:8]}<b>{name[8:]}</b></p>".encode(),
    "soft hyphen": lambda name: (name[:9] + "\u00ad" + name[9:]).encode(),
    "entities": lambda name: "".join(f"&#{ord(sign)};" for sign in name).encode(),
    "json escapes": lambda name: json.dumps({"a": name}).encode(),
    "utf-16": lambda name: name.encode("utf-16"),
    "utf-16 in the midst": lambda name: b"abc" + name.encode("utf-16-be") + b"\0",
    "base64": lambda name: b'<img src="data:;base64,' + base64.b64encode(b"q" + name.encode()) + b'">',
    "base64 of a workbook": lambda name: base64.b64encode(zipped(name)),
    "workbook": zipped,
    "png text": lambda name: png(b"iTXt", b"Comment\0\0\0\0\0" + name.encode()),
    "png packed text": lambda name: png(b"zTXt", b"Comment\0\0" + zlib.compress(name.encode())),
}


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("name", [LATIN, CYRILLIC])
def test_a_name_is_found_in_any_form(disguise, name):
    assert scan.found(DISGUISES[disguise](name), KNOWN)


def test_a_name_in_a_pdf_is_found():
    content = b"BT /F1 12 Tf 20 100 Td (" + LATIN.encode() + b") Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
        % (len(zlib.compress(content)), zlib.compress(content)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (n, o) for n, o in enumerate(objects, 1))
    data = body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"
    assert LATIN.encode() not in data
    assert scan.found(data, KNOWN) == {FULL_NAME, TOKEN}


def test_short_names_are_found_as_a_whole_and_references_however_they_are_written():
    assert scan.found(b"<td>li</td><td>WO</td> Ren", KNOWN) == {FULL_NAME}
    assert scan.found(b"see Ref. uzb-2024 / 0002", KNOWN) == {REFERENCE}
    assert scan.found(b"2013-00017", KNOWN) == {REFERENCE}
    assert scan.found(b"UZB,2024,0002 and 0.2013/00018", KNOWN) == set()


def test_people_who_are_publicly_reported_and_ordinary_words_do_not_stop_a_release():
    assert scan.found(b"Marta Publicova asked for the records of Turkey", KNOWN) == set()
    assert "complaint" not in secrets.build(["Complaint Xyrq"], []).tokens


def test_a_hit_stops_the_release_and_names_the_file_and_the_class_only(tmp_path, monkeypatch):
    (tmp_path / "page.html").write_text(f"<p>{LATIN}</p>", "utf8")
    monkeypatch.setattr(secrets, "of_deliveries", lambda con: KNOWN)
    with pytest.raises(Fault) as stopped:
        scan.release(None, tmp_path)
    assert "page.html" in str(stopped.value) and FULL_NAME in str(stopped.value)
    assert "quer" not in str(stopped.value).casefold()
    (tmp_path / "page.html").unlink()
    (tmp_path / f"{LATIN}.svg").write_text("<svg/>")
    with pytest.raises(Fault) as stopped:
        scan.release(None, tmp_path)
    assert "quer" not in str(stopped.value).casefold()
