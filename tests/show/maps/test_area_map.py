"""A map from codes, names and values: what is written on it, what is listed, and in which order."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.show.maps.area_map import AreaMap, Labels, Land
from omradesindex.show.maps.coverage import Coverage
from omradesindex.show.maps.legends import Words
from tests.figures import words_in
from tests.show.maps.country import country

CODES = tuple(f"0380R{k:03}" for k in range(6))
LAND = Land(CODES, Coverage.of(list(country(6))))


def area_map(labels: Labels = "auto", places: tuple[str, ...] = ()) -> AreaMap:
    known = np.array([True] * 5 + [False])
    faces = [{"facecolor": "#dedede"}] * 6
    names = [f"Område {k}" for k in range(6)]
    return AreaMap(
        LAND,
        names,
        [2, 0, 1, 3, 4, 5],
        known,
        faces,
        list("abcdef"),
        "Värde",
        Words(()),
        "sv",
        places,
        labels,
    )


def test_long_codes_give_way_to_places_or_numbers_and_a_letter_where_there_is_none() -> None:
    assert area_map().texts == ("2", "3", "1", "4", "5", "a")
    assert area_map(places=("2", "2", "1", "4", "5", "–")).texts == ("2", "2", "1", "4", "5", "a")
    assert area_map("code").texts == CODES
    assert set(area_map("none").texts) == {""}
    assert area_map("name").texts[0].replace("\n", " ") == "Område 0"
    assert "nummer i listan" in area_map().content.labelled
    assert "plats" in area_map(places=("1",) * 6).content.labelled
    assert area_map("code").content.labelled == ""


def test_every_area_is_listed_with_its_value_and_the_title_goes_on_to_further_sheets() -> None:
    figure = area_map().draw("Rubrik", "Under.", ["Källa: prov."], "Karta över något.")
    told = [text for sheet in figure.sheets for text in words_in(sheet)]
    assert {*CODES, *"abcdef", "Värde", "Rubrik", "Under."} <= set(told)
    assert figure.alt == "Rubrik. Karta över något."


@pytest.mark.parametrize("codes", [CODES, CODES[::-2]])
def test_some_of_the_land_keeps_each_area_s_own_outline(codes: tuple[str, ...]) -> None:
    some = LAND.of(codes)
    assert some.codes == codes
    for code, shape in zip(codes, some.coverage.shapes, strict=True):
        assert shape.equals(LAND.coverage.shapes[CODES.index(code)])
    assert (some is LAND) == (codes == CODES)
