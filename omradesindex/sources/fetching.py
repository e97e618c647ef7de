"""One request over HTTP and its whole answer, or an error: nothing half, nothing endless."""

from __future__ import annotations

import socket
import ssl
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from omradesindex.doors import door
from omradesindex.errors import SourceError
from omradesindex.sources.deadline import Deadline, watched_by

_PIECE = 1 << 16
_REDIRECTS = (301, 302, 303, 307, 308)


@door
@dataclass(frozen=True)
class Manners:
    """How patiently and how much a client asks.

    Parameters
    ----------
    timeout : float
        Seconds of silence after which a connection counts as lost.
    longest_answer : float
        Seconds that one answer may take from beginning to end, however slowly it drips: connecting,
        redirects, headers and body together.
    attempts : int
        How often one request is tried where the connection breaks or the service fails (status 5xx).
    longest_wait : float
        Seconds that one request may wait, all in all, when the service says "too many requests" (status 429).
    most_bytes : int
        The largest answer taken, after unpacking.
    calls, window : int, float
        At most so many calls in so many seconds where the service announces no limit of its own.
    sleep, clock : callable
        What waits a number of seconds; what gives the time in seconds since 1970. Tests put their own here.

    Examples
    --------
    >>> Manners(timeout=5).attempts
    4
    """

    timeout: float = 30.0
    longest_answer: float = 300.0
    attempts: int = 4
    longest_wait: float = 300.0
    most_bytes: int = 64 * 1024 * 1024
    calls: int = 30
    window: float = 10.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.time


@dataclass(frozen=True)
class Request:
    """What is asked: an address, and a body where it is a POST."""

    url: str
    body: bytes | None = None

    @property
    def method(self) -> str:
        """``GET`` or ``POST``."""
        return "GET" if self.body is None else "POST"


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers in small letters, and the unpacked body."""

    status: int
    headers: dict[str, str]
    body: bytes


class LostError(SourceError):
    """The answer did not come, or not whole: worth another try."""


class _AsItIs(urllib.request.HTTPErrorProcessor):
    """Leave refusals and redirects to us, who look where they lead."""

    def http_response(self, request: Any, response: Any) -> Any:  # noqa: ARG002
        return response

    https_response = http_response


def same_host(one: str, other: str) -> bool:
    """Whether two addresses are the same service; plain http may become https, never the reverse.

    Examples
    --------
    >>> same_host("https://a.example/v3/data", "https://a.example/v3/data?page=2")
    True
    >>> same_host("https://a.example/v3", "http://a.example/v3")
    False
    """
    ports = {"http": 80, "https": 443}
    try:
        a, b = urlsplit(one), urlsplit(other)
        if a.hostname != b.hostname:
            return False
        if a.scheme == b.scheme:
            return (a.port or ports.get(a.scheme)) == (b.port or ports.get(b.scheme))
    except ValueError:  # no address at all
        return False
    return (a.scheme, b.scheme) == ("http", "https")


def next_address(here: str, told: str) -> str | None:
    """Return where a service says that the next page is, or None where that is another service.

    A service behind https that writes its own address with http is asked by https.

    Examples
    --------
    >>> next_address("https://a.example/v3/data", "http://a.example/v3/data?page=2")
    'https://a.example/v3/data?page=2'
    >>> next_address("https://a.example/v3/data", "https://b.example/v3/data?page=2") is None
    True
    """
    try:
        to = urljoin(here, told)
        parts = urlsplit(to)
        if urlsplit(here).scheme == "https" and parts.scheme == "http" and parts.port is None:
            to = urlunsplit(("https", *parts[1:]))
    except ValueError:
        return None
    return to if same_host(here, to) else None


def fetch(request: Request, manners: Manners, *, most_redirects: int = 5) -> Answer:
    """Ask once, and read the answer to its end.

    Redirects are followed only for a GET, and only on the same host.

    Parameters
    ----------
    request : Request
    manners : Manners
        Bounds on time and size.

    Raises
    ------
    LostError
        The service cannot be reached, the connection broke, or the answer is not whole.
    SourceError
        The answer is too large, comes from elsewhere, or in a coding that nobody asked for.
    """
    with Deadline(manners.longest_answer) as deadline:
        try:
            answer = _followed(request, manners, most_redirects, deadline)
        except LostError:
            if not deadline.passed:
                raise
        else:
            # A body without a promised length ends where the connection does: it may be cut.
            if not deadline.passed:
                return answer
    raise _too_slow(request.url, manners)


def _followed(request: Request, manners: Manners, most_redirects: int, deadline: Deadline) -> Answer:
    url = request.url
    until = manners.clock() + manners.longest_answer
    for _ in range(most_redirects + 1):
        answer = _fetch_here(Request(url, request.body), manners, until, deadline)
        if answer.status not in _REDIRECTS:
            return answer
        told = answer.headers.get("location", "")
        try:
            to = urljoin(url, told)
        except ValueError:
            to = told
        if request.body is not None or not same_host(url, to):
            raise SourceError(
                f"the service sends us on to '{to[:200]}'",
                where=url,
                expected="an answer from the address itself",
                remedy="give the address that the service has now, if you trust it",
            )
        url = to
    raise SourceError(
        f"the service sends us on more than {most_redirects} times",
        where=request.url,
        remedy="check the address",
    )


def _too_slow(url: str, manners: Manners) -> LostError:
    return LostError(
        f"the answer takes longer than {manners.longest_answer:g} seconds",
        where=url,
        remedy="try again later, or ask for less",
    )


def _fetch_here(request: Request, manners: Manners, until: float, deadline: Deadline) -> Answer:
    from omradesindex import __version__

    headers = {
        "User-Agent": f"omradesindex/{__version__}",
        "Accept": "application/json",
        "Accept-Encoding": "gzip, identity",
    }
    if request.body is not None:
        headers["Content-Type"] = "application/json"
    opener = urllib.request.build_opener(_AsItIs, *watched_by(deadline))
    try:
        asked = urllib.request.Request(request.url, data=request.body, headers=headers, method=request.method)
        with opener.open(asked, timeout=min(manners.timeout, manners.longest_answer)) as response:
            found = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status, found, _body(response, found, request.url, manners, until))
    except urllib.error.URLError as error:
        raise _unreachable(error.reason, request.url) from error
    except ValueError as error:
        raise SourceError(f"nothing can be asked at this address ({error})", where=request.url) from error
    except (OSError, HTTPException) as error:
        raise _unreachable(error, request.url) from error


def _unreachable(error: object, url: str) -> SourceError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return SourceError(
            f"the service's certificate does not hold ({error.verify_message})",
            where=url,
            remedy="check the address; do not go on unless you know why",
        )
    if isinstance(error, socket.gaierror):
        return LostError(
            f"there is no way to '{urlsplit(url).hostname}' ({error.strerror or error})",
            where=url,
            remedy="check the address and the network, or replay from a snapshot",
        )
    slow = isinstance(error, TimeoutError)
    what = "the service does not answer in time" if slow else f"the connection broke ({error or type(error)})"
    return LostError(what, where=url, remedy="try again later, or replay from a snapshot")


def _body(response: Any, headers: dict[str, str], url: str, manners: Manners, until: float) -> bytes:
    """Read a body to its end, bounded in time and in size, and be sure that it is the end."""
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise SourceError(f"the answer is packed as '{coding}'", where=url, expected="gzip, or not packed")
    # 16 + the largest window: gzip with its header and checksum.
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in coding else None
    most = manners.most_bytes
    body, raw = bytearray(), 0
    while piece := response.read1(_PIECE):
        raw += len(piece)
        try:
            # Never more than one byte beyond the bound, however far the piece would expand.
            body += unpack.decompress(piece, most + 1 - len(body)) if unpack else piece
        except zlib.error as error:
            raise LostError("the packed answer is damaged", where=url, remedy="try again later") from error
        if len(body) > most:
            raise SourceError(
                f"the answer is larger than {most} bytes",
                where=url,
                remedy="ask for less at a time; or allow more, Manners(most_bytes=…), if you expect it",
            )
        if manners.clock() > until:
            raise _too_slow(url, manners)
    promised = headers.get("content-length", "")
    if promised.isdigit() and raw != int(promised):
        raise LostError(
            f"the answer ends after {raw} of {promised} bytes", where=url, remedy="try again later"
        )
    if unpack and raw and not unpack.eof:
        raise LostError("the packed answer ends too early", where=url, remedy="try again later")
    return bytes(body)
