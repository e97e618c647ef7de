"""Water, neighbours and names around the areas are read, named by their source and drawn behind every map."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

import omradesindex as oi
from omradesindex.errors import DivisionError
from tests.figures import patches, words_in


def layer(path: Path, *shapes: shapely.Geometry, crs: int = 3006, name: str = "Sundet") -> Path:
    gpd.GeoDataFrame({"namn": [name] * len(shapes)}, geometry=list(shapes), crs=3006).to_crs(crs).to_file(
        path
    )
    return path


def around(bounds, share: float = 0.5) -> shapely.Polygon:
    west, south, east, north = bounds
    return shapely.box(west, south, west + share * (east - west), north)


@pytest.fixture(scope="module")
def result(tmp_path_factory) -> oi.types.Result:
    """Malmö with water in the west, read in degrees, and a place in a corner."""
    folder = tmp_path_factory.mktemp("runt")
    bounds = oi.geso().outlines.total_bounds
    water = layer(folder / "vatten.gpkg", around(bounds, 0.1), crs=4326)
    west, south, east, north = bounds
    corner = shapely.Point(west + 0.15 * (east - west), south + 0.9 * (north - south))
    place = layer(folder / "orter.gpkg", corner, name="Udden")
    division = (
        oi.geso()
        .with_backdrop(water, kind="water", source="Egen vattenkarta")
        .with_backdrop(place, kind="places", name="namn", source="Egen ortlista")
    )
    table = oi.malmo_statistics().to_frame()
    figures = oi.Statistics.from_frame(table, name="Malmö", whole="1280", division=division)
    return oi.load_index("malmo-oppna-data").compute(figures)


@pytest.mark.parametrize("verb", ["map", "maps"])
def test_every_map_shows_what_lies_around_and_whose_it_is(result, verb: str) -> None:
    figure = getattr(result.plot, verb)()
    assert patches(figure, "backdrop-water")
    assert "Udden" in words_in(figure)
    assert "Kartan runt områdena: Egen vattenkarta; Egen ortlista." in " ".join(words_in(figure))


def test_what_lies_nowhere_near_is_refused(result, tmp_path: Path) -> None:
    far = layer(tmp_path / "fel.gpkg", shapely.box(800_000, 7_400_000, 801_000, 7_401_000))
    division = oi.geso().with_backdrop(far, kind="land", source="Norrut")
    figures = oi.Statistics.from_frame(
        oi.malmo_statistics().to_frame(), name="Malmö", whole="1280", division=division
    )
    with pytest.raises(DivisionError, match="nothing in the layer of 'Norrut' lies near"):
        oi.load_index("malmo-oppna-data").compute(figures).plot.map()


def test_a_layer_of_another_kind_or_without_a_source_or_name_is_refused(tmp_path: Path) -> None:
    lake = layer(tmp_path / "sjo.gpkg", shapely.box(370_000, 6_160_000, 371_000, 6_161_000))
    with pytest.raises(DivisionError, match="the file holds 'Polygon'"):
        oi.geso().with_backdrop(lake, kind="lines", source="Egen")
    with pytest.raises(DivisionError, match="no source"):
        oi.geso().with_backdrop(lake, kind="water", source=" ")
    with pytest.raises(DivisionError, match="places have no names"):
        oi.geso().with_backdrop(lake, kind="places", source="Egen")
    with pytest.raises(DivisionError, match="namnet"):
        oi.geso().with_backdrop(lake, kind="water", source="Egen", name="namnet")
    with pytest.raises(DivisionError, match=r"finns_inte\.gpkg"):
        oi.geso().with_backdrop(tmp_path / "finns_inte.gpkg", kind="water", source="Egen")
