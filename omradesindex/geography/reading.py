"""Reading a division from anybody's file: GeoJSON, GeoPackage, shapefile, or a list in CSV."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.errors import DivisionError, listing, must_be, units_said
from omradesindex.geography.division import Division
from omradesindex.geography.outlines import read_outlines
from omradesindex.geography.provenance import Provenance, Whole
from omradesindex.geography.text_table import check_codes, read_text_table, refuse_geography, require_columns
from omradesindex.units import Units

if TYPE_CHECKING:
    import geopandas as gpd


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
    units: str | Units | None = None,
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
    units : str or Units, optional
        What the areas are called: ``"district"`` (*stadsdel*), ``"municipality"`` (*kommun*), ``"regso"``,
        ``"deso"``, or :class:`~omradesindex.units.Units` of one's own. SCB's are known by their codes.

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
        refuse_geography(path, layer=layer, crs=crs, tolerance_m2=tolerance_m2)
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
        units=units_said(units, where=str(path), error=DivisionError),
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
