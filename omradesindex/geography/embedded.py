"""Divisions that travel with the library: a TOML file with its keys and outlines beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.datafiles import data_path
from omradesindex.errors import DivisionError, did_you_mean, listing
from omradesindex.geography.division import Division
from omradesindex.geography.keys import Key
from omradesindex.geography.provenance import Provenance, Whole

if TYPE_CHECKING:
    import geopandas as gpd

_TABLES = {
    "": ("id", "label", "year", "whole", "areas", "outlines", "keys", "provenance", "build"),
    "whole": ("code", "name"),
    "outlines": ("file", "web"),
    "key": ("file", "label", "members"),
    "provenance": ("word", "text", "confidence", "source", "licence"),
}


@cache
def geso() -> Division:
    """Malmö's 14 geografiska statistikområden, the division of 2022.

    Codes, names and members are the city's own. That these are the areas of the consultation is inferred,
    and the outlines and the DeSO key are derived by us: see ``geso().provenance``.

    Examples
    --------
    >>> geso().name_of("10")
    'Örtagården, Herrgården m fl'
    >>> len(geso().members["14"])
    4
    """
    return load_division(data_path("geso_boundaries", "geso_2022.toml"))


@cache
def example_division() -> Division:
    """The areas of Exempelstad, a city that does not exist, on a map that is made up.

    Examples
    --------
    >>> example_division().made_up
    True
    """
    return load_division(data_path("exempelstad", "division.toml"))


def load_division(path: str | Path) -> Division:
    """Read a division that is described by a TOML file with keys and outlines beside it.

    Parameters
    ----------
    path : str or Path
        The TOML file, or a folder with one (called ``division.toml`` where there are several).

    Notes
    -----
    The file holds ``id``, ``label``, ``year``, ``[whole]`` (code, name), ``[areas]`` (code = name) and may
    hold ``[outlines]`` (file, web), ``[keys.<id>]`` (file, label, members), ``[provenance.<part>]`` (word,
    text, confidence, source, licence) and ``[build]``, which says how it was made and is not read.
    Outlines are read only when asked for.

    Raises
    ------
    DivisionError
        Where the file is missing, is no TOML, lacks something, or names something unknown.
    """
    file = _toml_file(Path(path))
    where = str(file)
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DivisionError(f"the file is not TOML in UTF-8 ({error})", where=where) from error
    _check_table(told, "", ("id", "label", "whole", "areas"), where)
    whole = told["whole"]
    _check_table(whole, "whole", ("code", "name"), f"{where}, [whole]")
    areas = _table(told["areas"], f"{where}, [areas]")
    keys: dict[str, Key] = {}
    members_key = None
    for id_, entry in _table(told.get("keys", {}), f"{where}, [keys]").items():
        _check_table(entry, "key", ("file",), f"{where}, [keys.{id_}]")
        keys[id_] = Key.read(_beside(file, entry["file"], where), id=id_, label=entry.get("label", ""))
        if entry.get("members"):
            members_key = id_
    provenance: dict[str, Provenance] = {}
    for part, entry in _table(told.get("provenance", {}), f"{where}, [provenance]").items():
        _check_table(entry, "provenance", ("word", "text"), f"{where}, [provenance.{part}]")
        provenance[part] = Provenance(**entry)  # refuses a word that is none
    outlines_from = None
    if "outlines" in told:
        _check_table(told["outlines"], "outlines", ("file",), f"{where}, [outlines]")
        outlines_from = partial(_read_outlines, _beside(file, told["outlines"]["file"], where))
    return Division(
        id=told["id"],
        label=told["label"],
        year=told.get("year"),
        codes=tuple(areas),
        names=tuple(areas.values()),
        whole=Whole(whole["code"], whole["name"]),
        keys=keys,
        members_key=members_key,
        provenance=provenance,
        outlines_from=outlines_from,
    )


def _read_outlines(path: Path) -> gpd.GeoDataFrame:
    # Embedded outlines pass the same door as anybody's.
    from omradesindex.geography.outlines import read_outlines

    return read_outlines(path, code="code")


def _toml_file(path: Path) -> Path:
    if not path.is_dir():
        if path.is_file():
            return path
        raise DivisionError("there is no such file or folder", where=str(path), remedy="check the path")
    found = sorted(path.glob("*.toml"))
    named = [file for file in found if file.name == "division.toml"]
    if len(found) != 1 and not named:
        raise DivisionError(
            f"the folder holds {len(found)} TOML files",
            where=str(path),
            expected="one, or one of them called division.toml",
        )
    return (named or found)[0]


def _beside(file: Path, name: object, where: str) -> Path:
    # A bare name, so that a description can never point outside its own folder.
    if not isinstance(name, str) or Path(name).name != name or "\\" in name:
        raise DivisionError(
            f"the file name {name!r} is a path", where=where, expected="a file beside the TOML file"
        )
    path = file.parent / name
    if not path.is_file():
        raise DivisionError(f"the file '{name}' is not beside it", where=where)
    return path


def _table(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise DivisionError(f"{value!r} is no table", where=where, expected="a table of names and values")
    return value


def _check_table(value: object, kind: str, required: tuple[str, ...], where: str) -> None:
    table = _table(value, where)
    allowed = _TABLES[kind]
    for name in table:
        if name not in allowed:
            raise DivisionError(
                f"'{name}' is unknown here{did_you_mean(name, allowed)}",
                where=where,
                expected=listing(allowed),
            )
    for name in required:
        if name not in table:
            raise DivisionError(f"'{name}' is missing", where=where)
    for name, entry in table.items():
        if name in ("id", "label", "code", "name", "file", "text") and not isinstance(entry, str):
            raise DivisionError(
                f"{name} = {entry!r} is no text", where=where, remedy=f'write {name} = "{entry}"'
            )
        if name == "year" and not isinstance(entry, int):
            raise DivisionError(f"year = {entry!r} is no whole number", where=where, expected="such as 2022")
