"""No server holds a client past its deadline, whatever it lets drip."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from omradesindex.sources import Manners
from omradesindex.sources.deadline import Deadline
from omradesindex.sources.fetching import LostError, Request, fetch

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@contextmanager
def dripping(start: bytes, drip: bytes) -> Iterator[str]:
    """A server that says something at once, and then one thing more now and then, for ever."""
    over = threading.Event()

    def serve(listening: socket.socket) -> None:
        with suppress(OSError):
            connection, _ = listening.accept()
            with connection:
                connection.recv(1 << 16)
                connection.sendall(start)
                while not over.wait(0.02):
                    connection.sendall(drip)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        over.set()
        thread.join(2)


@pytest.mark.parametrize(
    ("start", "drip"),
    [
        (b"", b"H"),  # a status line that never ends
        (HEAD, b"X"),  # a header that never ends
        (HEAD, b"X-More: 1\r\n"),  # headers without end
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),  # "go on", for ever
        (HEAD + b"\r\n", b"1"),  # a body of no stated length: cut off it would be a number
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1"),  # a piece's length that never ends
    ],
)
def test_what_drips_ends_at_the_deadline(start: bytes, drip: bytes) -> None:
    with dripping(start, drip) as address:
        begun = time.monotonic()
        with pytest.raises(LostError, match=r"longer than 0\.2 seconds|broke"):
            fetch(Request(address), Manners(longest_answer=0.2))
        assert time.monotonic() - begun < 1.5


def test_a_server_that_accepts_and_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        begun = time.monotonic()
        for scheme in ("http", "https"):  # also while encryption is agreed on
            with pytest.raises(LostError, match=r"longer than 0\.2 seconds|in time"):
                fetch(
                    Request(f"{scheme}://127.0.0.1:{listening.getsockname()[1]}/"),
                    Manners(longest_answer=0.2),
                )
        assert time.monotonic() - begun < 2


def test_what_is_watched_too_late_is_ended_at_once() -> None:
    one, other = socket.socketpair()
    with one, other, Deadline(0.01) as deadline:
        time.sleep(0.05)
        assert deadline.passed
        deadline.watch(one)
        assert other.recv(1) == b""
