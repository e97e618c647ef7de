"""Files of outlines, opened by what they hold and never by their name: a file can do nothing but be read.

GDAL, which reads the geography, knows some sixty formats. Several of them name other files or addresses,
which it then opens; and it chooses by content, so that a name says nothing. Only formats of outlines get that
far.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from omradesindex.errors import DivisionError, listing
from omradesindex.foreign import cause_of
from omradesindex.patterns import pattern
from omradesindex.show.writing import is_there

#: What is read, as a reader is told.
FORMATS = "GeoJSON, GeoPackage, shapefile or FlatGeobuf, also in a .zip"

#: How files of outlines are named.
SUFFIXES = (".geojson", ".json", ".gpkg", ".shp", ".fgb")
_BESIDE_SHP = (".shx", ".dbf", ".prj", ".cpg")
_EXPANDED = 1_000_000_000  # bytes of a zip, unpacked: a country's finest outlines take a fifth of it
_MEMBERS = 2_000

# A coordinate system by its name in a register; anything else could be an address or a file.
_CRS_NAME = pattern(
    r"(urn:(x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?(EPSG|OGC|ESRI)[:/][\w.]*[:/]?\w+",
    re.IGNORECASE,
)
_COMMENT = pattern(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_NAME = r"""(?:"[^"]*"|'[^']*'|\[[^\]]*\]|`[^`]*`|\w+)"""
_TREE = pattern(rf"\s*CREATE\s+VIRTUAL\s+TABLE\s+{_NAME}\s+USING\s+\"?rtree(?:_i32)?\"?\s*\(", re.IGNORECASE)

# In a path anything else may mean something to what opens it: "a!b" is b in the archive a, "a;b" is a.
_PLAIN = pattern(r"(?!//)[\w .()/\\:-]+")


@contextmanager
def harmless(path: Path) -> Iterator[Path]:
    """Give a file that GDAL may open: the file itself, or what of it is outlines, in a folder of its own.

    Parameters
    ----------
    path : Path

    Raises
    ------
    DivisionError
        There is no such file, or it holds something else than outlines.
    """
    if not (is_there(path) and path.is_file()):
        what = "the path is a folder" if is_there(path) else "there is no such file"
        raise DivisionError(
            what, where=str(path), expected=FORMATS, remedy="check the path; save a database as GeoPackage"
        )
    with tempfile.TemporaryDirectory(prefix="omradesindex-") as folder:
        try:
            home = Path(folder).absolute()
            yield _plainly_named(_vetted(path.absolute(), home, path), home)
        except (OSError, zipfile.BadZipFile, sqlite3.Error, RecursionError) as error:
            raise unreadable(path, cause_of(error)) from error


def unreadable(path: Path, cause: str) -> DivisionError:
    """Return the one error for all that GDAL's drivers raise."""
    return DivisionError(
        f"the file cannot be read as geography ({cause})",
        where=str(path),
        expected=FORMATS,
        remedy="open it in a text editor: web pages and broken downloads are often saved under a right name; "
        "save other formats as GeoPackage",
    )


def _vetted(path: Path, folder: Path, told: Path) -> Path:
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(b"PK\x03\x04") and not path.is_relative_to(folder):
        return _vetted(_unzipped(path, folder, told), folder, told)
    for magic, suffix, what in (
        (b"SQLite format 3\0", ".gpkg", "a GeoPackage"),
        (b"\x00\x00\x27\x0a", ".shp", "a shapefile"),
        (b"fgb\x03fgb", ".fgb", "FlatGeobuf"),
    ):
        if start.startswith(magic):
            if path.suffix.lower() != suffix:
                raise DivisionError(
                    f"the file holds {what}, which its name does not say",
                    where=str(told),
                    expected=f"a name in {suffix}",
                    remedy="find out where the file comes from, and name it as what it is",
                )
            if suffix == ".gpkg":
                _vet_geopackage(path, told)
            return path
    return _only_outlines(path, folder, told)


def _plainly_named(path: Path, folder: Path) -> Path:
    """Return the file, or a copy of it whose name can mean nothing but itself."""
    if _PLAIN.fullmatch(str(path)):
        return path
    stem = re.sub(r"[^\w .()-]", "_", path.stem)
    ends = [path.suffix, *(_BESIDE_SHP if path.suffix.lower() == ".shp" else ())]
    for end in ends:
        for case in dict.fromkeys((end, end.upper())):
            if path.with_suffix(case).is_file():
                shutil.copyfile(path.with_suffix(case), folder / f"{stem}{end.lower()}")
                break
    return folder / f"{stem}{path.suffix.lower()}"


def _only_outlines(path: Path, folder: Path, told: Path) -> Path:
    """Write a GeoJSON anew with its features and nothing else; refuse what is no GeoJSON."""
    try:
        found = json.loads(path.read_bytes())
    except ValueError as error:  # no JSON, or no text
        raise unreadable(told, "it is none of these, nor JSON") from error
    kind = found.get("type") if isinstance(found, dict) else None
    features = (
        [found] if kind == "Feature" else found.get("features") if kind == "FeatureCollection" else None
    )
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        raise unreadable(told, "it is JSON, but no FeatureCollection")
    name = found.get("name")
    kept: dict[str, Any] = {"type": "FeatureCollection", "name": name if isinstance(name, str) else told.stem}
    if "crs" in found:
        kept["crs"] = _named_crs(found["crs"], told)
    kept["features"] = [
        {"type": "Feature", **{key: f[key] for key in ("id", "properties", "geometry") if key in f}}
        for f in features
    ]
    copy = folder / f"{told.stem}.geojson"
    copy.write_text(json.dumps(kept), encoding="ascii")
    return copy


def _named_crs(crs: object, told: Path) -> object:
    """Return a coordinate system that is named in a register (or said to be none); refuse an address."""
    name = crs.get("properties", {}).get("name") if isinstance(crs, dict) else None
    if crs is None or (isinstance(name, str) and _CRS_NAME.fullmatch(name)):
        return crs and {"type": "name", "properties": {"name": name}}
    raise DivisionError(
        "the file does not name its coordinate system, but points to where it is described",
        where=str(told),
        expected='a name such as "urn:ogc:def:crs:EPSG::3006"',
        remedy='name it in the file\'s "crs", or take "crs" away and say it with crs=…',
    )


def _vet_geopackage(path: Path, told: Path) -> None:
    """Refuse a database in which a table is made by a program when it is read."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        schema = database.execute("SELECT name, type, sql FROM sqlite_master").fetchall()
        names = {str(name).lower() for name, *_ in schema}
        if "gpkg_contents" not in names:
            raise unreadable(told, "a database that is no GeoPackage")
        layers = {str(n).lower() for (n,) in database.execute("SELECT table_name FROM gpkg_contents")}
    for name, kind, sql in schema:
        words = _COMMENT.sub(" ", str(sql or ""))
        virtual = [word.lower() for word in re.findall(r"\w+", words)[:2]] == ["create", "virtual"]
        made = virtual and _TREE.match(words) is None
        if made or (kind == "view" and str(name).lower() in layers):
            raise DivisionError(
                f"the layer '{name}' is made by a program each time it is read",
                where=str(told),
                expected="tables that hold their figures",
                remedy="export the layer to a new GeoPackage, for example in QGIS",
            )


def _unzipped(path: Path, folder: Path, told: Path) -> Path:
    """Unpack the one file of outlines in a zip, and what belongs to it, under names of our own."""
    with zipfile.ZipFile(path) as packed:
        members = [m for m in packed.infolist() if not m.is_dir()]
        if len(members) > _MEMBERS or sum(m.file_size for m in members) > _EXPANDED:
            raise unreadable(told, f"it unpacks to more than {_EXPANDED} bytes, or {_MEMBERS} files")
        by_name = {m.filename: m for m in members if not m.filename.startswith("__MACOSX/")}
        found = [n for n in by_name if n.lower().endswith(SUFFIXES) and not Path(n).name.startswith(".")]
        if not found and "[Content_Types].xml" in by_name:
            raise DivisionError(
                "the file is a workbook or a document, and holds no outlines",
                where=str(told),
                expected=f"{FORMATS}; or a CSV with codes and names only",
                remedy="save a list of areas as CSV UTF-8",
            )
        if len(found) != 1:
            raise DivisionError(
                f"the zip holds {len(found)} files of outlines" + (f": {listing(found)}" if found else ""),
                where=str(told),
                expected="one file of outlines",
                remedy="unpack it and name the file that is meant",
            )
        stem, suffix = found[0].rsplit(".", 1)
        wanted = {f"{stem}{end}".lower(): end for end in (f".{suffix}", *_BESIDE_SHP)}
        for name, member in by_name.items():
            if (end := wanted.get(name.lower())) is not None:
                _unpack(packed, member, folder / f"{told.stem}{end.lower()}")
    return folder / f"{told.stem}.{suffix.lower()}"


def _unpack(packed: zipfile.ZipFile, member: zipfile.ZipInfo, copy: Path) -> None:
    try:
        with packed.open(member) as source, copy.open("wb") as target:
            shutil.copyfileobj(source, target)  # never more than the size that the zip states
    except (RuntimeError, NotImplementedError) as error:  # a password, or a way of packing that is not known
        raise OSError(str(error)) from error
