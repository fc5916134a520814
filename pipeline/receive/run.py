"""The first stage: which files were received, that they are as received, and what is published beside them."""

from dataclasses import astuple, replace

import duckdb
import polars as pl

from pipeline.delivery import load, loose_files
from pipeline.mapping import Delivery
from pipeline.progress import track
from pipeline.receive import custody as record
from pipeline.receive import published
from pipeline.receive.custody import Custody
from pipeline.receive.inventory import FAILED, READ, Found, files_of, missing
from pipeline.receive.members import UNPACKED, Held, Opener, forget_others
from pipeline.receive.readers import media_type
from pipeline.settings import DEMONSTRATION, Settings
from pipeline.warehouse import write_table

OTHER = "not the file SOURCE.yml describes: its sha256 is another"
LOOSE = "lies in no delivery: put it into a folder of its own"
FILES = {
    "delivery": pl.String,
    "path": pl.String,
    "sha256": pl.String,
    "bytes": pl.Int64,
    "media_type": pl.String,
    "status": pl.String,
    "reason": pl.String,
}
MEMBERS = {"delivery": pl.String, "path": pl.String, "stored": pl.String}  # `stored` is below the derived folder
DELIVERIES = {
    "delivery": pl.String,
    "title": pl.String,
    "nature": pl.String,
    "received_on": pl.Date,
    "as_of": pl.Date,
    "terms": pl.String,
    "drafted": pl.Boolean,
}


def run(settings: Settings, con: duckdb.DuckDBPyConnection) -> str:
    """Fill audit.files, raw.deliveries and the tables of published facts. Returns the closing line.

    `status` is `read` for every file that is there to be read; staging puts `failed` where that does not work out.
    Raises Fault where a file is not the one first received, or a SOURCE.yml or a published table cannot be read.
    """
    loaded = load(settings)
    custody = record.load(settings)
    openers = [Opener(settings, delivery) for delivery in loaded]
    held = [(each.delivery.name, one) for each in openers for one in _delivery(each.delivery, custody, each)]
    rows: list[tuple] = [(name, *astuple(one)[:-1]) for name, one in held]
    rows += _gone(loaded, custody, settings)
    rows += [
        ("", file.name, None, file.stat().st_size, media_type(file), FAILED, LOOSE) for file in loose_files(settings)
    ]
    rows.sort(key=lambda row: row[:2])
    record.save(custody, settings)
    forget_others(settings, set().union(*(opener.used for opener in openers)))
    members = sorted((name, one.path, one.stored) for name, one in held if one.stored)
    write_table(con, "raw.members", pl.DataFrame(members, schema=MEMBERS, orient="row"))
    write_table(con, "audit.files", pl.DataFrame(rows, schema=FILES, orient="row"))
    write_table(con, "raw.deliveries", _deliveries(loaded))
    published.load(settings, con)
    return _closing(rows, loaded)


def _delivery(delivery: Delivery, custody: Custody, opener: Opener) -> list[Held]:
    """Every file of one delivery, with those within others."""
    found = files_of(delivery)
    held = []
    for item in track(found, f"receive {delivery.name}"):
        one = _held(delivery, item, custody)
        held += [_as_described(delivery, inner) for inner in opener.opened(one, item.file or delivery.folder)]
    gone = custody.missing(delivery.name, {item.path for item in found})
    if opener.settings.accept_changes:
        custody.forget(delivery.name, gone)
        gone = []
    absent = [*missing(delivery, [one.path for one in held]), *gone]
    return held + [Held(path, None, None, None, FAILED, "missing") for path in dict.fromkeys(absent)]


def _held(delivery: Delivery, found: Found, custody: Custody) -> Held:
    """One file as it lies in the delivery."""
    if found.file is None:
        return Held(found.path, None, None, None, found.status, found.reason)
    try:
        kind = media_type(found.file)
        if found.status != READ:
            size, digest = found.file.stat().st_size, record.sha256(found.file)
            return Held(found.path, digest, size, kind, found.status, found.reason)
        now = custody.check(delivery.name, found.path, found.file, record.sha256)
    except OSError as error:
        why = f"cannot be read ({error.strerror}): copy it to this disk again"
        return Held(found.path, None, None, None, FAILED, why)
    return _as_described(delivery, Held(found.path, now.sha256, now.bytes, kind, found.status, found.reason))


def _as_described(delivery: Delivery, held: Held) -> Held:
    """The file, failed where SOURCE.yml describes another of this name."""
    spec = delivery.spec_for(held.path)
    is_other = bool(spec and spec.sha256 and held.sha256 and spec.sha256.lower() != held.sha256)
    return replace(held, status=FAILED, reason=OTHER) if is_other and held.status == READ else held


def _gone(loaded: list[Delivery], custody: Custody, settings: Settings) -> list[tuple]:
    """Rows for the files of deliveries whose whole folder is no longer there. The demonstration may be absent."""
    here = {delivery.name for delivery in loaded}
    gone = [
        name
        for name in sorted(custody.recorded)
        if name not in here and name != DEMONSTRATION and not (settings.raw / name).exists()
    ]
    paths = [(name, path) for name in gone for path in sorted(custody.recorded[name])]
    if settings.accept_changes:
        for name in gone:
            del custody.recorded[name]
        return []
    return [(name, path, None, None, None, FAILED, "missing") for name, path in paths]


def _deliveries(loaded: list[Delivery]) -> pl.DataFrame:
    rows = [
        (each.name, each.title, each.nature, each.received_on, each.as_of, each.terms or None, False) for each in loaded
    ]
    return pl.DataFrame(rows, schema=DELIVERIES, orient="row")


def _closing(rows: list[tuple], loaded: list[Delivery]) -> str:
    read = [row for row in rows if row[5] == READ]
    unpacked = sum(row[5] == UNPACKED for row in rows)
    failed = [row for row in rows if row[5] == FAILED]
    size = sum(row[3] for row in read) / 1e6
    line = f"{len(read):,} file{'s' * (len(read) != 1)} ({size:,.1f} MB) received"
    line += f" in {len(loaded)} deliver{'y' if len(loaded) == 1 else 'ies'}"
    line += f"; {unpacked} archive{'s' * (unpacked != 1)} unpacked" * bool(unpacked)
    line += f"; {len(rows) - len(read) - len(failed) - unpacked} skipped"
    return line + (f"; {len(failed)} failed: {failed[0][0]}/{failed[0][1]} ({failed[0][6]})" if failed else "")
