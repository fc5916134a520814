"""A finished file in every form in which a name may be read from it: text, UTF-16, base64, what is packed inside."""

import base64
import binascii
import gzip
import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import unquote

import polars as pl
import pypdfium2

DEEPEST = 4
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}(?:\r?\n[A-Za-z0-9+/_-]{4,})*={0,2}")
_CONTROL = re.compile(rb"[\x00-\x08]")
_TAGS = re.compile(r"<[^>]*>")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_QUOTED = re.compile(r"%[0-9a-fA-F]{2}")
_PNG = b"\x89PNG\r\n\x1a\n"


Seen = set[tuple[int, bytes]]  # runs of base64 letters that have been read, with the depth they stood at


def texts(data: bytes, depth: int = 0, seen: Seen | None = None) -> Iterator[str]:
    """Every text in the file, at most DEEPEST layers down; of broken content, what can be read.

    seen  what it holds is not read again: pages of a site share most of their words, and each may be base64
    """
    if depth > DEEPEST:
        return
    seen = set() if seen is None else seen
    if data[:4] == b"PK\x03\x04":
        yield from _zipped(data, depth, seen)
    elif data[:8] == _PNG:
        yield from _png(data, depth, seen)
        return
    elif data[:2] == b"\x1f\x8b":
        yield from _unpacked(lambda: gzip.decompress(data), depth, seen)
    elif data[:4] == b"PAR1":
        yield from _parquet(data)
    elif data[:5] == b"%PDF-":
        yield from _pdf(data)
    yield from _plain(data)
    for run in _BASE64.findall(data):
        if (depth, run) not in seen:
            seen.add((depth, run))
            yield from _from_base64(run, depth, seen)


def _plain(data: bytes) -> Iterator[str]:
    """As UTF-8, with its entities and escapes read, and as UTF-16 where it may be that."""
    text = data.decode("utf8", errors="ignore")
    yield text
    if "<" in text:
        yield html.unescape(_TAGS.sub("", text))
        yield html.unescape(_TAGS.sub(" ", text))
    if "&" in text and (unescaped := html.unescape(text)) != text:
        yield unescaped
    if "\\u" in text:
        yield (
            _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
            .encode("utf-16", "surrogatepass")
            .decode("utf-16", "ignore")
        )
    if _QUOTED.search(text):
        yield unquote(text, errors="ignore")
    if _CONTROL.search(data):
        for start in (0, 1):
            yield data[start:].decode("utf-16-le", errors="ignore")
            yield data[start:].decode("utf-16-be", errors="ignore")


def _from_base64(run: bytes, depth: int, seen: Seen) -> Iterator[str]:
    """What a run of base64 letters may hold, wherever in it the code begins."""
    signs = re.sub(rb"[\s=]", b"", run).translate(bytes.maketrans(b"-_", b"+/"))
    for start in range(4):
        body = signs[start:]
        body = body[: len(body) - (len(body) % 4 == 1)]
        try:
            found = base64.b64decode(body + b"=" * (-len(body) % 4))
        except binascii.Error:
            continue
        if len(found) > 8:
            yield from texts(found, depth + 1, seen)


def _zipped(data: bytes, depth: int, seen: Seen) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as folder:
            yield folder.comment.decode("utf8", errors="ignore")
            for name in sorted(folder.namelist()):
                yield name
                yield from texts(folder.read(name), depth + 1, seen)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error):
        return


def _png(data: bytes, depth: int, seen: Seen) -> Iterator[str]:
    """Its notes, plain or packed, whatever follows its end; not its picture points."""
    at = len(_PNG)
    while at + 8 <= len(data):
        (length,), kind = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        at += 12 + length
        if kind == b"IDAT":
            continue
        yield from _plain(body)
        for start in [found.end() for found in re.finditer(rb"\x00\x00?", body)][:6]:
            yield from _unpacked(partial(zlib.decompress, body[start:]), depth, seen)
        if kind == b"IEND":
            break
    yield from texts(data[at:], depth + 1, seen)


def _unpacked(read: Callable[[], bytes], depth: int, seen: Seen) -> Iterator[str]:
    try:
        yield from texts(read(), depth + 1, seen)
    except (OSError, EOFError, zlib.error):
        return


def _parquet(data: bytes) -> Iterator[str]:
    frame = pl.read_parquet(io.BytesIO(data))
    yield " ".join(frame.columns)
    yield frame.write_json() if frame.height else ""


def _pdf(data: bytes) -> Iterator[str]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    with document:
        yield "\n".join(document.get_metadata_dict().values())
        for page in document:
            yield page.get_textpage().get_text_bounded()
