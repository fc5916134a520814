"""A search of finished files that shares no line with the gate: it writes names in every disguise and looks for these.

The gate decodes files and reads words; this encodes words and looks for bytes. What packs its content (ZIP, PDF, PNG,
Parquet) is opened with other tools than the gate's.
"""

import base64
import html
import io
import subprocess
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import duckdb
import numpy as np

SIX = 6


def disguises(name: str) -> set[bytes]:
    """One name as bytes in the codes it may stand in."""
    found: set[bytes] = set()
    for written in (name, name.lower(), name.upper(), name.title()):
        found |= {written.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")}
        found |= {html.escape(written).encode(), "".join(f"&#{ord(sign)};" for sign in written).encode()}
        found |= {written.encode("ascii", "xmlcharrefreplace"), quote(written).encode()}
        found.add(written.encode("unicode_escape"))
        for start in range(3):  # base64 begins anywhere: leave out what its neighbours decide
            code = base64.b64encode(b"\0" * start + written.encode())
            found.add(code[(0, 2, 3)[start] : len(code) - (4 if (start + len(written.encode())) % 3 else 0)])
    return {needle for needle in found if len(needle) >= SIX}


def contents(path: Path) -> Iterator[bytes]:
    """The bytes of a file, of its name, and of all that is packed in it."""
    yield path.name.encode()
    data = path.read_bytes()
    yield data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    elif data[:4] == b"%PDF":
        for options in (["-raw"], ["-layout"]):
            yield subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True).stdout
        yield subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True).stdout
    elif data[:4] == b"\x89PNG":
        for kind in (b"zTXt", b"iTXt"):
            for part in data.split(kind)[1:]:
                for start in range(90):
                    try:
                        yield zlib.decompressobj().decompress(part[start:])
                        break
                    except zlib.error:
                        continue
    elif data[:4] == b"PAR1":
        rows = duckdb.sql("select * from read_parquet($path)", params={"path": str(path)}).fetchall()
        yield repr(rows).encode()


def found(folders: Iterable[Path], names: Iterable[str]) -> list[tuple[str, str]]:
    """(file, name) of every hit; a name is looked for as it is, letter case aside."""
    needles = {needle: name for name in names for needle in disguises(name)}
    starts: dict[bytes, list[bytes]] = {}
    for needle in needles:
        starts.setdefault(needle[:SIX], []).append(needle)
    known = np.array(sorted(int.from_bytes(start, "big") for start in starts), dtype=np.int64)
    hits = []
    for folder in folders:
        for path in [folder] if folder.is_file() else sorted(p for p in folder.rglob("*") if p.is_file()):
            for data in contents(path):
                for at in np.flatnonzero(np.isin(_sixes(data), known)):
                    beginning = data[at : at + SIX]
                    told = (needles[needle] for needle in starts[beginning] if data.startswith(needle, int(at)))
                    hits += [(path.name, name) for name in told]
    return hits


def standing(words: Iterable[str], text: str) -> list[str]:
    """Which of these words of six letters or more stand in a text; sought by their beginnings, since both are many."""
    data = text.encode()
    known = np.unique(_sixes(data))
    coded = {word: word.encode() for word in words}
    starts = np.array([int.from_bytes(code[:SIX], "big") for code in coded.values()], dtype=np.int64)
    return [word for word, maybe in zip(coded, np.isin(starts, known), strict=True) if maybe and word in text]


def _sixes(data: bytes) -> np.ndarray:
    """Every six bytes in a row as one number."""
    signs = np.frombuffer(data, dtype=np.uint8).astype(np.int64)
    sums = np.zeros(max(0, signs.size - SIX + 1), dtype=np.int64)
    for place in range(SIX):
        sums = sums * 256 + signs[place : place + sums.size]
    return sums
