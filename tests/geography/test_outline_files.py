"""A file of outlines can do nothing but be read: it fetches no address, and opens no other file."""

from __future__ import annotations

import json
import sqlite3
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from omradesindex.errors import DivisionError
from omradesindex.geography import Division, read_division

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[13.0, 55.6], [13.1, 55.6], [13.1, 55.7], [13.0, 55.7], [13.0, 55.6]]],
}
FEATURE = {"type": "Feature", "properties": {"kod": "01", "namn": "Ett"}, "geometry": SQUARE}


@pytest.fixture(scope="module")
def visits() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_POST = do_GET  # noqa: N815

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def read(path: Path | str, **options: object) -> Division:
    return read_division(path, code="kod", name="namn", **options)  # type: ignore[arg-type]


def geojson(path: Path, **more: object) -> Path:
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": [FEATURE], **more}), encoding="utf-8"
    )
    return path


def geopackage(path: Path) -> Path:
    frame = gpd.GeoDataFrame(
        {"kod": ["01"], "namn": ["Ett"]}, geometry=[shapely.geometry.shape(SQUARE)], crs=4326
    )
    frame.to_file(path, layer="stad")
    return path


VRT = (
    '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{0}</SrcDataSource></OGRVRTLayer>'
    "</OGRVRTDataSource>"
)
GDALG = '"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline read /vsicurl/{0}/x ! write y"'
CONTENTS = {
    "vrt": VRT.format("/vsicurl/{0}/x.geojson"),
    "wfs": "<OGRWFSDataSource><URL>{0}/wfs?</URL></OGRWFSDataSource>",
    "gml": '<?xml version="1.0"?><ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" '
    'xmlns:gml="http://www.opengis.net/gml" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://ogr.maptools.org/ {0}/x.xsd"></ogr:FeatureCollection>',
    "kml": '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink><Link>'
    "<href>{0}/x.kml</href></Link></NetworkLink></Document></kml>",
    "gdalg": f"{{{{{GDALG}}}}}",
    # What comes last counts to us, and what comes first to others.
    "twice": f'{{{{{GDALG}, "type": "FeatureCollection", "features": []}}}}',
    "topology": '{{"type": "Topology", "objects": {{}}, "arcs": []}}',
    "esri": '{{"features": [], "spatialReference": {{"wkid": 3006}}, "geometryType": "esriGeometryPolygon"}}',
}


@pytest.mark.parametrize("ending", [".geojson", ".json", ".gpkg", ".shp", ".fgb", ".vrt", ".gml", ".kml", ""])
@pytest.mark.parametrize("what", CONTENTS)
def test_no_content_fetches_an_address(
    what: str, ending: str, tmp_path: Path, visits: tuple[str, list[str]]
) -> None:
    address, asked = visits
    path = tmp_path / f"stad{ending}"
    path.write_text(CONTENTS[what].format(address), encoding="utf-8")
    with pytest.raises(DivisionError, match=r"stad.*(cannot be read as geography|holds no areas)"):
        read(path)
    assert asked == []


@pytest.mark.parametrize(
    "path",
    [
        "/vsicurl/{0}/x.geojson",
        "{0}/x.geojson",
        "/vsizip//vsicurl/{0}/x.zip",
        "GeoJSON:{0}/x",
        "WFS:{0}/x",
        "postgres:x",
    ],
)
def test_no_path_is_an_address(path: str, visits: tuple[str, list[str]]) -> None:
    address, asked = visits
    with pytest.raises(DivisionError, match="no such file"):
        read(path.format(address))
    assert asked == []


def test_another_file_is_not_read_through_one(tmp_path: Path) -> None:
    secret = geojson(tmp_path / "hemlig.geojson")
    (tmp_path / "a.geojson").write_text(VRT.format(secret))
    with pytest.raises(DivisionError, match="cannot be read as geography"):
        read(tmp_path / "a.geojson")


@pytest.mark.parametrize(
    "crs",
    [
        {"type": "link", "properties": {"href": "{0}/x", "type": "ogcwkt"}},
        {"type": "name", "properties": {"name": "{0}/x"}},
        {"type": "name", "properties": {"name": "/etc/passwd"}},
        "{0}/x",
    ],
)
def test_a_coordinate_system_is_no_address(
    crs: object, tmp_path: Path, visits: tuple[str, list[str]]
) -> None:
    address, asked = visits
    path = geojson(tmp_path / "a.geojson", crs=json.loads(json.dumps(crs).replace("{0}", address)))
    with pytest.raises(DivisionError, match="does not name its coordinate system"):
        read(path)
    assert asked == []


@pytest.mark.parametrize(
    "name",
    [
        "urn:ogc:def:crs:OGC:1.3:CRS84",
        "urn:ogc:def:crs:EPSG::4326",
        "EPSG:4326",
        "http://www.opengis.net/def/crs/EPSG/0/4326",
    ],
)
def test_named_coordinate_systems_are_known(name: str, tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", crs={"type": "name", "properties": {"name": name}})
    assert read(path).outlines.crs.to_epsg() == 3006


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIRTUAL TABLE x USING VirtualOGR('/vsicurl/{0}/x.geojson')",
        "CREATE VIRTUAL TABLE x USING \"csv\"(filename='/etc/passwd')",
        "CREATE /* */ VIRTUAL -- \n TABLE x USING dbstat",
        "CREATE VIRTUAL TABLE x USING [dbstat]",
        "CREATE VIRTUAL TABLE \"x USING rtree(\" USING 'dbstat'",
    ],
)
def test_a_database_runs_no_program(sql: str, tmp_path: Path, visits: tuple[str, list[str]]) -> None:
    address, asked = visits
    path = geopackage(tmp_path / "a.gpkg")
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute("INSERT INTO sqlite_master VALUES ('table', 'x', 'x', 0, ?)", [sql.format(address)])
        database.commit()
    with pytest.raises(DivisionError, match=r"made by a program|cannot be read as geography"):
        read(path)
    assert asked == []


def test_a_layer_that_is_a_view_is_refused_and_a_plain_one_read(tmp_path: Path) -> None:
    path = geopackage(tmp_path / "a.gpkg")
    assert read(path).codes == ("01",)
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE VIEW vy AS SELECT * FROM stad")
        database.execute("INSERT INTO gpkg_contents (table_name, data_type) VALUES ('vy', 'features')")
        database.commit()
    with pytest.raises(DivisionError, match="layer 'vy' is made by a program"):
        read(path, layer="vy")


def test_a_database_that_is_no_geopackage(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE x (y)")
    with pytest.raises(DivisionError, match="no GeoPackage"):
        read(path)


@pytest.mark.parametrize("ending", [".gpkg", ".shp", ".fgb"])
def test_content_and_name_must_agree(ending: str, tmp_path: Path) -> None:
    right = geopackage(tmp_path / f"a{ending}")
    assert read(right).codes == ("01",)
    wrong = right.rename(tmp_path / "a.vrt")
    with pytest.raises(DivisionError, match=r"holds .*, which its name does not say"):
        read(wrong)


def test_geojson_is_known_by_its_content_and_by_its_layer(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.txt", name="stad")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read(path).codes == read(path, layer="stad").codes == ("01",)
    with pytest.raises(DivisionError, match="no layer 'land'"):
        read(path, layer="land")


@pytest.mark.parametrize("ending", [".gpkg", ".shp", ".geojson"])
def test_zipped_outlines_are_read(ending: str, tmp_path: Path) -> None:
    geopackage(tmp_path / f"stad{ending}")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        for file in tmp_path.glob("stad.*"):
            packed.write(file, f"mapp/{file.name}")
        packed.writestr("mapp/läs mig.txt", "text")
        packed.writestr(f"__MACOSX/mapp/._stad{ending}", "")
    assert read(tmp_path / "a.zip").codes == ("01",)


def test_a_zip_with_something_else(tmp_path: Path, visits: tuple[str, list[str]]) -> None:
    address, asked = visits
    path = tmp_path / "a.zip"
    for members, said in (
        ({"a.vrt": CONTENTS["vrt"].format(address)}, "holds 0 files of outlines"),
        ({"a.gpkg": CONTENTS["vrt"].format(address)}, "cannot be read as geography"),
        ({"a.gpkg": "", "b.gpkg": ""}, "holds 2 files of outlines: 'a.gpkg', 'b.gpkg'"),
        (dict.fromkeys(map(str, range(2_001)), ""), "unpacks to more than"),
    ):
        with zipfile.ZipFile(path, "w") as packed:
            for name, text in members.items():
                packed.writestr(name, text)
        with pytest.raises(DivisionError, match=said):
            read(path)
    inner = path.read_bytes()
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.gpkg", inner)
    with pytest.raises(DivisionError, match="cannot be read as geography"):
        read(path)
    path.write_bytes(inner[: len(inner) // 2])
    with pytest.raises(DivisionError, match="cannot be read as geography"):
        read(path)
    assert asked == []


def test_a_link_is_known_by_its_own_name(tmp_path: Path) -> None:
    stored = geopackage(tmp_path / "a.gpkg").rename(tmp_path / "1f3a")
    (tmp_path / "stad.gpkg").symlink_to(stored)
    assert read(tmp_path / "stad.gpkg").codes == ("01",)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    for name, where in (("a.gpkg", "open"), ("a.csv", "read_text")):
        (tmp_path / name).write_text("kod,namn\n01,Ett\n")
        with monkeypatch.context() as patch:
            patch.setattr(Path, where, refused)
            with pytest.raises(DivisionError, match="Permission denied"):
                read(tmp_path / name)


@pytest.mark.parametrize("name", ["stad.zip!inre", "stad;1", "stad?b#c", "stad\nx"])
@pytest.mark.parametrize("ending", [".gpkg", ".shp", ".geojson"])
def test_a_name_means_nothing_but_the_file(name: str, ending: str, tmp_path: Path) -> None:
    """What opens geography takes "a.zip!b" for b in a.zip and "a;b" for a, which nobody has looked at."""
    for file in (geojson if ending == ".geojson" else geopackage)(tmp_path / f"a{ending}").parent.iterdir():
        file.rename(tmp_path / f"{name}{file.suffix}")
    with zipfile.ZipFile(tmp_path / "stad.zip", "w") as packed:
        packed.writestr(f"inre{ending}", VRT.format("x"))
    (tmp_path / "stad").write_text(VRT.format("x"))
    assert read(tmp_path / f"{name}{ending}").codes == ("01",)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DivisionError, match="is a folder"):
        read(tmp_path)
