"""Put on PYTHONPATH by test_whole_way: every attempt to reach another machine is written down and refused."""

import os
import socket

LOG = os.environ["ARTICLE3_ATTEMPTS"]
HERE = {"127.0.0.1", "::1", "localhost", "", None}


def _refuse(host: object) -> None:
    with open(LOG, "a") as log:  # noqa: PTH123 - nothing else may be imported this early
        log.write(f"{host}\n")
    raise OSError("no network in this test")


class Watched(socket.socket):
    def connect(self, address):
        if self.family != socket.AF_UNIX and address[0] not in HERE:
            _refuse(address[0])
        return super().connect(address)

    def connect_ex(self, address):
        if self.family != socket.AF_UNIX and address[0] not in HERE:
            _refuse(address[0])
        return super().connect_ex(address)


_looked_up = socket.getaddrinfo


def _look_up(host, *rest, **named):
    if host not in HERE:
        _refuse(host)
    return _looked_up(host, *rest, **named)


socket.socket = Watched
socket.getaddrinfo = _look_up
