"""One request and its whole answer: bounded in time and size, and from the address that was asked."""

from __future__ import annotations

import dataclasses
import time

import pytest

from omradesindex.errors import SourceError
from omradesindex.sources import Manners
from omradesindex.sources.fetching import LostError, Request, fetch, next_address, same_host
from tests.sources import server


def test_status_headers_and_the_unpacked_body(service: server.Service) -> None:
    service.trouble("/v1/sv/ssd/BE", server.packed)
    answer = fetch(Request(f"{service.address}/v1/sv/ssd/BE"), Manners())
    assert answer.status == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert b"TAB1" in answer.body
    assert [(r.method, r.body) for r in service.asked] == [("GET", b"")]
    assert Request("https://a.example", b"{}").method == "POST"


@pytest.mark.parametrize(
    ("trouble", "kind", "message"),
    [
        (server.cut, LostError, r"the answer ends after \d+ of \d+ bytes|broke"),
        (server.packed_and_cut, LostError, "the packed answer ends too early"),
        (lambda good: dataclasses.replace(server.packed(good), body=b"x" * 9), LostError, "is damaged"),
        (server.bomb, SourceError, r"larger than 1000 bytes.*What to do: ask for less"),
        (
            server.sent_to("http://elsewhere.example/"),
            SourceError,
            "sends us on to 'http://elsewhere.example/'",
        ),
    ],
)
def test_what_is_no_whole_answer(
    service: server.Service, trouble: server.Trouble, kind: type[SourceError], message: str
) -> None:
    service.trouble("/v1", trouble)
    with pytest.raises(kind, match=message) as caught:
        fetch(Request(f"{service.address}/v1/sv/ssd/BE"), Manners(most_bytes=1000))
    assert isinstance(caught.value, LostError) == (kind is LostError)  # only that is worth another try


def test_an_answer_that_drips_and_one_that_never_comes(service: server.Service) -> None:
    service.trouble("drip", server.dripping)
    service.trouble("silent", server.silent)
    begun = time.monotonic()
    with pytest.raises(LostError, match=r"longer than 0\.1 seconds"):
        fetch(Request(f"{service.address}/drip"), Manners(longest_answer=0.1))
    with pytest.raises(LostError, match="in time"):
        fetch(Request(f"{service.address}/silent"), Manners(timeout=0.1))
    assert time.monotonic() - begun < 2


def test_an_address_that_cannot_be_asked() -> None:
    for path in ("å", "a b"):
        with pytest.raises(SourceError):
            fetch(Request(f"http://127.0.0.1:9/{path}"), Manners())


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("https://a.example/v3/x?page=2", "https://a.example/v3/x?page=2"),
        ("/v3/x?page=2", "https://a.example/v3/x?page=2"),
        ("http://a.example/v3/x?page=2", "https://a.example/v3/x?page=2"),
        ("http://a.example:81/x", None),
        ("https://a.example.org/x", None),
        ("//b.example/x", None),
        ("file:///etc/passwd", None),
        ("http://[oops", None),
        ("https://a.example:x/", None),
    ],
)
def test_the_next_page_is_the_same_service_s(told: str, asked: str | None) -> None:
    assert next_address("https://a.example/v3/x", told) == asked


def test_same_host_minds_scheme_and_port() -> None:
    assert same_host("https://a.example/x", "https://A.example:443/y")
    assert same_host("http://a.example", "https://a.example")
    assert not same_host("https://a.example", "http://a.example")
    assert not same_host("https://a.example", "https://a.example.org")
    assert not same_host("https://a.example", "https://a.example:8443")
