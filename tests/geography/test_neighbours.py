"""Neighbours from outlines: drawn by hand, and on the two embedded maps."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.errors import DivisionError, MethodError
from omradesindex.geography import Division, Whole, example_division, geso
from omradesindex.geography.neighbours import neighbours
from omradesindex.methods.spatial import moran, row_standardised


def division(**shapes: shapely.Geometry) -> Division:
    frame = gpd.GeoDataFrame(geometry=list(shapes.values()), index=list(shapes), crs=3006)
    codes = tuple(shapes)
    return Division(
        id="d",
        label="Påhittad",
        codes=codes,
        names=codes,
        whole=Whole("X", "Allt"),
        outlines_from=lambda: frame,
    )


def listed(made: Division, **options: float) -> dict[str, list[str]]:
    near = neighbours(made, **options)
    return {
        c: [o for o, is_near in zip(made.codes, row, strict=True) if is_near]
        for c, row in zip(made.codes, near, strict=True)
    }


def test_sides_and_corners_count_and_distance_does_not() -> None:
    made = division(
        A1=shapely.box(0, 0, 100, 100),
        A2=shapely.box(100, 0, 200, 100),
        A3=shapely.box(100, 100, 200, 200),
        A10=shapely.box(250, 0, 300, 100),
    )
    assert listed(made) == {"A1": ["A2", "A3"], "A2": ["A1", "A3"], "A3": ["A1", "A2"], "A10": []}
    assert listed(made, within_m=50)["A10"] == ["A2", "A3"]


@pytest.mark.parametrize(
    ("gap", "within_m", "near"), [(0.4, 1.0, True), (0.4, 0.0, False), (0.0, 0.0, True), (-0.4, 0.0, True)]
)
def test_seams_that_do_not_quite_meet(gap: float, within_m: float, near: bool) -> None:
    made = division(A=shapely.box(0, 0, 100, 100), B=shapely.box(100 + gap, 0, 200, 100))
    assert neighbours(made, within_m=within_m).tolist() == [[False, near], [near, False]]


@given(st.permutations([f"{i}" for i in range(1, 10)]))
def test_rows_stand_in_the_codes_order(codes: list[str]) -> None:
    # A chessboard of nine squares whose codes are drawn at random.
    board = {code: shapely.box(i % 3, i // 3, i % 3 + 1, i // 3 + 1) for i, code in enumerate(codes)}
    made = division(**board)
    near = neighbours(made, within_m=0)
    middle = made.codes.index(codes[4])
    assert near[middle].sum() == 8
    for i, code in enumerate(codes):
        degree = {0: 3, 1: 5, 2: 8}[(i % 3 == 1) + (i // 3 == 1)]
        assert near[made.codes.index(code)].sum() == degree


@pytest.mark.parametrize("made", [geso(), example_division()], ids=lambda d: d.id)
def test_embedded_maps_are_in_one_piece(made: Division) -> None:
    near = neighbours(made)
    assert near.shape == (len(made.codes),) * 2
    assert (near == near.T).all()
    assert not near.diagonal().any()
    reached = np.linalg.matrix_power(near.astype(int) + np.eye(len(near), dtype=int), len(near)) > 0
    assert reached.all()
    assert row_standardised(near).sum(axis=1) == pytest.approx(1)


def test_malmo_s_neighbours() -> None:
    near = listed(geso())
    assert near["1"] == ["2", "7", "9"]
    assert near["10"] == ["2", "3", "9", "11"]
    # Four areas meet in one corner: both pairs across it are neighbours.
    assert "13" in near["5"]
    assert "14" in near["12"]
    assert sum(map(len, near.values())) == 2 * 34


def test_pattern_on_the_map_is_found() -> None:
    # From west to east: as clear a pattern as there is.
    east = geso().outlines.geometry.centroid.x.to_numpy()
    found = moran(east, row_standardised(neighbours(geso())), permutations=999, rng=1, alternative="greater")
    assert found.p is not None
    assert found.p < 0.05


def test_island_is_an_empty_row_that_methods_refuse() -> None:
    made = division(A=shapely.box(0, 0, 1, 1), B=shapely.box(1, 0, 2, 1), C=shapely.box(90, 0, 91, 1))
    near = neighbours(made)
    assert near.sum(axis=1).tolist() == [1, 1, 0]
    with pytest.raises(MethodError, match="position 2: an area is an island"):
        row_standardised(near)


def test_bad_input_is_refused() -> None:
    with pytest.raises(DivisionError, match="no outlines"):
        neighbours(Division(id="d", label="L", codes=("1",), names=("Ett",), whole=Whole("X", "Allt")))
    for wrong in (-1.0, float("nan")):
        with pytest.raises(DivisionError, match="no distance"):
            neighbours(geso(), within_m=wrong)


def test_a_country_of_neighbours_is_refused_before_anything_is_drawn() -> None:
    codes = tuple(f"{i:05}" for i in range(50_000))
    country = Division(id="land", label="Land", codes=codes, names=codes, whole=Whole("X", "Landet"))
    with pytest.raises(
        DivisionError, match=r"^division 'land': the neighbours of 50000 areas .* 2\.5 GB of memory"
    ):
        neighbours(country)
