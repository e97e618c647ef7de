"""What travels with the library: the 14 areas, Exempelstad, and the format of both."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from omradesindex.datafiles import data_path
from omradesindex.errors import DivisionError
from omradesindex.geography import Division, example_division, geso, load_division, read_outlines
from omradesindex.geography.surfaces import holes, overlaps
from tests.conftest import ROOT

FILES = ("geso_2022_epsg3006.geojson", "geso_2022_epsg4326.geojson")

# The DeSO whose area is uncertain, as the sources' own description names them.
DOUBTFUL = [f"1280C{n}" for n in (1040, 1150, 1330, 1650, 1670, 1850, 1910, 2190)]


@pytest.fixture(params=FILES)
def written(request: pytest.FixtureRequest) -> gpd.GeoDataFrame:
    return read_outlines(data_path("geso_boundaries", request.param), code="code", name="name")


@pytest.fixture
def parts(shared: Callable[..., Path]) -> gpd.GeoDataFrame:
    found = gpd.read_file(shared("data", "malmo_delomraden_136.gpkg")).to_crs(3006)
    return found.assign(geso=found["geso"].astype(int).astype(str))


def test_codes_names_and_counts() -> None:
    assert geso().codes == tuple(str(n) for n in range(1, 15))
    assert len(set(geso().names)) == 14
    assert (geso().whole.code, geso().whole.name, geso().year) == ("1280", "Malmö", 2022)
    assert [len(geso().members[c]) for c in geso().codes] == [13, 15, 14, 8, 8, 9, 13, 7, 11, 10, 9, 7, 8, 4]


def test_keys_hold_every_sub_area_once_and_reach_every_area() -> None:
    sizes = {name: len(key.sub_areas) for name, key in geso().keys.items()}
    assert sizes == {"delomrade": 136, "deso_2018": 192, "deso_2025": 209}
    for key in geso().keys.values():
        assert set(key.areas) == set(geso().codes)


def test_doubtful_memberships_are_the_eight_that_are_known() -> None:
    assert list(geso().keys["deso_2018"].doubtful) == DOUBTFUL
    assert geso().keys["delomrade"].doubtful == ()


def test_doubtful_sub_areas_say_what_else_they_could_be() -> None:
    key = geso().keys["deso_2018"]
    for sub_area, area, alternative in zip(key.sub_areas, key.areas, key.alternative, strict=True):
        others = [other.partition(":") for other in alternative.split(";") if other]
        assert all(
            code in geso().codes and code != area and 0 < float(share) < 1 for code, _, share in others
        )
        assert others or sub_area not in DOUBTFUL


def test_every_part_says_what_it_rests_on() -> None:
    words = {part: provenance.word for part, provenance in geso().provenance.items()}
    assert words == {
        "codes": "documented",
        "names": "documented",
        "members": "documented",
        "identity": "inferred",
        "outlines": "derived",
        "key_delomrade": "documented",
        "key_deso_2018": "derived",
        "key_deso_2025": "derived",
    }
    assert not geso().made_up


def test_outlines_fit_the_budget() -> None:
    assert sum(data_path("geso_boundaries", file).stat().st_size for file in FILES) <= 150_000


def test_outlines_are_valid_connected_and_without_gap_or_overlap(written: gpd.GeoDataFrame) -> None:
    shapes = written.geometry.to_numpy()
    assert written.index.tolist() == list(geso().codes)
    assert written["name"].tolist() == list(geso().names)
    assert shapely.is_valid(shapes).all()
    assert (written.geom_type == "Polygon").all()
    assert sum(o.m2 for o in overlaps(written, tolerance_m2=0)) <= 1
    assert sum(holes(written)) <= 1
    assert shapely.coverage_is_valid(shapes, gap_width=1)


def test_web_file_is_plain_geojson() -> None:
    told = json.loads(data_path("geso_boundaries", FILES[1]).read_text(encoding="utf-8"))
    assert "crs" not in told
    for feature in told["features"]:
        assert isinstance(feature["properties"]["code"], str)
        ring = shapely.LinearRing(feature["geometry"]["coordinates"][0])
        assert ring.is_ccw
        west, south, east, north = ring.bounds
        assert 12.7 < west < east < 13.3
        assert 55.4 < south < north < 55.7


def test_sizes_agree_with_the_unsimplified(written: gpd.GeoDataFrame, parts: gpd.GeoDataFrame) -> None:
    exact = parts.area.groupby(parts["geso"]).sum()
    assert np.abs(written.area / exact.loc[written.index] - 1).max() <= 0.005


def test_delomraden_lie_in_their_own_area(written: gpd.GeoDataFrame, parts: gpd.GeoDataFrame) -> None:
    home = written.geometry.loc[parts["geso"]].to_numpy()
    inside = shapely.area(shapely.intersection(parts.geometry.to_numpy(), home)) / parts.area
    assert inside.min() > 0.97
    assert geso().keys["delomrade"].area_of(parts["do_kod"]) == parts["geso"].tolist()


def test_exact_outlines_of_the_source_differ_in_nothing(parts: gpd.GeoDataFrame) -> None:
    exact = parts.dissolve("geso")[["geometry"]]
    other = Division(
        id="exact",
        label="exakt",
        codes=geso().codes,
        names=geso().names,
        whole=geso().whole,
        outlines_from=lambda: exact,
    )
    drawn = parts.set_index("do_kod")[["geometry"]]
    assert geso().compare(other, sub_areas={"delomrade": drawn}).is_empty


def test_deso_key_is_the_source_s(shared: Callable[..., Path]) -> None:
    told = pd.read_csv(shared("data", "malmo_deso2018_to_geso.csv"), dtype=str)
    key = geso().keys["deso_2018"]
    assert key.area_of(told["deso_2018"]) == told["geso"].tolist()
    assert sorted(key.sub_areas) == sorted(told["deso_2018"])


def test_each_deso_of_2025_lies_where_the_one_lay_that_it_was_a_part_of(
    shared: Callable[..., Path],
) -> None:
    told = pd.read_csv(shared("data", "malmo_koppling_deso2018_deso2025.csv"), dtype=str)
    before, after = geso().keys["deso_2018"], geso().keys["deso_2025"]
    assert after.area_of(told["deso_2025"] + "_DeSO2025") == before.area_of(told["deso_2018"])
    assert len(after.sub_areas) == len(told) == 209
    split = told[told["typ"] == "delad"]
    assert (split["deso_2018"].nunique(), len(split)) == (9, 26)
    assert set(after.doubtful) == {f"{code}_DeSO2025" for code in before.doubtful}


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_geso", ROOT / "scripts" / "build_geso.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_geso"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_script_builds_the_same_bytes_again(shared: Callable[..., Path], tmp_path: Path) -> None:
    source = shared("data", "malmo_delomraden_136.gpkg").parent
    for _ in range(2):  # the second time over what the first one left
        script().build(source, tmp_path / "out")
        for file in sorted(data_path("geso_boundaries").iterdir()):
            assert (tmp_path / "out" / file.name).read_bytes() == file.read_bytes(), file.name
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_script_refuses_and_leaves_what_was_there(
    shared: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = shared("data", "malmo_delomraden_136.gpkg").parent
    module = script()
    out = tmp_path / "out"
    out.mkdir()
    (out / "geso_2022.toml").write_text("as it was")
    monkeypatch.setattr(module, "TOLERANCE_M", 400.0)
    with pytest.raises(SystemExit, match="nothing written: an area's size is off"):
        module.build(source, out)
    assert [p.name for p in tmp_path.rglob("*")] == ["out", "geso_2022.toml"]
    assert (out / "geso_2022.toml").read_text() == "as it was"


def test_example_says_that_it_is_made_up() -> None:
    division = example_division()
    assert division.made_up
    assert "påhittad" in division.label
    assert "påhittad" in division.whole.name
    assert len(division.codes) == 14
    assert {p.word for p in division.provenance.values()} == {"made_up"}


def test_example_is_drawn_without_gap_or_overlap_and_touches_no_real_area() -> None:
    outlines = example_division().outlines
    assert overlaps(outlines) == []
    assert not shapely.intersects(outlines.union_all(), geso().outlines.union_all())


def test_embedded_divisions_are_read_once() -> None:
    assert geso() is geso()
    assert example_division() is example_division()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_path("geso_boundaries"), tmp_path / "division"))


def change(folder: Path, old: str, new: str) -> Path:
    file = folder / "geso_2022.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_folder_is_read_as_its_only_toml_or_the_one_called_division(folder: Path) -> None:
    assert load_division(folder) == geso()
    (folder / "another.toml").write_text("")
    with pytest.raises(DivisionError, match="holds 2 TOML files"):
        load_division(folder)
    (folder / "geso_2022.toml").rename(folder / "division.toml")
    assert load_division(folder) == geso()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "geso-2022"', "", "'id' is missing"),
        ('id = "geso-2022"', 'idd = "geso-2022"', "'idd' is unknown here.*did you mean 'id'"),
        ("year = 2022", 'year = "2022"', "no whole number"),
        ('code = "1280"', "code = 1280", "code = 1280 is no text"),
        ('"14" = ', '"15" = ', "'14' are not in the division"),
        ("[whole]", "[whole", "not TOML"),
        ('word = "inferred"', 'word = "guessed"', "'guessed' is unknown"),
        ('file = "key_deso2018_geso.csv"', 'file = "../key.csv"', "is a path"),
        ('file = "key_deso2018_geso.csv"', 'file = "none.csv"', "'none.csv' is not beside it"),
        ('label = "DeSO 2018"', 'lable = "DeSO 2018"', "did you mean 'label'"),
        ("[provenance.identity]", "[provenance]\nidentity = 1\n[provenance.x]", "is no table"),
    ],
)
def test_bad_description_is_one_clear_error(folder: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(DivisionError, match=said):
        load_division(change(folder, old, new))


def test_description_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DivisionError, match="no such file or folder"):
        load_division(tmp_path / "none")
    with pytest.raises(DivisionError, match="holds 0 TOML files"):
        load_division(tmp_path)
