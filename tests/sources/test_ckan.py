"""CKAN's data store: pages to the last row, and everything that must not pass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from omradesindex.errors import SourceError, StatisticsError
from omradesindex.sources import Ckan
from tests.sources import server
from tests.sources.conftest import Time


@pytest.fixture
def ckan(service: server.Service, passing: Time) -> Any:
    service.records = [
        {
            "_id": n,
            "omrade": f"X{n:02d}",
            "ar": "2024",
            "antal": str(10 * n),
            "andel": f"{n},5" if n != 3 else "..",
        }
        for n in range(1, 15)
    ]

    def made(**more: Any) -> Ckan:
        return Ckan(service.address, manners=passing.manners(), **more)

    return made


@pytest.mark.parametrize("per_page", [5_000, 5, 1])
def test_every_row_comes_once(service: server.Service, ckan: Any, per_page: int) -> None:
    service.per_page = per_page
    raw = ckan().table("tabell", ["omrade", "ar"])
    assert raw.dimensions == ("omrade", "ar", "kolumn")
    assert len(raw.frame) == 28
    assert raw.frame.query("omrade == 'X07'")["value"].tolist() == [70, 7.5]
    assert raw.frame.query("omrade == 'X03'")["status"].tolist() == ["observed", "suppressed"]
    assert raw.source == "Exempelstad (påhittad), Påhittade data"
    assert (raw.title, raw.code, raw.updated) == ("Påhittad tabell", "tabell", "2025-05-01T00:00:00")
    assert raw.place(5) == "tabell, row 3, column 'andel'"
    assert len(service.data_requests()) == -(-14 // per_page)


def test_asked_for_again_only_when_changed(service: server.Service, ckan: Any, tmp_path: Path) -> None:
    service.per_page = 5
    client = ckan(snapshots=tmp_path)
    before = client.table("tabell")
    service.asked.clear()
    assert client.table("tabell").frame.equals(before.frame)
    assert service.data_requests() == []
    service.records[0]["antal"] = "11"
    service.modified = "2026-05-01T00:00:00"
    raw = client.table("tabell")
    assert raw.frame["value"].iloc[0] == 11
    assert len(service.data_requests()) == 3
    service.asked.clear()
    replayed = ckan(snapshots=tmp_path, replay=True)
    again = replayed.table("tabell")
    assert again.frame.equals(raw.frame)
    assert (again.source, again.updated) == (raw.source, raw.updated)
    assert service.asked == []
    with pytest.raises(SourceError, match="hold no answer"):
        replayed.table("annan")
    # Nobody says when it was changed: asked for each time.
    service.modified = None
    client.table("tabell")
    assert len(service.data_requests()) == 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda told: told["result"]["records"].clear(), "the page is empty"),
        (lambda told: told["result"].update(total=15), "has 15 rows and had 14"),
        (
            lambda told: told["result"]["records"].append({"_id": 99, "omrade": "X99"}),
            "a row has the columns",
        ),
        (lambda told: told["result"].update(records=[{"_id": 1}] * 5), "a row came twice"),
        (lambda told: told["result"]["fields"][1].update(id="område"), "its columns are"),
        (lambda told: told["result"]["records"][0].update(ny="1"), "a row has the columns"),
        (lambda told: told["result"]["records"][0].pop("antal"), "a row has the columns"),
        (lambda told: told.update(success=False), "it failed"),
        (lambda told: told["result"].pop("total"), "no page of a table"),
    ],
    ids=["empty", "total", "more", "twice", "renamed", "odd_row", "key_lost", "failed", "no_total"],
)
def test_a_page_that_is_wrong_fails_all(
    service: server.Service, ckan: Any, tmp_path: Path, change: Any, words: str
) -> None:
    service.per_page = 5
    service.trouble("datastore_search", server.changed(change), after=1)
    with pytest.raises((SourceError, StatisticsError), match=words):
        ckan(snapshots=tmp_path).table("tabell")


def test_a_lost_page_is_named(service: server.Service, ckan: Any, tmp_path: Path) -> None:
    service.per_page = 5
    service.trouble("offset=5", server.failing(), times=4)
    with pytest.raises(SourceError, match=r"part 2 of 3 \(rows from 6\).*500"):
        ckan(snapshots=tmp_path).table("tabell")
    assert not [p for p in tmp_path.glob("*.json") if json.loads(p.read_text(encoding="utf-8"))["box"]]


def test_a_figure_that_is_none(service: server.Service, ckan: Any) -> None:
    service.records[4]["antal"] = "fem"
    with pytest.raises(StatisticsError, match=r"row 5, column 'antal': 'fem' is not a number"):
        ckan().table("tabell", ["omrade", "ar"])
