"""The page on which figures there are of what was asked for: written by its script, true to the tables."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest

import omradesindex as oi
from omradesindex.catalogue import indicators
from omradesindex.catalogue.bodies import body_said
from omradesindex.catalogue.wishes import wishes
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def script() -> ModuleType:
    if not (ROOT / "scripts" / "build_underlag.py").exists():
        pytest.skip("needs scripts/build_underlag.py, which is not here")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "scripts"))
        return importlib.import_module("build_underlag")


@pytest.fixture(scope="module")
def page(script: ModuleType) -> str:
    return str(script.PAGE.read_text(encoding="utf-8"))


def test_the_page_is_what_the_script_writes(script: ModuleType, page: str) -> None:
    assert page == script.page(), "write it again: python scripts/build_underlag.py"


def test_every_ask_and_every_wish_stands_with_its_body(page: str) -> None:
    sections = {part.partition("\n")[0].split(":")[0]: part for part in page.split("\n## ")[1:]}
    for indicator in indicators().values():
        for ask in indicator.asked_by:
            assert f"`{indicator.id}`" in sections[body_said(ask.body)], (indicator.id, ask.body)
    for wish in wishes().values():
        for body in wish.bodies:
            assert f"Mäts inte: {wish.label.sv}." in sections[body_said(body)]


def test_real_figures_are_those_of_the_table(script: ModuleType) -> None:
    malmo = oi.malmo_statistics()
    found = script.figures(indicators()["valdeltagande"], malmo)
    assert (found.period, found.quality, found.areas) == ("2022", "officiell", 14)
    eligible = script.figures(indicators()["gymnasiebehorighet"], malmo)
    assert (eligible.quality, eligible.groups) == ("uppskattad", {"sex": 4})
    assert script.figures(indicators()["upplevd_diskriminering"], malmo) is None


def test_a_split_that_not_all_areas_have_says_so(page: str) -> None:
    assert "`gymnasiebehorighet` | 2023, uppskattad, 14 områden | kön (4 områden) |" in page


def test_a_group_counts_only_where_two_of_it_have_figures(script: ModuleType) -> None:
    example = oi.example_statistics()
    found = script.figures(indicators()["sjalvskattad_halsa"], example)
    assert list(found.groups) == ["sex", "age", "disability"]
    # Dwellings have no sex, and life expectancy none by disability.
    assert script.figures(indicators()["bostads_eller_aganderatt"], example).groups == {}
    assert script.figures(indicators()["medellivslangd"], example).groups == {"sex": 14}
