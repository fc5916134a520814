"""What a file is: its media type, by its first bytes before its ending."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

CSV, TSV, TEXT = "text/csv", "text/tab-separated-values", "text/plain"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON, JSON_LINES = "application/json", "application/x-ndjson"
PARQUET, EML = "application/vnd.apache.parquet", "message/rfc822"
ZIP, UNKNOWN = "application/zip", "application/octet-stream"

SIGNS = (
    (b"PAR1", PARQUET),
    (b"PK\x03\x04", ZIP),
    (b"%PDF-", "application/pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"{\\rtf", "application/rtf"),
)
ENDINGS = {
    ".csv": CSV,
    ".tsv": TSV,
    ".tab": TSV,
    ".xlsx": XLSX,
    ".xlsm": XLSX,
    ".json": JSON,
    ".geojson": JSON,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".parquet": PARQUET,
    ".pq": PARQUET,
    ".eml": EML,
    ".txt": TEXT,
    ".text": TEXT,
    ".md": TEXT,
    ".pdf": "application/pdf",
    ".zip": ZIP,
    ".xls": "application/vnd.ms-excel",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".html": "text/html",
    ".htm": "text/html",
    ".yml": "application/yaml",
    ".yaml": "application/yaml",
}


def media_type(path: Path) -> str:
    """The media type of a file; application/octet-stream where neither bytes nor ending tell."""
    with path.open("rb") as file:
        head = file.read(16)
    by_ending = ENDINGS.get(path.suffix.lower(), UNKNOWN)
    by_sign = next((kind for sign, kind in SIGNS if head.startswith(sign)), None)
    if by_sign == ZIP:
        return _inside(path, by_ending)
    if by_sign == "application/x-ole-storage":
        return by_ending if by_ending in (ENDINGS[".xls"], ENDINGS[".doc"]) else by_sign
    return by_sign or by_ending


def _inside(path: Path, by_ending: str) -> str:
    """What a ZIP file is: a workbook, another office file, or an archive."""
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return by_ending if by_ending != UNKNOWN else ZIP
    if any(name.startswith("xl/workbook") for name in names):
        return XLSX
    return ENDINGS[".docx"] if "word/document.xml" in names else by_ending if by_ending == ENDINGS[".ods"] else ZIP
