"""Any city's file goes through the same door, and each fault is one clear error."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely

from omradesindex.errors import DivisionError
from omradesindex.geography import Division, Provenance, Whole, geso, read_division, read_outlines

BOXES = [shapely.box(380_000 + 100 * i, 6_160_000, 380_100 + 100 * i, 6_160_100) for i in range(3)]


def city(**columns: object) -> gpd.GeoDataFrame:
    """Three made-up areas of 100 × 100 m in a row."""
    given: dict[str, object] = {"kod": ["01", "02", "10"], "namn": ["Ett", "Två", "Tio"], "geometry": BOXES}
    return gpd.GeoDataFrame({**given, **columns}, crs=3006)


def saved(folder: Path, frame: gpd.GeoDataFrame, name: str = "stad.gpkg", **options: object) -> Path:
    path = folder / name
    frame.to_file(path, **options)
    return path


def read(path: Path, **options: object) -> Division:
    return read_division(path, **{"code": "kod", "name": "namn", **options})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["stad.gpkg", "stad.geojson", "stad.shp"])
@pytest.mark.parametrize("crs", [3006, 3008, 4326])
def test_formats_and_systems_give_the_same_division(tmp_path: Path, name: str, crs: int) -> None:
    division = read(saved(tmp_path, city().to_crs(crs), name))
    assert division.codes == ("01", "02", "10")
    assert division.names == ("Ett", "Två", "Tio")
    assert division.outlines.crs.to_epsg() == 3006
    # GeoJSON keeps degrees to seven decimals, about a centimetre.
    assert division.outlines.area.to_numpy() == pytest.approx([10_000] * 3, abs=5)


def test_what_is_not_said_comes_from_the_file_s_name(tmp_path: Path) -> None:
    division = read(saved(tmp_path, city()))
    assert (division.id, division.label, division.year) == ("stad", "stad", None)
    assert division.whole == Whole("total", "stad")
    assert {p.word for p in division.provenance.values()} == {"given"}


def test_what_is_said_is_kept(tmp_path: Path) -> None:
    told = {"names": Provenance("documented", "Stadens lista.")}
    division = read(
        saved(tmp_path, city()), id="s", label="Staden", year=2024, whole=("1280", "Malmö"), provenance=told
    )
    assert (division.id, division.label, division.year) == ("s", "Staden", 2024)
    assert division.whole == Whole("1280", "Malmö")
    assert division.provenance == told


def test_city_abroad_is_measured_in_metres(tmp_path: Path) -> None:
    abroad = city().set_crs(32618, allow_override=True)
    abroad.geometry = abroad.translate(230_000, -1_120_000)
    assert read(saved(tmp_path, abroad)).outlines.area.to_numpy() == pytest.approx([10_000] * 3, rel=1e-3)


def test_list_of_codes_and_names_is_a_division_without_outlines(tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    path.write_text('kod;namn\n10;Tio\n02;"Två, m fl"\n', encoding="utf-8")
    division = read(path)
    assert division.codes == ("02", "10")
    assert division.name_of("02") == "Två, m fl"
    assert not division.has_outlines


def test_whole_number_codes_become_text_as_they_stand(tmp_path: Path) -> None:
    assert read(saved(tmp_path, city(kod=[10, 2, 1]), "stad.geojson")).codes == ("1", "2", "10")


def test_third_dimension_is_left_out(tmp_path: Path) -> None:
    high = city(geometry=[shapely.force_3d(box, 7) for box in BOXES])
    assert not read(saved(tmp_path, high)).outlines.has_z.any()


def test_layer_must_be_said_where_there_are_several(tmp_path: Path) -> None:
    path = saved(tmp_path, city(), layer="a")
    saved(tmp_path, city(kod=["x", "y", "z"]), layer="b")
    with pytest.raises(DivisionError, match=r"holds 2 layers.*'a', 'b'"):
        read(path)
    with pytest.raises(DivisionError, match="no layer 'c'"):
        read(path, layer="c")
    assert read(path, layer="b").codes == ("x", "y", "z")


def test_missing_file(tmp_path: Path) -> None:
    for name in ("none.gpkg", "none.csv"):
        with pytest.raises(DivisionError, match="no such file"):
            read(tmp_path / name)


@pytest.mark.parametrize(
    "content", [b"", b"<html>404</html>", b'{"type":"FeatureCollection","features":[{"typ', b"\x00\xff"]
)
@pytest.mark.parametrize("name", ["stad.geojson", "stad.gpkg", "stad.shp"])
def test_unreadable_file(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DivisionError, match="cannot be read as geography"):
        read(path)


def test_file_without_areas(tmp_path: Path) -> None:
    path = tmp_path / "tom.geojson"
    path.write_text('{"type":"FeatureCollection","features":[]}')
    with pytest.raises(DivisionError, match=r"tom.geojson"):
        read(path)


@pytest.mark.parametrize("column", ["code", "name"])
def test_missing_column_is_named_with_the_nearest(tmp_path: Path, column: str) -> None:
    with pytest.raises(DivisionError, match=r"no column 'namm' \(did you mean 'namn'\?\)"):
        read(saved(tmp_path, city()), **{column: "namm"})


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["01", None, "10"], "data row 2: the code is missing"),
        (["01", " ", "10"], "data row 2: the code is missing"),
        (["01", "02", "01"], r"repeated: '01' \('01' in data rows 1, 3\)"),
        ([1, 2, 1], "repeated: '1'"),
        ([1.0, 2.0, 10.0], "decimal numbers"),
        ([1.0, None, 10.0], "data row 1: the code 1.0 is a number|data row 2: the code is missing"),
        (["1.0", "2.0", "10.0"], "been through a number format"),
    ],
)
def test_bad_codes(tmp_path: Path, codes: list[object], said: str) -> None:
    with pytest.raises(DivisionError, match=said):
        read(saved(tmp_path, city(kod=codes)))


def test_area_without_a_name(tmp_path: Path) -> None:
    with pytest.raises(DivisionError, match="'02' have no name"):
        read(saved(tmp_path, city(namn=["Ett", None, "Tio"])))


@pytest.mark.filterwarnings("ignore:.crs. was not provided")
def test_no_coordinate_system(tmp_path: Path) -> None:
    bare = city().set_crs(None, allow_override=True)
    path = saved(tmp_path, bare, "stad.shp")
    with pytest.raises(DivisionError, match=r"does not say its coordinate system.*crs="):
        read(path)
    assert read(path, crs=3006).outlines.area.tolist() == [10_000] * 3


def test_metres_that_claim_to_be_degrees(tmp_path: Path) -> None:
    path = tmp_path / "stad.geojson"
    features = [
        {"type": "Feature", "properties": {"kod": c, "namn": c}, "geometry": shapely.geometry.mapping(box)}
        for c, box in zip("abc", BOXES, strict=True)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    with pytest.raises(DivisionError, match=r"\(380000, 6160000\) are no degrees"):
        read(path)
    assert read(path, crs=3006).outlines.area.tolist() == [10_000] * 3


def test_said_system_against_the_file_s(tmp_path: Path) -> None:
    path = saved(tmp_path, city())
    with pytest.raises(DivisionError, match="the file says EPSG:3006"):
        read(path, crs=3008)
    with pytest.raises(DivisionError, match="unknown"):
        read(path, crs="no such system")
    assert read(path, crs="EPSG:3006").codes == ("01", "02", "10")


def test_invalid_outline_says_which_and_why(tmp_path: Path) -> None:
    bow = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    with pytest.raises(DivisionError, match=r"area '02' is invalid: Self-intersection"):
        read(saved(tmp_path, city(geometry=[BOXES[0], bow, BOXES[2]])))


# A border of 2 km that one area draws with all its points, and the other with fewer; then rounded.
BENDS = [(13.0, 55.6), (13.0039, 55.60195), (13.0093, 55.60465), (13.0231, 55.61155), (13.03, 55.615)]
LINE = [(13.0, 55.6), (13.006, 55.603), (13.018, 55.609), (13.024, 55.612), (13.03, 55.615)]


def two(above: list[tuple[float, float]], below: list[tuple[float, float]]) -> gpd.GeoDataFrame:
    """Two made-up areas on either side of a border, as each draws it, in degrees."""
    shapes = [
        shapely.Polygon([*above, (13.03, 55.64), (13.0, 55.64)]),
        shapely.Polygon([*below, (13.03, 55.58), (13.0, 55.58)]),
    ]
    return gpd.GeoDataFrame({"kod": ["01", "02"], "namn": ["Ett", "Två"]}, geometry=shapes, crs=4326)


def test_rounded_borders_are_told_of_and_read(tmp_path: Path) -> None:
    path = saved(tmp_path, two(BENDS, LINE), "stad.geojson", COORDINATE_PRECISION=5)
    with pytest.warns(
        UserWarning,
        match=r"stad.*pairs of areas that overlap, 1 in all: '01' and '02' by \d\.\d m².*rounding",
    ):
        assert read(path).codes == ("01", "02")
    assert read(path, tolerance_m2=10).codes == ("01", "02")
    for tolerance in (0, 1):  # what is asked for alone decides
        with pytest.raises(DivisionError, match=rf"at most {tolerance} m² between two areas\. "):
            read(path, tolerance_m2=tolerance)


@pytest.mark.parametrize(
    ("wide", "off", "told"),
    [
        (0.04, 0.123456789, True),  # what files show that were reprojected or dissolved
        (0.4, 0.123456789, False),
        (0.3, 0.1, False),  # more than a unit of the last decimal
        (1.0, 0.0, True),  # whole metres
        (2.0, 0.0, False),
    ],
)
def test_how_wide_an_overlap_may_be_hangs_on_the_decimals(
    tmp_path: Path, wide: float, off: float, told: bool
) -> None:
    x, y = 380_000 + off, 6_160_000 + off
    shapes = [shapely.box(x, y, x + 100 + wide, y + 100), shapely.box(x + 100, y, x + 200, y + 100)]
    frame = gpd.GeoDataFrame({"kod": ["01", "02"], "namn": ["Ett", "Två"]}, geometry=shapes, crs=3006)
    path = saved(tmp_path, frame)
    if told:
        with pytest.warns(UserWarning, match="taken as rounding"):
            read(path)
    else:
        with pytest.raises(DivisionError, match=r"overlap by .* nowhere wider than"):
            read(path)


@pytest.mark.parametrize(("decimals", "metres"), [(4, "16"), (5, "1.6")])
def test_fewer_decimals_allow_more(tmp_path: Path, decimals: int, metres: str) -> None:
    path = saved(tmp_path, two(BENDS, LINE), "stad.geojson", COORDINATE_PRECISION=decimals)
    with pytest.warns(UserWarning, match=rf"nowhere wider than {metres} m: taken as rounding"):
        read(path)


@pytest.mark.parametrize("tolerance", [-1, float("nan"), float("inf"), "1"])
def test_a_tolerance_that_is_none(tmp_path: Path, tolerance: object) -> None:
    with pytest.raises(DivisionError, match="tolerance_m2"):
        read(saved(tmp_path, city()), tolerance_m2=tolerance)


def test_overlap_says_which_two_and_how_much(tmp_path: Path) -> None:
    wide = shapely.box(380_090, 6_160_000, 380_200, 6_160_100)
    path = saved(tmp_path, city(geometry=[BOXES[0], wide, BOXES[2]]))
    with pytest.raises(DivisionError, match=r"'01' and '02' overlap by 1000.0 m²"):
        read(path)
    assert read(path, tolerance_m2=1000).codes == ("01", "02", "10")
    with pytest.raises(DivisionError, match="tolerance_m2 is -1"):
        read(path, tolerance_m2=-1)


@pytest.mark.parametrize("shape", [shapely.Point(1, 1), shapely.LineString([(0, 0), (1, 1)])])
def test_points_and_lines_are_no_areas(tmp_path: Path, shape: shapely.Geometry) -> None:
    with pytest.raises(DivisionError, match=f"area '10' is a {shape.geom_type}"):
        read(saved(tmp_path, city(geometry=[*BOXES[:2], shape])))


@pytest.mark.parametrize("shape", [None, shapely.Polygon()])
def test_area_without_outline(tmp_path: Path, shape: shapely.Geometry | None) -> None:
    with pytest.raises(DivisionError, match="'10' have no outline"):
        read(saved(tmp_path, city(geometry=[*BOXES[:2], shape])))


def test_table_without_geometry(tmp_path: Path) -> None:
    path_only = tmp_path / "tabell.gpkg"
    pyogrio.write_dataframe(city().drop(columns="geometry"), path_only)
    with pytest.raises(DivisionError, match="no geometry"):
        read(path_only)


def test_own_copy_of_the_areas_takes_the_embedded_one_s_place(tmp_path: Path) -> None:
    path = saved(tmp_path, geso().outlines.reset_index())
    own = read_division(path, code="code", name="name", whole=("1280", "Malmö"))
    own = own.with_keys(*geso().keys.values())
    assert (own.codes, own.names, own.whole, own.keys) == (
        geso().codes,
        geso().names,
        geso().whole,
        geso().keys,
    )
    assert geso().compare(own).is_empty


def test_outlines_of_sub_areas_need_no_names(tmp_path: Path) -> None:
    outlines = read_outlines(saved(tmp_path, city()), code="kod")
    assert outlines.index.tolist() == ["01", "02", "10"]
    assert outlines.columns.tolist() == ["geometry"]
