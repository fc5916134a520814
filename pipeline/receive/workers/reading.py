"""A foreign file read by a worker: the same tables its reader gives, without its reader's dangers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.errors import Fault
from pipeline.receive.readers import LONGEST, WIDEST
from pipeline.receive.readers.base import LOCATOR, Aside, Table
from pipeline.receive.workers import wire
from pipeline.receive.workers.calls import CAREFUL, Call
from pipeline.receive.workers.limits import Limits, for_file


def open_tables(path: Path, options: dict, limits: Limits | None = None) -> Iterator[Table]:
    """As readers.open_tables; a worker that dies, hangs or runs out is a Fault that names the file.

    A table is to be read before the next is asked for: what is left of it then is not sent.
    """
    what = {"path": str(path.absolute()), "options": options}
    call = Call("read", what, path.name, limits or for_file(path))
    try:
        while True:
            kind, content = call.frame()
            if kind == wire.DONE:
                return
            said = _checked(kind, content, call)
            stream = _Stream(call, Table(said["name"], said["columns"], iter(())))
            yield stream.table
            stream.finish()
    finally:
        call.end()


class _Stream:
    """The rows of one table as they come."""

    def __init__(self, call: Call, table: Table) -> None:
        self.call, self.table, self.is_open = call, table, True
        table.batches = self._batches()

    def _batches(self) -> Iterator[pl.DataFrame]:
        while self.is_open:
            kind, content = self.call.frame()
            if kind == wire.END:
                self._close(_said(content, self.call))
                return
            try:
                yield wire.unpacked(content, [*self.table.columns, LOCATOR])
            except wire.Gone:
                raise _nonsense(self.call) from None

    def finish(self) -> None:
        """To the end of the table without its rows."""
        if self.is_open:
            self.call.skip()
        while self.is_open:
            kind, content = self.call.frame()
            if kind == wire.END:
                self._close(_said(content, self.call))

    def _close(self, said: Any) -> None:
        self.is_open = False
        try:
            self.table.broken += [Aside(*map(str, row)) for row in said["broken"]]
            self.table.excluded += [Aside(*map(str, row)) for row in said["excluded"]]
            self.table.notes += [str(note)[:LONGEST] for note in said["notes"]]
        except (KeyError, TypeError):
            raise _nonsense(self.call) from None


def _checked(kind: int, content: memoryview, call: Call) -> dict[str, Any]:
    """The head of a table, if it is one."""
    said = _said(content, call) if kind == wire.TABLE else {}
    names = said.get("columns") if isinstance(said, dict) else None
    if (
        not isinstance(said, dict)
        or not isinstance(names, list)
        or len(names) > WIDEST
        or not all(isinstance(name, str) and len(name) <= LONGEST for name in [said.get("name"), *names])
    ):
        raise _nonsense(call)
    return said


def _said(content: memoryview, call: Call) -> Any:
    try:
        return wire.said(content)
    except wire.Gone:
        raise _nonsense(call) from None


def _nonsense(call: Call) -> Fault:
    return Fault(call.place, "its reader sent what no reader sends", CAREFUL)
