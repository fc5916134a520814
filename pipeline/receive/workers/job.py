"""The work of one worker: a file read, or an archive unpacked, and the outcome sent back. Nobody trusts it."""

import select
import socket
import traceback
from pathlib import Path
from typing import Any

from pipeline.errors import Fault, LeftOut
from pipeline.receive.readers import open_tables
from pipeline.receive.readers.base import Table
from pipeline.receive.unpack import unpack
from pipeline.receive.workers import sandbox, wire
from pipeline.receive.workers.limits import Limits

READ, UNPACK = "read", "unpack"


def work(request: dict[str, Any], line: socket.socket) -> int:
    """Do what is asked within the limits, and send the outcome; the exit code is 0 however that went."""
    line.settimeout(None)
    try:
        sandbox.keep_within(Limits(**request["limits"]))
        if request["job"] == UNPACK:
            wire.send(line, wire.RESULT, unpack(**_paths(request["what"])))
        else:
            _read(request["what"], line)
        wire.send(line, wire.DONE)
    except Fault as fault:
        _fault(line, fault.place, fault.found, fault.do, isinstance(fault, LeftOut))
    except MemoryError:
        _fault(line, "", "it needs more memory than a file may take", "")
    except (BrokenPipeError, ConnectionResetError):
        pass
    except BaseException as error:  # a panic of a library too: it costs this file and no other
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        _fault(line, "", f"its reader broke down ({type(error).__name__}, {where})", "")
    return 0


def _paths(what: dict[str, Any]) -> dict[str, Any]:
    return {**what, "archive": Path(what["archive"]), "into": Path(what["into"])}


def _fault(line: socket.socket, place: str, found: str, do: str, left_out: bool = False) -> None:
    wire.send(line, wire.FAULT, {"place": place, "found": found, "do": do, "left_out": left_out})


def _read(what: dict[str, Any], line: socket.socket) -> None:
    for table in open_tables(Path(what["path"]), what["options"]):
        wire.send(line, wire.TABLE, {"name": table.name, "columns": table.columns})
        for batch in table.batches:
            wire.send(line, wire.BATCH, wire.packed(batch))
            if select.select([line], [], [], 0)[0]:  # nobody wants the rest of this table
                line.recv(wire.HEAD.size)
                break
        wire.send(line, wire.END, _end(table))


def _end(table: Table) -> dict[str, Any]:
    return {
        "broken": [[row.locator, row.reason, row.raw] for row in table.broken],
        "excluded": [[row.locator, row.reason, row.raw] for row in table.excluded],
        "notes": table.notes,
    }
