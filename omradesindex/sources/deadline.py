"""A time by which an answer is whole: a timeout of silence alone lets a server drip for ever."""

from __future__ import annotations

import socket
import threading
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPSConnection
from typing import Any


class Deadline:
    """Ends all connections that it watches after so many seconds, whatever they are doing then.

    Examples
    --------
    >>> with Deadline(60) as deadline:
    ...     deadline.passed
    False
    """

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._connections: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._pass)
        self._timer.daemon = True

    def watch(self, connection: socket.socket) -> None:
        """End a connection, too, when the time has passed."""
        # A handle of our own: encryption takes the other one over.
        handle = connection.dup()
        with self._lock:
            self._connections.append(handle)
            if self.passed:
                _end(handle)

    def _pass(self) -> None:
        with self._lock:
            self.passed = True
            for connection in self._connections:
                _end(connection)

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()


def watched_by(deadline: Deadline) -> tuple[urllib.request.BaseHandler, urllib.request.BaseHandler]:
    """Return what opens http and https addresses in connections that a deadline watches."""

    def make(kind: type[_Watched]) -> Callable[..., HTTPConnection]:
        def connection(host: str, **options: Any) -> HTTPConnection:
            made = kind(host, **options)
            made.watch = deadline.watch
            return made

        return connection

    class Http(urllib.request.HTTPHandler):
        def http_open(self, request: Any) -> Any:
            return self.do_open(make(_Watched), request)

    class Https(urllib.request.HTTPSHandler):
        def https_open(self, request: Any) -> Any:
            return self.do_open(make(_WatchedTls), request)

    return Http(), Https()


class _Watched(HTTPConnection):
    """A connection that is watched from the moment it stands: before encryption, and before any header."""

    watch: Callable[[socket.socket], None]

    def connect(self) -> None:
        super().connect()
        self.watch(self.sock)


class _WatchedTls(HTTPSConnection, _Watched):
    """The same with encryption, which starts after the connection stands."""


def _end(connection: socket.socket) -> None:
    with suppress(OSError):  # it has ended by itself
        connection.shutdown(socket.SHUT_RDWR)
