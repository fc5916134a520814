"""The process workers are forked from: it has readers loaded and no network, and opens no file itself.

workers/calls.py starts it by calling `start`; it ends when its socket closes.
"""

import json
import os
import signal
import socket
from importlib import import_module
from pathlib import PurePath
from typing import Any

from pipeline.receive.workers import sandbox

LENGTH = 4  # bytes of a request's length
RUN, STATUS = "run", "status"


def main(control: socket.socket) -> None:
    """Answer requests: `run` (with a socket for the worker) by its pid, `status` by how the worker ended."""
    while (received := _request(control)) is not None:
        request, line = received
        if request["do"] == STATUS:
            _, status = os.waitpid(request["pid"], 0)
            answer = os.waitstatus_to_exitcode(status)
        else:
            load(request["name"])
            answer = _fork(control, request, socket.socket(fileno=line))
        control.sendall(json.dumps(answer).encode().ljust(16))


def load(name: str) -> None:
    """What a worker on a file of this name will need, loaded once for all of its kind: its content may need more."""
    from pipeline.receive.readers import READERS, kinds
    from pipeline.receive.workers import job  # noqa: F401

    kind = kinds.ENDINGS.get(PurePath(name).suffix.lower())
    if kind in READERS:
        import_module(f"pipeline.receive.readers.{READERS[kind]}")


def _request(control: socket.socket) -> tuple[dict[str, Any], int] | None:
    head, lines, _, _ = socket.recv_fds(control, LENGTH, 1)
    if len(head) < LENGTH:
        return None
    size, content = int.from_bytes(head, "little"), b""
    while len(content) < size:
        content += control.recv(size - len(content))
    return json.loads(content), lines[0] if lines else -1


def _fork(control: socket.socket, request: dict[str, Any], line: socket.socket) -> int:
    pid = os.fork()
    if pid:
        line.close()
        return pid
    from pipeline.receive.workers import job

    code = 1
    try:
        control.close()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sandbox.end_with_parent()
        sandbox.be_silent()
        code = job.work(request, line)
    finally:
        os._exit(code)


def start(descriptor: int) -> None:
    """All there is to this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sandbox.end_with_parent()
    sandbox.leave_network()
    main(socket.socket(fileno=descriptor))
