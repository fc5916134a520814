"""A store of streams as Outlook writes it (the compound file format), just large enough for small tests."""

import struct

SECTOR, FREE, END, TABLE = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORE, STREAM, ROOT = 1, 2, 5
CUTOFF = 4096  # smaller streams would go into a store of their own: here each is filled up to this size


def msg(streams: dict[str, bytes]) -> bytes:
    """An OLE file with these streams; a name with / stands in a store below the root. Each must fit in 4096 bytes."""
    stores = sorted({name.split("/")[0] for name in streams if "/" in name})
    entries: list[tuple[str, int, int, int, int]] = []  # name, kind, child, next, first sector
    top = [*stores, *(name for name in streams if "/" not in name)]
    below = {store: [name for name in streams if name.startswith(f"{store}/")] for store in stores}
    order = ["Root Entry", *top, *(name for store in stores for name in below[store])]
    place = {name: index for index, name in enumerate(order)}
    data, first = b"", {}
    for name, content in streams.items():
        first[name] = len(data) // SECTOR
        data += content.ljust(CUTOFF, b"\0")
    for name in order:
        siblings = top if name in top else below.get(name.split("/")[0], []) if "/" in name else []
        at = siblings.index(name) if name in siblings else -1
        following = place[siblings[at + 1]] if 0 <= at < len(siblings) - 1 else FREE
        children = top if name == "Root Entry" else below.get(name, [])
        kind = ROOT if name == "Root Entry" else STORE if name in stores else STREAM
        child = place[children[0]] if children else FREE
        entries.append((name.split("/")[-1], kind, child, following, first.get(name, END)))
    directory = b"".join(_entry(*entry) for entry in entries)
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    return _file(data, directory, len(streams))


def _entry(name: str, kind: int, child: int, following: int, first: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    start, size = (first, CUTOFF) if kind == STREAM else (END if kind == ROOT else 0, 0)
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, FREE, following, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)


def _file(data: bytes, directory: bytes, streams: int) -> bytes:
    """Header, the chain of sectors, the streams, the directory."""
    chain: list[int] = []
    for _ in range(streams):
        base = len(chain)
        chain += [*range(base + 1, base + CUTOFF // SECTOR), END]
    base, size = len(chain), len(directory) // SECTOR
    chain += [*range(base + 1, base + size), END]
    tables = next(n for n in range(1, 100) if n * 128 >= len(chain) + n)
    start = len(chain)
    chain += [TABLE] * tables
    chain += [FREE] * (tables * 128 - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, base, 0, CUTOFF, END, 0, END, 0)
    head += struct.pack("<109I", *range(start, start + tables), *[FREE] * (109 - tables))
    return head + data + directory + struct.pack(f"<{len(chain)}I", *chain)
