"""A server that misbehaves, and a clock that only waiting moves."""

from __future__ import annotations

import dataclasses
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from omradesindex.sources import Manners
from tests.sources.server import Service, running


class Time:
    """Tells the time and sleeps, in no time."""

    def __init__(self) -> None:
        self.now = 1_770_000_000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        self.now += 1e-4  # no two answers come at once
        return self.now

    def manners(self, **changes: Any) -> Manners:
        return dataclasses.replace(Manners(sleep=self.sleep, clock=self.clock, timeout=5), **changes)


@pytest.fixture
def passing() -> Time:
    return Time()


@pytest.fixture
def service() -> Iterator[Service]:
    with running() as found:
        yield found


@pytest.fixture(autouse=True)
def _no_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches beyond this machine."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        assert address[0] == "127.0.0.1", f"a test asks {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)
