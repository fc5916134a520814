"""What a worker gives up before it opens a file: the network, new rights, and more than its share of the machine."""

import ctypes
import os
import resource
import signal
import socket
import sys
from typing import Any, NoReturn

from pipeline.receive.workers.limits import Limits

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # flags of unshare(2)
END_WITH_PARENT, NO_NEW_RIGHTS = 1, 38  # options of prctl(2)
OPEN_FILES = 512


def leave_network() -> None:
    """Into a network of its own, with nobody else in it; where the system forbids that, sockets are refused.

    Must come before any thread is started.
    """
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0)
        if any(libc.unshare(flags) == 0 for flags in (NEW_NETWORK, NEW_USER | NEW_NETWORK)):
            return
    _refuse_sockets()


def end_with_parent() -> None:
    """The process does not outlive the one that made it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def keep_within(limits: Limits) -> None:
    """Caps on memory, processor time and files written; no memory image is left on disk if it dies."""
    caps = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_FSIZE: limits.written,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for which, cap in caps.items():
        _, most = resource.getrlimit(which)
        cap = cap if most == resource.RLIM_INFINITY else min(cap, most)
        resource.setrlimit(which, (cap, cap))


def be_silent() -> None:
    """What libraries say of a hostile file reaches no terminal."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def _refuse_sockets() -> None:
    def refused(*_: Any, **__: Any) -> NoReturn:
        raise OSError("a worker has no network")

    for name in ("connect", "connect_ex", "bind", "sendto"):
        setattr(socket.socket, name, refused)
    socket.getaddrinfo = refused
