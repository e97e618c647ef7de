"""The page as a file: small, alone, with nothing of it escaping."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from what_if_settings import data_of

import omradesindex as oi
from omradesindex.errors import ComputeError
from omradesindex.reports.what_if import page as pages
from omradesindex.reports.what_if.gather import Sets


def test_it_is_small_and_asks_nothing_of_a_network(page: str) -> None:
    assert len(page.encode()) <= pages.MOST
    addresses = set(re.findall(r"https?://[^\s\"'<)]+", page))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert "default-src 'none'" in page
    assert not re.search(
        r"\b(fetch|XMLHttpRequest|WebSocket|sendBeacon|import)\b", page.partition("<script>")[2]
    )


def test_each_part_is_there_once(page: str) -> None:
    assert not re.search(r"\{\{\w+\}\}", page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert page.count("<h1>") == page.count("<main>") == 1
    assert len(data_of(page)["map"]["paths"]) == 14


def test_names_and_labels_end_no_element(malmo: oi.types.Result) -> None:
    text = "Lägg till </script><b>{{data}}"
    index = malmo.index.with_identity(label=text)
    made = pages.page_of(replace(malmo, index=index), None, Sets(unseen=(text,)), "sv")
    assert "</script><b>" not in made
    assert data_of(made)["indices"][0]["label"] == text


def test_english_is_english(malmo: oi.types.Result) -> None:
    made = oi.what_if(malmo, lang="en").html
    assert '<html lang="en">' in made
    assert "Place 1 has the greatest challenge." in made
    words = data_of(made)["words"]
    assert not any(re.search("[åäö]", text) for text in words.values())
    assert data_of(made)["marks"] == {"thousands": ",", "point": "."}


def test_a_page_that_would_be_too_large_is_refused(
    malmo: oi.types.Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST", 20_000)
    with pytest.raises(ComputeError, match=r"the page would be \d+ kB.*at most 20 kB"):
        oi.what_if(malmo)


def test_a_map_that_has_no_room_is_left_out(malmo: oi.types.Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_MAP", 1_000)
    made = oi.what_if(malmo).html
    assert data_of(made)["map"] is None
    assert 'id="karta"' not in made
