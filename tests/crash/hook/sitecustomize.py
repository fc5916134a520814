"""Put on PYTHONPATH by killing.py: ends this process by SIGKILL just before its n-th change under a folder.

A change is a file opened for writing, renamed, linked or taken away, a folder made or taken away. Each is a line of
the log. The processes it starts are left alone.
"""

import os
import signal
import sys
from itertools import count

AT = int(os.environ.pop("ARTICLE3_KILL_AT", "-1"))
UNDER = os.environ.pop("ARTICLE3_KILL_UNDER", "")
LOG = os.environ.pop("ARTICLE3_KILL_LOG", "")
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate"}
SEEN = count(1)
HERE = os.getpid()


def _path(event, args):
    if event == "open":
        return args[0] if args[2] & (os.O_WRONLY | os.O_RDWR) else None
    return args[0] if event in CHANGES else None


def _watch(event, args):
    path = _path(event, args) if event == "open" or event in CHANGES else None
    if not isinstance(path, (str, os.PathLike)) or os.getpid() != HERE:
        return
    if not os.fspath(path).startswith(UNDER) or os.fspath(path) == LOG:
        return
    number = next(SEEN)
    if LOG:
        with open(LOG, "a") as log:  # noqa: PTH123 - nothing else may be imported this early
            log.write(f"{number} {event} {os.path.relpath(os.fspath(path), UNDER)}\n")
    if number == AT:
        os.kill(HERE, signal.SIGKILL)


if UNDER:
    sys.addaudithook(_watch)
