"""Which encoding a text file is in, decided on the whole file: the same bytes always give the same answer."""

import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from pipeline.errors import Fault

CHUNK = 8 << 20
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
CONTROL = bytes(range(9)) + b"\x0e\x0f" + bytes(range(0x10, 0x1A)) + b"\x1b\x1c\x1d\x1e\x7f"
TURKISH = (0xD0, 0xDD, 0xDE, 0xF0, 0xFD, 0xFE)  # the six places where cp1254 differs from cp1252 in a letter


def choose(path: Path, stated: object = None) -> str:
    """The codec to read a text file with: utf-8, utf-16-le, utf-16-be, cp1251, cp1252, cp1254 or the stated one.

    stated   `encoding` of SOURCE.yml; None to find out
    Raises Fault where the file is empty, is no text, or plainly is in another encoding than stated.
    """
    found = detect(path)
    if stated is None:
        return found
    try:
        codec = codecs.lookup(str(stated)).name
    except LookupError:
        raise Fault(
            path.name, f"no encoding is called {stated}", "Write utf-8, utf-16, cp1251, cp1252 or cp1254."
        ) from None
    wide = found if found.startswith("utf-16") else "utf-16-le"
    codec = {"utf-8-sig": "utf-8", "utf-16": wide}.get(codec, codec)
    if not codec.startswith("utf-16") and _line_end(codec) != b"\n":
        raise Fault(path.name, f"{stated} is not an encoding of text read here", "Save the file as UTF-8.")
    if codec != found and _contradicts(path, codec, found):
        raise Fault(
            path.name, f"SOURCE.yml says {stated}, but it is {found}", f"Write `reader: {{encoding: {found}}}`."
        )
    return codec


def detect(path: Path) -> str:
    """The encoding by byte order mark, by being valid UTF-8, else by how the high bytes stand among the letters."""
    with path.open("rb") as file:
        head = file.read(1 << 16)
    if not head:
        raise Fault(path.name, "the file is empty", "Ask for it again, or take it out of the delivery.")
    for mark, codec in BOMS:
        if head.startswith(mark):
            return codec
    if wide := _wide(head):
        return wide
    odd_signs = len(head) - len(head.translate(None, CONTROL))
    if odd_signs > len(head) * 0.02:
        raise Fault(
            path.name, "no text: it holds bytes no text has", "Say what the file is, or give it its right ending."
        )
    if _is_utf8(_chunks(path)):
        return "utf-8"
    whole, damaged = _utf8(_chunks(path))
    return "utf-8" if whole >= 4 * damaged else _eight_bit(_chunks(path))


def decode(raw: bytes, stated: str | None = None) -> str:
    """Some bytes as text: in the stated encoding if they are that, else in the one they look like; never an error."""
    try:
        return raw.decode(stated or "utf-8")
    except (LookupError, UnicodeError):
        return raw.decode(_eight_bit([raw]), "replace")


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: zero bytes, all on one side of the pairs, and readable signs if taken so."""
    pairs = len(head) // 2
    for wide, zeros, others in (("utf-16-le", head[1::2], head[0::2]), ("utf-16-be", head[0::2], head[1::2])):
        if zeros.count(0) > max(0.02 * pairs, 5 * others.count(0)):
            text = head[: 2 * pairs].decode(wide, "replace")
            readable = sum(sign.isprintable() or sign.isspace() for sign in text)
            if readable > 0.95 * len(text) and text.count("\ufffd") < 0.01 * len(text) + 1:
                return wide
    return None


def _is_utf8(chunks: Iterable[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for raw in chunks:
            decoder.decode(raw)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _utf8(chunks: Iterable[bytes]) -> tuple[int, int]:
    """Letters beyond ASCII that read well as UTF-8, and places that do not."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    whole = damaged = 0
    for raw in chunks:
        if raw.isascii():
            damaged += decoder.decode(raw).count("\ufffd")
            continue
        text = decoder.decode(raw)
        bad = text.count("\ufffd")
        whole, damaged = whole + len(text) - len(text.encode("ascii", "ignore")) - bad, damaged + bad
    return whole, damaged + decoder.decode(b"", True).count("\ufffd")


def _eight_bit(chunks: Iterable[bytes]) -> str:
    """cp1251 where high bytes stand together as words; cp1254 where one is a letter only Turkish has; else cp1252."""
    latin = cyrillic = 0
    turkish = False
    for raw in chunks:
        padded = np.frombuffer(b" " + raw + b" ", dtype=np.uint8)
        high, letter = padded >= 0xC0, (padded | 0x20 >= 0x61) & (padded | 0x20 <= 0x7A)
        beside_letter = letter[:-2] | letter[2:]
        beside_high = high[:-2] | high[2:]
        latin += int((high[1:-1] & beside_letter).sum())
        cyrillic += int((high[1:-1] & beside_high & ~beside_letter).sum())
        turkish = turkish or bool(np.isin(padded, TURKISH).any())
    if cyrillic > latin:
        return "cp1251"
    return "cp1254" if turkish else "cp1252"


def _line_end(codec: str) -> bytes:
    try:
        return "\n".encode(codec)
    except (LookupError, TypeError, ValueError):
        return b""


def _contradicts(path: Path, stated: str, found: str) -> bool:
    """Whether the file proves the statement wrong: it does not decode, or is UTF-8 or UTF-16 beyond chance."""
    if found.startswith("utf"):
        return found != "utf-8" or not all(raw.isascii() for raw in _chunks(path))
    return stated.startswith("utf")  # of two eight-bit tables a person knows better


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while raw := file.read(CHUNK):
            yield raw
