"""What a file is: its media type, by its first bytes before its ending."""

import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from pipeline.archives import BZIP2, GZIP, SEVEN_ZIP, TAR, XZ, ZIP

CSV, TSV, TEXT = "text/csv", "text/tab-separated-values", "text/plain"
OFFICE = "application/vnd.openxmlformats-officedocument"
XLSX, DOCX = f"{OFFICE}.spreadsheetml.sheet", f"{OFFICE}.wordprocessingml.document"
ODS, XLS = "application/vnd.oasis.opendocument.spreadsheet", "application/vnd.ms-excel"
JSON, JSON_LINES = "application/json", "application/x-ndjson"
PARQUET, SQLITE = "application/vnd.apache.parquet", "application/vnd.sqlite3"
EML, MBOX, MSG = "message/rfc822", "application/mbox", "application/vnd.ms-outlook"
HTML, PDF, RTF, DOC = "text/html", "application/pdf", "application/rtf", "application/msword"
PNG, JPEG, TIFF = "image/png", "image/jpeg", "image/tiff"
RAR, OLE, UNKNOWN = "application/vnd.rar", "application/x-ole-storage", "application/octet-stream"

MAILS = (EML, MBOX, MSG)

SIGNS = (
    (b"PAR1", PARQUET),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"%PDF-", PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"SQLite format 3\0", SQLITE),
    (b"\x1f\x8b", GZIP),
    (b"BZh", BZIP2),
    (b"\xfd7zXZ\0", XZ),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"Rar!\x1a\x07", RAR),
    (b"\x89PNG\r\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"{\\rtf", RTF),
)
ENDINGS = {
    **{".csv": CSV, ".tsv": TSV, ".tab": TSV, ".txt": TEXT, ".text": TEXT, ".md": TEXT},
    **{".xlsx": XLSX, ".xlsm": XLSX, ".xls": XLS, ".ods": ODS, ".docx": DOCX, ".docm": DOCX, ".doc": DOC, ".rtf": RTF},
    **{
        ".json": JSON,
        ".geojson": JSON,
        ".jsonl": JSON_LINES,
        ".ndjson": JSON_LINES,
        ".parquet": PARQUET,
        ".pq": PARQUET,
    },
    **{".eml": EML, ".mbox": MBOX, ".mbx": MBOX, ".msg": MSG, ".pdf": PDF, ".html": HTML, ".htm": HTML, ".xhtml": HTML},
    **{".sqlite": SQLITE, ".sqlite3": SQLITE, ".db": SQLITE, ".png": PNG, ".jpg": JPEG, ".jpeg": JPEG},
    **{".tif": TIFF, ".tiff": TIFF, ".zip": ZIP, ".tar": TAR, ".7z": SEVEN_ZIP, ".gz": GZIP, ".tgz": GZIP},
    **{".bz2": BZIP2, ".tbz2": BZIP2, ".xz": XZ, ".txz": XZ, ".rar": RAR},
    **{".yml": "application/yaml", ".yaml": "application/yaml"},
}
HEAD = 1024
BOX = re.compile(rb"From \S[^\r\n]*\d{2}:\d{2}[^\r\n]*\r?\n[\w>-]+[: ]")
PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|table)\b", re.IGNORECASE)
# Streams that tell what an OLE file is, as its directory names them.
STREAMS = {"Workbook": XLS, "Book": XLS, "WordDocument": DOC, "__substg1.0_": MSG, "__properties_version1.0": MSG}
DIRECTORY = 1 << 20  # bytes of an OLE file that are searched for them
MOST = 64 << 20  # bytes of the list of contents of a ZIP file that is looked at


def media_type(path: Path) -> str:
    """The media type of a file; application/octet-stream where neither bytes nor ending tell."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    by_ending = ENDINGS.get(path.suffix.lower(), UNKNOWN)
    by_sign = next((kind for sign, kind in SIGNS if head.startswith(sign)), None)
    if by_sign == ZIP:
        return _inside(path, by_ending)
    if by_sign == OLE:
        return _stored(path, by_ending)
    if by_sign is None and head[257:262] == b"ustar":
        return TAR
    if by_sign is None and by_ending in (UNKNOWN, TEXT, MBOX) and BOX.match(head):
        return MBOX
    if by_sign is None and by_ending in (UNKNOWN, XLS, DOC) and PAGE.match(head):
        return HTML  # programs export pages under the endings of office files
    return by_sign or by_ending


def _inside(path: Path, by_ending: str) -> str:
    """What a ZIP file is: a workbook, another office file, or an archive."""
    try:
        if path.stat().st_size > MOST and by_ending == ZIP:
            return ZIP
        with ZipFile(path) as archive:
            names = set(archive.namelist())
            stated = archive.read("mimetype")[:100] if "mimetype" in names and by_ending != ZIP else b""
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return by_ending if by_ending != UNKNOWN else ZIP
    if any(name.startswith("xl/workbook") for name in names):
        return XLSX
    if "word/document.xml" in names:
        return DOCX
    return ODS if by_ending == ODS or stated == ODS.encode() else ZIP


def _stored(path: Path, by_ending: str) -> str:
    """What an OLE file is, by the names of its streams; by its ending where they do not tell."""
    with path.open("rb") as file:
        start = file.read(DIRECTORY)
        file.seek(max(path.stat().st_size - DIRECTORY, 0))
        ends = start + file.read(DIRECTORY)
    told = [kind for name, kind in STREAMS.items() if name.encode("utf-16-le") in ends]
    if by_ending in told or not told:
        return by_ending if by_ending in (XLS, DOC, MSG) else OLE
    return told[0]
