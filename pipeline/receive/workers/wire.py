"""What a worker and the run say to each other: frames of a kind, a length and bytes, text as JSON, rows as Arrow.

Nothing that arrives can run: no pickles. What a worker sends is checked as if the file had written it.
"""

import json
import socket
import struct
import time
from typing import Any

import polars as pl
import pyarrow as pa

TABLE, BATCH, END, FAULT, RESULT, DONE, SKIP = b"TBEFRDS"
HEAD = struct.Struct("<BQ")
LARGEST = 4 << 30  # bytes of a frame
BUFFER = 4 << 20


class Gone(Exception):
    """The worker ended, or sent what no worker sends."""


class Late(Exception):
    """The worker took longer than it may."""


def send(to: socket.socket, kind: int, content: Any = b"") -> None:
    """One frame. Whatever is not bytes goes as JSON."""
    if not isinstance(content, (bytes, bytearray, memoryview, pa.Buffer)):
        content = json.dumps(content).encode("utf-8")
    view = memoryview(content)
    to.sendall(HEAD.pack(kind, view.nbytes))
    to.sendall(view)


def receive(source: socket.socket, patience: float) -> tuple[int, memoryview, float]:
    """One frame, and the seconds it was waited for. Late after `patience` seconds, Gone where there is none."""
    start = time.monotonic()
    kind, size = HEAD.unpack(_exactly(source, HEAD.size, start + patience))
    if size > LARGEST:
        raise Gone
    return kind, _exactly(source, size, start + patience), time.monotonic() - start


def said(content: memoryview) -> Any:
    """A frame of JSON."""
    try:
        return json.loads(bytes(content))
    except (ValueError, RecursionError):
        raise Gone from None


def packed(frame: pl.DataFrame) -> pa.Buffer:
    """Rows of text as an Arrow stream."""
    table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def unpacked(content: memoryview, columns: list[str]) -> pl.DataFrame:
    """Rows of text from an Arrow stream. Gone where they are not what they say, or have other columns."""
    try:
        with pa.ipc.open_stream(pa.py_buffer(content)) as reader:
            table = reader.read_all()
        if table.column_names != columns or any(not pa.types.is_large_string(kind) for kind in table.schema.types):
            raise Gone
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError):
        raise Gone from None
    return pl.DataFrame(pl.from_arrow(table))


def _exactly(source: socket.socket, size: int, until: float) -> memoryview:
    content = memoryview(bytearray(size))
    got = 0
    while got < size:
        left = until - time.monotonic()
        if left <= 0:
            raise Late
        source.settimeout(left)
        try:
            n = source.recv_into(content[got:])
        except TimeoutError:
            raise Late from None
        except OSError:
            raise Gone from None
        if n == 0:
            raise Gone
        got += n
    return content
