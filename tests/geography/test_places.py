"""A name that people use of a place leads to the areas and sub-areas that bear it."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.errors import DivisionError
from omradesindex.geography import Whole
from omradesindex.geography.places import Places


def town() -> oi.types.Division:
    key = oi.Key(
        "del", ("01", "02", "03", "04"), ("A", "A", "B", "B"),
        names=("Ön", "Hamnen Norra", "Hamnen Södra", ""), confidence=(1.0, 0.8, 1.0, 1.0), label="delområden",
    )  # fmt: skip
    return oi.types.Division(
        id="ort", label="Provort", codes=("A", "B"), names=("Norra sidan, Ön m fl", "Södra sidan"),
        whole=Whole("X", "Provort"),
    ).with_keys(key)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "areas"), [("Holma", ("14",)), ("Rosengård", ("10",)), ("möllevången", ("9",))]
)
def test_names_of_the_consultation_are_found(name: str, areas: tuple[str, ...]) -> None:
    assert oi.geso().find(name).areas == areas


def test_areas_come_first_and_names_may_be_shared() -> None:
    places = town().find("ön")
    assert places.to_frame()[["key", "code", "area"]].to_numpy().tolist() == [
        ["", "A", "A"],
        ["delområden", "01", "A"],
    ]
    assert town().find("hamnen").areas == ("A", "B")
    assert [place.code for place in town().find("hamnen södra").places] == ["03"]
    assert town().find("02").areas == ("A",)


def test_marks_over_letters_may_be_missing_but_count_where_they_are() -> None:
    assert town().find("Sodra sidan").areas == ("B",)
    assert town().find("On").areas == ("A",)
    with pytest.raises(DivisionError, match=r"nothing bears the name 'Hamn'.*did you mean"):
        town().find("Hamn")  # a part of a word is no name


def test_a_doubtful_place_says_so() -> None:
    assert "kan höra till ett annat område" in repr(town().find("Hamnen Norra"))
    assert "osäkert" not in repr(town().find("Hamnen Södra"))
    assert "need not hold of the sub-area" in town().find("Ön").page("en").text()


@pytest.mark.parametrize("name", ["", "  ", "Atlantis", "\N{RIGHT-TO-LEFT OVERRIDE}x"])
def test_what_nothing_bears_is_refused(name: str) -> None:
    with pytest.raises(DivisionError, match=r"division 'ort': nothing bears the name.*What to do"):
        town().find(name)


def test_a_division_without_keys_has_its_own_names() -> None:
    alone = oi.types.Division(id="x", label="X", codes=("1",), names=("Ettan",), whole=Whole("X", "Allt"))
    places = alone.find("ettan")
    assert isinstance(places, Places)
    assert (places.areas, places.page().told) == (("1",), ())
