"""A text file as blocks of whole lines in UTF-8, whatever it is encoded in."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path

from pipeline.receive.readers.encoding import BOMS

SIZE = 32 << 20
TOP = 1 << 20  # bytes that usually hold all lines asked for from the top


@dataclass(frozen=True)
class Block:
    """Some lines of a file.

    data      the lines as UTF-8, each with its line end (the last one of the file may have none)
    final     the file ends here
    replaced  some bytes could not be decoded and stand as U+FFFD
    """

    data: bytes
    final: bool
    replaced: bool = False

    @property
    def dirty(self) -> bool:
        """Whether bytes were no text: replaced already, or still there and replaced by `lines`."""
        return self.replaced or not _is_utf8(self.data)

    def lines(self, most: int | None = None) -> list[str]:
        """The physical lines (the first `most`) with their ends: line feed, carriage return, or both."""
        top = self.data[: self.data.rfind(b"\n", 0, TOP) + 1] if most is not None else b""
        data = top if most is not None and top.count(b"\n") >= most else self.data
        return list(islice(StringIO(data.decode("utf-8", "replace"), newline=""), most))


def blocks(path: Path, encoding: str, size: int = SIZE) -> Iterator[Block]:
    """The file from its first line to its last; byte order mark and a closing Ctrl-Z are taken away."""
    left = b""
    with path.open("rb") as file:
        for mark, codec in BOMS:
            if codec == encoding and file.read(len(mark)) != mark:
                file.seek(0)
        while raw := file.read(size):
            raw = left + raw
            end = _last_line_end(raw, encoding)
            left = raw[end:]
            if end:
                yield _block(raw[:end], encoding, final=False)
    yield _block(left, encoding, final=True)


def text_of(path: Path, encoding: str) -> tuple[str, bool]:
    """The whole file as one text, and whether bytes had to be replaced by U+FFFD."""
    parts = list(blocks(path, encoding))
    return b"".join(part.data for part in parts).decode("utf-8", "replace"), any(part.dirty for part in parts)


def _last_line_end(raw: bytes, encoding: str) -> int:
    """Where the last whole line ends; 0 where there is none yet."""
    wide = encoding.startswith("utf-16")
    for sign in ("\n", "\r"):
        end = sign.encode(encoding)
        at = raw.rfind(end)
        while wide and at > 0 and at % 2:
            at = raw.rfind(end, 0, at + len(end) - 1)
        if at >= 0 and (sign == "\n" or at + len(end) < len(raw)):  # a last \r may be half of \r\n
            return at + len(end)
    return 0


def _block(raw: bytes, encoding: str, final: bool) -> Block:
    if encoding == "utf-8":
        return Block(raw.removesuffix(b"\x1a") if final else raw, final)
    try:
        text, replaced = raw.decode(encoding), False
    except UnicodeDecodeError:
        text, replaced = raw.decode(encoding, "replace"), True
    if final:
        text = text.removesuffix("\x1a")
    return Block(text.encode("utf-8", "replace"), final, replaced)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
