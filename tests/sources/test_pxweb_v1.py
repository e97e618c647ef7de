"""Version 1 of PxWeb's interface: paths, a folder that says when a table changed, older services."""

from __future__ import annotations

import pytest

from omradesindex.errors import SourceError
from omradesindex.sources import PxWebV1
from tests.sources import server
from tests.sources.conftest import Time
from tests.sources.made_up import check


def test_an_older_service_without_limits(service: server.Service, passing: Time) -> None:
    service.config_v1 = None
    client = PxWebV1(f"{service.address}/v1/sv", manners=passing.manners())
    check(client.table("ssd/BE/TAB1"), service.tables["TAB1"])


def test_no_path(service: server.Service, passing: Time) -> None:
    client = PxWebV1(f"{service.address}/v1/sv", manners=passing.manners())
    for path in ("", "ssd//TAB1", "ssd/../TAB1"):
        with pytest.raises(SourceError, match="no path"):
            client.table(path)


def test_it_knows_no_other_groupings(service: server.Service, passing: Time) -> None:
    client = PxWebV1(f"{service.address}/v1/sv", manners=passing.manners())
    with pytest.raises(SourceError, match=r"version 1 .*What to do: leave out codelists, or use version 2"):
        client.table("ssd/BE/TAB1", codelists={"Region": "x"})
    assert service.asked == []


def test_a_folder_that_does_not_answer_says_nothing_of_changes(
    service: server.Service, passing: Time
) -> None:
    client = PxWebV1(f"{service.address}/v1/sv", manners=passing.manners())
    service.trouble("ssd/BE", lambda _: server.refused(404, ""), after=1, times=1)
    raw = client.table("ssd/BE/TAB1", {"Tid": "2024", "Region": "X01"})
    # json-stat itself says when; the description of the table does not.
    assert raw.updated == service.tables["TAB1"].updated
    assert len(raw.frame) == 2


def test_a_folder_is_no_table(service: server.Service, passing: Time) -> None:
    client = PxWebV1(f"{service.address}/v1/sv", manners=passing.manners())
    with pytest.raises(
        SourceError, match=r"^ssd/BE: the answer does not describe a table.*a folder is no table"
    ):
        client.table("ssd/BE")
