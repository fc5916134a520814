"""One good file of every format, with rows that are known: what mutations start from."""

import io
import json
import sqlite3
import tempfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import polars as pl

from pipeline.rehearse.formats import office, packs, pdfs
from pipeline.rehearse.formats.ole import msg

HEADER = ["Reference", "Country", "Requested on"]
ROWS = [[f"INV-{i:04d}", ("Ruritania", "Sylvania", "Borduria")[i % 3], f"2024-03-{i % 28 + 1:02d}"] for i in range(40)]
GRID = [HEADER, *ROWS]
CSV = "".join(",".join(row) + "\n" for row in GRID).encode()
MESSAGE = "FROM: NCB RURITANIA\nTO: NCB SYLVANIA\nREF: R-7\nSUBJECT: INVENTED\nTEXT:\nPlease locate the person.\n"
CELLS = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in GRID)
PAGE = f"<html><body><table>{CELLS}</table></body></html>"


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Invented"
    message.set_content(MESSAGE)
    message.add_attachment(CSV, maintype="text", subtype="csv", filename="list.csv")
    message.set_boundary("0123456789")
    return message.as_bytes()


def sqlite(statements: list[str], rows: list[list[str]]) -> bytes:
    """A database of these statements; the last takes the rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        con = sqlite3.connect(path)
        for statement in statements[:-1]:
            con.execute(statement)
        con.executemany(statements[-1], rows)
        con.commit()
        con.close()
        return path.read_bytes()


def parquet() -> bytes:
    out = io.BytesIO()
    pl.DataFrame(ROWS, schema=HEADER, orient="row").write_parquet(out)
    return out.getvalue()


def outlook() -> bytes:
    texts = {"0037": "Invented", "0C1A": "NCB Ruritania", "0E04": "NCB Sylvania", "1000": MESSAGE}
    streams = {f"__substg1.0_{tag}001F": text.encode("utf-16-le") for tag, text in texts.items()}
    attached = "__attach_version1.0_#00000000/__substg1.0_"
    return msg({**streams, f"{attached}3707001F": "a.csv".encode("utf-16-le"), f"{attached}37010102": CSV})


GOODS: dict[str, Callable[[], bytes]] = {
    "csv": lambda: CSV,
    "tsv": lambda: CSV.replace(b",", b"\t"),
    "xlsx": lambda: office.xlsx({"Register": GRID}),
    "xls": lambda: office.xls({"Register": GRID}),
    "ods": lambda: office.ods({"Register": GRID}),
    "json": lambda: json.dumps([dict(zip(HEADER, row, strict=True)) for row in ROWS]).encode(),
    "jsonl": lambda: "\n".join(json.dumps(dict(zip(HEADER, row, strict=True))) for row in ROWS).encode(),
    "parquet": parquet,
    "db": lambda: sqlite(["create table r (a text, b text, c text)", "insert into r values (?, ?, ?)"], ROWS),
    "html": PAGE.encode,
    "eml": mail,
    "mbox": lambda: b"From a@example.org Fri Mar  1 10:00:00 2024\n" + mail() + b"\n",
    "msg": outlook,
    "txt": MESSAGE.encode,
    "pdf": lambda: pdfs.pdf([pdfs.text_page(["Decision of the Commission"]), pdfs.table_page(GRID[:12])]),
    "docx": lambda: office.docx(["Decision of the Commission"], GRID),
    "rtf": lambda: b"{\\rtf1\\ansi Decision of the Commission\\par second line\\par}",
    "zip": lambda: packs.zipped({"inner.csv": CSV, "deep/inner.xlsx": office.xlsx({"A": GRID})}),
    "tar": lambda: packs.tarred({"inner.csv": CSV}),
    "tar.gz": lambda: packs.tarred({"inner.csv": CSV}, "gz"),
    "csv.bz2": lambda: packs.packed(CSV, "bz2"),
    "csv.xz": lambda: packs.packed(CSV, "xz"),
    "7z": lambda: packs.seven_zipped({"inner.csv": CSV}),
}
# Formats that carry a checksum of what they hold: a mutation of these may never give other rows.
CHECKED = ("xlsx", "ods", "docx", "zip", "tar.gz", "csv.bz2", "csv.xz", "7z")


@cache
def good(kind: str) -> bytes:
    """The bytes of the good file of a format."""
    return GOODS[kind]()
