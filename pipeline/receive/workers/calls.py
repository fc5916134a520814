"""Calling a worker: one for each file, forked from a nursery that is started once and kept."""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.errors import Fault, LeftOut
from pipeline.receive.workers import nursery, wire
from pipeline.receive.workers.limits import Limits
from pipeline.settings import ROOT

KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "POLARS_MAX_THREADS", "TESSDATA_PREFIX", "OMP_THREAD_LIMIT")
CAREFUL = "It may be damaged, or made to do harm: look at it on a machine apart, or take it out of the delivery."


class Call:
    """One worker at work on one file, `place` in messages."""

    def __init__(self, job: str, what: dict[str, Any], place: str, limits: Limits) -> None:
        self.place, self.limits, self.waited = place, limits, 0.0
        self.line, theirs = socket.socketpair()
        for end in (self.line, theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, wire.BUFFER)
        with theirs:
            request = {"do": nursery.RUN, "job": job, "name": place, "what": what, "limits": asdict(limits)}
            self.pid: int | None = _ask(request, theirs)

    def frame(self) -> tuple[int, memoryview]:
        """The next frame. Fault where the worker says so, died, or took too long."""
        try:
            kind, content, waited = wire.receive(self.line, self.limits.seconds - self.waited)
            self.waited += waited
            if kind != wire.FAULT:
                return kind, content
            fault = _fault(wire.said(content), self.place)
        except wire.Late:
            fault = Fault(self.place, f"its reader took longer than {self.limits.seconds} seconds", CAREFUL)
        except wire.Gone:
            fault = Fault(self.place, self._death(), CAREFUL)
        self.end()
        raise fault

    def skip(self) -> None:
        """Tell the worker that the rest of the table is not wanted."""
        try:
            self.line.sendall(wire.HEAD.pack(wire.SKIP, 0))
        except OSError:
            return

    def end(self) -> int:
        """The worker is gone after this, however far it was. Returns how it ended (minus the signal, or 0)."""
        self.line.close()
        if self.pid is None:
            return 0
        os.kill(self.pid, signal.SIGKILL)
        pid, self.pid = self.pid, None
        return _ask({"do": nursery.STATUS, "pid": pid})

    def _death(self) -> str:
        """Why the worker is gone, in plain words."""
        if self.pid is None:
            return "its reader broke down"
        pid, self.pid = self.pid, None
        code = _ask({"do": nursery.STATUS, "pid": pid})
        if code == -signal.SIGXCPU or code == -signal.SIGKILL:
            return "its reader took more time or memory than a file may take"
        return f"its reader broke down (signal {-code})" if code < 0 else "its reader broke off"


def _fault(said: Any, place: str) -> Fault:
    """The fault a worker tells of, in the words of its reader or ours."""
    keys = ("place", "found", "do")
    if not isinstance(said, dict) or not all(isinstance(said.get(key), str) for key in keys):
        return Fault(place, "its reader broke down", CAREFUL)
    kind = LeftOut if said.get("left_out") is True else Fault
    return kind(said["place"] or place, said["found"], said["do"] or CAREFUL)


class _Nursery:
    """The nursery of this process, once there is one."""

    control: socket.socket | None = None
    owner = 0


def _ask(request: dict[str, Any], line: socket.socket | None = None) -> int:
    """What the nursery answers; it is started if there is none."""
    control = _control()
    content = json.dumps(request).encode()
    lines = [line.fileno()] if line else []
    socket.send_fds(control, [len(content).to_bytes(nursery.LENGTH, "little")], lines)
    control.sendall(content)
    answer = b""
    while len(answer) < 16:
        if not (part := control.recv(16 - len(answer))):
            _Nursery.control = None
            raise Fault("workers", "the process that starts them is gone", "Run again.")
        answer += part
    return int(answer)


def _control() -> socket.socket:
    if _Nursery.control is None or _Nursery.owner != os.getpid():
        ours, theirs = socket.socketpair()
        known = {name: os.environ[name] for name in KEPT if name in os.environ}
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {**known, "PYTHONPATH": os.pathsep.join(paths)}
        program = f"from pipeline.receive.workers.nursery import start; start({theirs.fileno()})"
        command = [sys.executable, "-c", program]
        process = subprocess.Popen(  # noqa: S603
            command, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL, cwd=Path("/")
        )
        theirs.close()
        _Nursery.control, _Nursery.owner = ours, os.getpid()
        atexit.register(_close, ours, process)
    return _Nursery.control


def _close(control: socket.socket, process: subprocess.Popen) -> None:
    control.close()
    process.wait()
