"""Version 2 of PxWeb's interface: addresses, long questions and other groupings."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from omradesindex.errors import SourceError
from omradesindex.sources import PxWeb
from tests.sources import server
from tests.sources.conftest import Time
from tests.sources.made_up import check


def test_a_long_question_is_posted(service: server.Service, passing: Time) -> None:
    regions = [f"X{n:04d}" for n in range(500)]
    service.tables["TAB1"].variables["Region"] = regions
    client = PxWeb(f"{service.address}/api/v2", manners=passing.manners())
    check(client.table("TAB1", {"Tid": "2024"}), service.tables["TAB1"], Tid=["2024"])
    assert [r.method for r in service.data_requests()] == ["POST"]
    assert all(len(r.path) <= 2_100 for r in service.asked)


def test_codes_that_mean_something_in_an_address(service: server.Service, passing: Time) -> None:
    service.tables["TAB1"].variables["Region"] = ["65+", "a&b=c", "1+2", "å ä", "1,2"]
    client = PxWeb(f"{service.address}/api/v2", manners=passing.manners())
    for region in service.tables["TAB1"].variables["Region"]:
        check(client.table("TAB1", {"Region": region}), service.tables["TAB1"], Region=[region])
    assert [r.method for r in service.data_requests()] == ["GET"] * 4 + ["POST"]


def test_other_groupings(service: server.Service, passing: Time) -> None:
    client = PxWeb(f"{service.address}/api/v2", manners=passing.manners())
    raw = client.table("TAB1", {"Tid": "2024"}, codelists={"Region": "vs_Exempel"})
    assert raw.codes("Region") == ("X01", "X02", "X03")
    assert "codelist[Region]=vs_Exempel" in unquote(service.data_requests()[0].path)


def test_what_describes_no_table(service: server.Service, passing: Time) -> None:
    client = PxWeb(f"{service.address}/api/v2", manners=passing.manners())
    service.trouble("metadata", server.changed(lambda told: told["dimension"]["Tid"].pop("category")))
    with pytest.raises(SourceError, match=r"a variable has no codes|describe"):
        client.table("TAB1")
    assert service.data_requests() == []
