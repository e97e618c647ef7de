"""How much of each area lies inside somebody else's areas, and what cannot be known of it."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

import omradesindex as oi
from omradesindex.errors import DivisionError
from omradesindex.geography import Division, Key
from tests.geography.line_city import city, strips

LINE = strips([0, 40, 100], "g")
KEY = Key("delar", ("d1", "d2", "d3"), ("g0", "g0", "g1"))


def line(*keys: Key) -> Division:
    return city(LINE).with_keys(*(keys or (KEY,)))


def drawn(*ends: tuple[float, float], crs: int | None = 3006) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=[shapely.box(a, 0, b, 10) for a, b in ends], crs=crs)


def test_a_list_of_areas_is_all_or_nothing() -> None:
    own = line().inside(["g1"], label="Bolaget")
    assert own.to_dict() == {"g0": 0, "g1": 100}
    assert own.name == "Bolaget"


def test_sub_areas_are_carried_by_their_people() -> None:
    assert line().inside(["d1"], weights={"d1": 30, "d2": 90, "d3": 5}).to_dict() == {"g0": 25, "g1": 0}
    assert line().inside(["d1", "d2"]).to_dict() == {"g0": 100, "g1": 0}  # whole areas need no people
    nobody = line().inside(["d1", "d2"], weights={"d1": 0, "d2": 0, "d3": 5})
    assert nobody.to_dict() == {"g0": 100, "g1": 0}
    with pytest.raises(DivisionError, match=r"a part of the area 'g0' is inside.*weights=\{sub_area"):
        line().inside(["d1"])
    with pytest.raises(DivisionError, match="the weights lack 'd3'"):
        line().inside(["d1"], weights={"d1": 30, "d2": 90})


def test_borders_are_carried_by_surface_or_by_where_people_live(tmp_path: Path) -> None:
    places = drawn((30, 50), (45, 60))  # they overlap, which counts once
    assert line().inside(places).round(6).to_dict() == {"g0": 25, "g1": pytest.approx(33.333333)}
    people = gpd.GeoDataFrame(
        {"weight": [10, 30, 60, 20]},
        geometry=gpd.points_from_xy([35, 5, 55, 90], [5, 5, 5, 5]),
        crs=3006,
    )
    assert line().inside(places, weights=people).to_dict() == {"g0": 25, "g1": 75}
    file = tmp_path / "bolagets.geojson"
    places.to_crs(4326).to_file(file, driver="GeoJSON")
    read = line().inside(file)
    assert read.name == "bolagets"
    assert read.round(3).to_dict() == {
        "g0": pytest.approx(25, abs=0.01),
        "g1": pytest.approx(33.333, abs=0.01),
    }
    everything = line().inside(drawn((-10, 200)))
    assert everything.to_dict() == {"g0": 100, "g1": 100}


@pytest.mark.parametrize(
    ("places", "options", "told"),
    [
        (["g9"], {}, "the place 'g9' is unknown"),
        (["g0", "d1"], {}, "is unknown"),
        ([], {}, "no place was given"),
        ([1], {}, "text"),
        (["d1"], {"key": "delarna"}, "did you mean 'delar'"),
        (drawn((500, 600)), {}, "outside all areas"),
        (drawn((0, 10), crs=None), {}, "no coordinate system"),
        (drawn((0, 10)), {"weights": {"d1": 1}}, "weights do not fit outlines"),
        (["d1"], {"weights": drawn((0, 10))}, "weights do not fit codes"),
        ("finns_inte.gpkg", {}, "no such file"),
    ],
)
def test_what_does_not_fit_is_refused(places: object, options: dict[str, object], told: str) -> None:
    with pytest.raises(DivisionError, match=told):
        line().inside(places, **options)  # type: ignore[arg-type]


def test_codes_of_two_kinds_must_be_told_apart() -> None:
    other = Key("andra", ("d1", "x"), ("g1", "g0"))
    with pytest.raises(DivisionError, match=r"more than one kind.*say which with key="):
        line(KEY, other).inside(["d1"])
    assert line(KEY, other).inside(["d1"], key="andra").to_dict() == {"g0": 0, "g1": 100}


def test_malmo_s_police_areas_are_carried_as_they_travel_with_the_library(shared) -> None:
    file = shared("data", "polisen_utsatta_2023_malmo_4326.geojson")
    inside = oi.geso().inside(file)
    known = oi.data.malmo_outside().block("polisomrade_yta", "2023").value[:-1]
    assert inside.to_numpy() == pytest.approx(known, abs=0.01)
