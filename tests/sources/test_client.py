"""What every client has: an address, limits, and the kept answers that its latest table rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from omradesindex.errors import SourceError
from omradesindex.sources import Ckan, Kolada, PxWeb, PxWebV1
from omradesindex.sources.client import Client
from tests.sources import server
from tests.sources.conftest import Time


def test_every_client_is_one(tmp_path: Path) -> None:
    for kind in (PxWeb, PxWebV1, Kolada, Ckan):
        assert issubclass(kind, Client)
        client = kind("https://a.example/x/", snapshots=tmp_path)
        assert repr(client) == f"{kind.__name__}('https://a.example/x')"
        assert client.answers == ()
    assert repr(PxWeb("https://a.example/x", snapshots=tmp_path, replay=True)).endswith("x', replayed)")


def test_the_answers_are_those_of_the_latest_table_oldest_first(
    service: server.Service, passing: Time, tmp_path: Path
) -> None:
    client = PxWeb(f"{service.address}/api/v2", manners=passing.manners(), snapshots=tmp_path)
    for year in ("2023", "2024"):
        client.table("TAB1", {"Tid": year, "Region": "X01"})
        assert [kept.box["Tid"] for kept in client.answers] == [(year,)]
    client.table("TAB1", {"Tid": "top(2)", "Region": "X01"})
    assert [kept.box["Tid"] for kept in client.answers] == [("2023",), ("2024",)]


def test_replay_needs_a_folder() -> None:
    with pytest.raises(SourceError, match="nothing to replay"):
        PxWeb("https://a.example/api/v2", replay=True)
