"""Reading outlines from anybody's geographic file: checked, in metres, by code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.doors import warn
from omradesindex.errors import DivisionError, listing
from omradesindex.foreign import cause_of
from omradesindex.geography import surfaces
from omradesindex.geography.outline_files import harmless, unreadable
from omradesindex.geography.text_table import (
    check_codes,
    check_unique,
    read_text_table,
    refuse_geography,
    require_columns,
)

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

_OVERLAP = 1.0  # m²: no more than a corner that is drawn anew


def read_outlines(
    path: str | Path,
    *,
    code: str | None,
    name: str | None = None,
    layer: str | None = None,
    crs: str | int | None = None,
    tolerance_m2: float | None = None,
) -> gpd.GeoDataFrame:
    """Read outlines of areas or sub-areas, checked: metres, indexed by code, ``name`` where asked for.

    Parameters and errors as :func:`omradesindex.read_division`. Without a column for the codes the rows are
    numbered.
    """
    path = Path(path)
    where = f"{path}, layer '{layer}'" if layer else str(path)
    frame = read_geographic(path, layer)
    asked = [column for column in (code, name) if column]
    require_columns((c for c in frame.columns if c != frame.geometry.name), asked, where=where)
    codes = (
        _codes(frame[code], f"{where}, column '{code}'")
        if code
        else tuple(str(row) for row in range(1, len(frame) + 1))
    )
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
    told = with_crs(outlines, crs, where)
    outlines = surfaces.to_metric(told)
    surfaces.check_polygons(outlines, where=f"{where}, as {outlines.crs.to_string()}")
    _check_overlaps(outlines, tolerance_m2, surfaces.rounding_m(told), where)
    return outlines


def read_attributes(path: str | Path, *, layer: str | None = None) -> pd.DataFrame:
    """Read what a file of outlines, or a list of areas in CSV, says of each area beside its outline.

    Raises
    ------
    DivisionError
        The file is missing, cannot be read, or holds several layers and none is named.
    """
    import pandas as pd

    path = Path(path)
    if path.suffix.lower() == ".csv":
        refuse_geography(path, layer=layer)
        return pd.DataFrame(read_text_table(path), dtype=object)
    frame = read_geographic(path, layer)
    return pd.DataFrame(frame.drop(columns=frame.geometry.name))


def read_geographic(path: Path, layer: str | None) -> gpd.GeoDataFrame:
    """Read a layer of a geographic file of any kind that is opened here."""
    import geopandas as gpd

    with harmless(path) as file:
        try:
            frame = gpd.read_file(file, layer=_layer(file, layer, path))
        except DivisionError:
            raise
        except Exception as error:  # GDAL's drivers raise many kinds; to the user they are one
            raise unreadable(path, cause_of(error)) from error
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
    if not layers:
        raise unreadable(path, "it holds no layer")
    if layer is None:
        raise DivisionError(
            f"the file holds {len(layers)} layers",
            where=str(path),
            expected=f"one of {listing(layers)}",
            remedy='say which with layer="…" (on the command line: --layer)',
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


def with_crs(frame: gpd.GeoDataFrame, crs: str | int | None, where: str) -> gpd.GeoDataFrame:
    """Return the shapes in the coordinate system that is said, or that the file says, where they fit it."""
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
        warn(
            f"{where}: pairs of areas that overlap, {len(found)} in all: "
            f"'{first}' and '{second}' by {m2:.1f} m², {sum(o.m2 for o in found):.1f} m² in all, but nowhere "
            f"wider than {rounding_m:.2g} m: taken as rounding of the coordinates"
        )
