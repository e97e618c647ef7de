"""Reading a division from anybody's file: GeoJSON, GeoPackage, shapefile, or a list in CSV."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.doors import door, warn
from omradesindex.errors import DivisionError, listing, must_be
from omradesindex.geography import surfaces
from omradesindex.geography.division import Division
from omradesindex.geography.outline_files import harmless, unreadable
from omradesindex.geography.provenance import Provenance, Whole
from omradesindex.geography.text_table import check_codes, check_unique, read_text_table, require_columns

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

_OVERLAP = 1.0  # m²: no more than a corner that is drawn anew


@door
def read_division(
    path: str | Path,
    *,
    code: str,
    name: str,
    id: str | None = None,  # noqa: A002
    label: str | None = None,
    year: int | None = None,
    whole: Whole | tuple[str, str] | None = None,
    layer: str | None = None,
    crs: str | int | None = None,
    tolerance_m2: float | None = None,
    provenance: Mapping[str, Provenance] | None = None,
) -> Division:
    """Read a division from a file of your own: any city, any number of areas.

    Parameters
    ----------
    path : str or Path
        GeoJSON, GeoPackage, shapefile or FlatGeobuf, also in a ``.zip``, with one row per area; or a CSV
        file with codes and names only, which gives a division that cannot be drawn. Whatever its name, no
        other format is opened: several could make the reader fetch addresses or other files.
    code, name : str
        The columns that hold the areas' codes and names. Whole-number codes become text as they stand;
        decimal numbers are refused.
    id, label : str, optional
        Short name and readers' name; the file's name where not given.
    year : int, optional
        The year the division is from.
    whole : Whole or (code, name), optional
        The whole city, as it is written in the statistics, for example ``("1280", "Malmö")``.
        Where not given its code is ``"total"`` and its name the label.
    layer : str, optional
        Which layer, where a GeoPackage holds several.
    crs : str or int, optional
        The coordinate system, for a file that does not say it, for example 3008.
    tolerance_m2 : float, optional
        How many m² two areas may overlap before it is an error. Where not given a square metre, and more
        where it is rounding: an overlap that is nowhere wider than 1.4 units of the coordinates' last
        decimal (at least a decimetre, at most 16 metres: four decimals of a degree). A warning says so.
    provenance : mapping of str to Provenance, optional
        What codes, names and outlines rest on; where not given each says that it came in your file.

    Raises
    ------
    DivisionError
        On a file that is missing or unreadable, a column or layer that is not there, codes that are
        missing, repeated or decimal numbers, names that are missing, no coordinate system, coordinates
        that cannot be what the file says, and outlines that are missing, invalid, no polygons or overlapping.
    """
    path = Path(path)
    if tolerance_m2 is not None:
        kind = float if isinstance(tolerance_m2, float) else int
        must_be(tolerance_m2, kind, what="tolerance_m2", expected="square metres", error=DivisionError)
        if not 0 <= tolerance_m2 < math.inf:
            raise DivisionError(f"tolerance_m2 is {tolerance_m2}", expected="0 or more square metres")
    if path.suffix.lower() == ".csv":
        codes, names = _read_list(path, code, name)
        outlines_from = None
    else:
        outlines = read_outlines(path, code=code, name=name, layer=layer, crs=crs, tolerance_m2=tolerance_m2)
        codes, names = tuple(outlines.index), tuple(outlines["name"])
        outlines_from = partial(_given, outlines)
    label = label or path.stem
    if whole is None:
        whole = Whole("total", label)
    elif not isinstance(whole, Whole):
        whole = Whole(*whole)
    if provenance is None:
        given = Provenance("given", f"Läst ur filen {path.name}.")
        provenance = dict.fromkeys(("codes", "names") + (("outlines",) if outlines_from else ()), given)
    return Division(
        id=id or path.stem,
        label=label,
        year=year,
        codes=codes,
        names=names,
        whole=whole,
        provenance=provenance,
        outlines_from=outlines_from,
    )


def read_outlines(
    path: str | Path,
    *,
    code: str,
    name: str | None = None,
    layer: str | None = None,
    crs: str | int | None = None,
    tolerance_m2: float | None = None,
) -> gpd.GeoDataFrame:
    """Read outlines of areas or sub-areas, checked: metres, indexed by code, ``name`` where asked for.

    Parameters and errors as :func:`read_division`.
    """
    path = Path(path)
    where = f"{path}, layer '{layer}'" if layer else str(path)
    frame = _read_geographic(path, layer)
    require_columns(
        (c for c in frame.columns if c != frame.geometry.name), [code] + ([name] if name else []), where=where
    )
    codes = _codes(frame[code], f"{where}, column '{code}'")
    columns: dict[str, Any] = {}
    if name:
        columns["name"] = _names(frame[name], codes, f"{where}, column '{name}'")
    import geopandas as gpd
    import pandas as pd

    outlines = gpd.GeoDataFrame(
        columns,
        geometry=frame.geometry.force_2d().to_numpy(),
        crs=frame.crs,
        index=pd.Index(codes, name="code"),
    )
    surfaces.check_polygons(outlines, where=where)
    told = _with_crs(outlines, crs, where)
    outlines = surfaces.to_metric(told)
    surfaces.check_polygons(outlines, where=f"{where}, as {outlines.crs.to_string()}")
    _check_overlaps(outlines, tolerance_m2, surfaces.rounding_m(told), where)
    return outlines


def _read_geographic(path: Path, layer: str | None) -> gpd.GeoDataFrame:
    import geopandas as gpd

    with harmless(path) as file:
        try:
            frame = gpd.read_file(file, layer=_layer(file, layer, path))
        except DivisionError:
            raise
        except Exception as error:  # GDAL's drivers raise many kinds; to the user they are one
            raise unreadable(path, error) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise DivisionError(
            "the file holds no geometry", where=str(path), expected="polygons, one row per area"
        )
    if frame.empty:
        raise DivisionError("the file holds no areas", where=str(path), expected="one row per area")
    return frame


def _layer(file: Path, layer: str | None, path: Path) -> str:
    """Return the layer that is named, or the only one."""
    import geopandas as gpd

    layers = gpd.list_layers(file)["name"].tolist()
    if layer is None and len(layers) == 1:
        return str(layers[0])
    if layer is None:
        raise DivisionError(
            f"the file holds {len(layers)} layers",
            where=str(path),
            expected=f"one of {listing(layers)}",
            remedy='say which with layer="…"',
        )
    if layer not in layers:
        raise DivisionError(
            f"there is no layer '{layer}'", where=str(path), expected=f"one of {listing(layers)}"
        )
    return layer


def _codes(column: pd.Series[Any], where: str) -> tuple[str, ...]:
    import pandas as pd

    if pd.api.types.is_integer_dtype(column.dtype) and not column.isna().any():
        # A whole number is written in one way, so nothing is lost that the file itself still holds.
        codes = tuple(str(int(value)) for value in column)
        check_unique(codes, where=where)
        return codes
    if pd.api.types.is_float_dtype(column.dtype) and not column.isna().any():
        raise DivisionError(
            f"the codes are decimal numbers (the first is {column.iloc[0]})",
            where=where,
            expected="text, or whole numbers",
            remedy="make it a text column, e.g. to_string(to_int(…)) in the field calculator of QGIS",
        )
    return check_codes(column.astype(object).where(column.notna(), None).tolist(), where=where)


def _names(column: pd.Series[Any], codes: tuple[str, ...], where: str) -> list[str]:
    names = [
        "" if missing else str(value).strip() for value, missing in zip(column, column.isna(), strict=True)
    ]
    nameless = [code for code, name in zip(codes, names, strict=True) if not name]
    if nameless:
        raise DivisionError(
            f"the areas {listing(nameless)} have no name", where=where, remedy="give them names"
        )
    return names


def _with_crs(frame: gpd.GeoDataFrame, crs: str | int | None, where: str) -> gpd.GeoDataFrame:
    if crs is not None:
        from pyproj import CRS
        from pyproj.exceptions import CRSError

        try:
            declared = CRS.from_user_input(crs)
        except CRSError as error:
            raise DivisionError(
                f"the coordinate system {crs!r} is unknown", expected="such as 3006"
            ) from error
        # A GeoJSON without a word about it is read as degrees; metres in it give that away.
        if frame.crs is not None and frame.crs != declared and _fits(frame):
            raise DivisionError(
                f"the file says {frame.crs.to_string()}, and crs={crs!r} says otherwise",
                where=where,
                remedy="leave crs out, or correct the file",
            )
        frame = frame.set_crs(declared, allow_override=True)
    if frame.crs is None:
        raise DivisionError(
            "the file does not say its coordinate system",
            where=where,
            expected="such as EPSG:3006, EPSG:3008 or EPSG:4326",
            remedy="say it with crs=…, or save the file with its system (a shapefile needs its .prj)",
        )
    if not _fits(frame):
        x, y = frame.total_bounds[:2]
        raise DivisionError(
            f"coordinates such as ({x:.0f}, {y:.0f}) are no degrees, though the file's system is "
            f"{frame.crs.to_string()}",
            where=where,
            expected="longitude within ±180, latitude within ±90 (GeoJSON that says nothing is degrees)",
            remedy="say the true system with crs=…, such as 3006 or 3008",
        )
    return frame


def _fits(frame: gpd.GeoDataFrame) -> bool:
    """Whether the coordinates can be what the coordinate system says."""
    if frame.crs is None or not frame.crs.is_geographic:
        return True
    west, south, east, north = frame.total_bounds
    return bool(west >= -180 and east <= 180 and south >= -90 and north <= 90)


def _check_overlaps(
    frame: gpd.GeoDataFrame, tolerance_m2: float | None, rounding_m: float, where: str
) -> None:
    """Refuse areas that overlap; tell of those that do so by rounding alone."""
    allowed = _OVERLAP if tolerance_m2 is None else tolerance_m2
    found = surfaces.overlaps(frame, tolerance_m2=allowed)
    wide = [o for o in found if tolerance_m2 is not None or surfaces.is_wider(o.shape, rounding_m)]
    if wide:
        first, second, m2, _ = wide[0]
        more = f"; {len(wide) - 1} more pairs overlap" if len(wide) > 1 else ""
        raise DivisionError(
            f"the areas '{first}' and '{second}' overlap by {m2:.1f} m²{more}",
            where=where,
            expected=f"at most {allowed:g} m² between two areas"
            + (f", or nowhere wider than {rounding_m:.2g} m" if tolerance_m2 is None else ""),
            remedy="mend the border in the source, or allow a sloppily drawn one with tolerance_m2=…",
        )
    if found:
        first, second, m2, _ = found[0]
        pairs = f"{len(found)} pairs of areas overlap" if len(found) > 1 else "two areas overlap"
        warn(
            f"{where}: {pairs}, '{first}' and '{second}' by {m2:.1f} m², "
            f"{sum(o.m2 for o in found):.1f} m² in all, but nowhere wider than {rounding_m:.2g} m: taken as "
            "rounding of the coordinates"
        )


def _given(outlines: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return outlines


def _read_list(path: Path, code: str, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    rows = read_text_table(path)
    require_columns(rows[0], (code, name), where=str(path))
    codes = check_codes([row[code] for row in rows], where=f"{path}, column '{code}'")
    nameless = [row[code] for row in rows if not row[name]]
    if nameless:
        raise DivisionError(f"the areas {listing(nameless)} have no name", where=f"{path}, column '{name}'")
    return codes, tuple(row[name] for row in rows)
