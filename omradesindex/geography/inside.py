"""How much of each area lies inside somebody else's areas: a list of codes, or borders that are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import DivisionError, did_you_mean, listing, must_be
from omradesindex.geography import surfaces
from omradesindex.geography.keys import Key
from omradesindex.geography.outlines import read_outlines
from omradesindex.geography.pieces import weights_in_pieces
from omradesindex.geography.weights import check_weights

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from omradesindex.geography.division import Division

_OWN = "egna områden"
#: Of an area, as in a crosswalk: a smaller part is no part.
_STRIP = 0.005


def share_inside(
    division: Division,
    places: str | Path | gpd.GeoDataFrame | Iterable[str],
    *,
    weights: Mapping[str, float] | gpd.GeoDataFrame | None,
    key: str | None,
    label: str,
    layer: str | None,
    crs: str | int | None,
) -> pd.Series[float]:
    """See :meth:`Division.inside`."""
    import geopandas as gpd
    import pandas as pd

    name = label or (Path(places).stem if isinstance(places, str | Path) else _OWN)
    if isinstance(places, str | Path):
        # Borders that overlap hold the same place twice, which is as much inside as once.
        places = read_outlines(places, code=None, layer=layer, crs=crs, tolerance_m2=float("inf"))
    if isinstance(places, gpd.GeoDataFrame):
        if isinstance(weights, Mapping):
            raise _misfit(division, "outlines", "a GeoDataFrame of points or squares with a column 'weight'")
        shares = _of_outlines(division, places, weights, name)
    else:
        if isinstance(weights, gpd.GeoDataFrame):
            raise _misfit(division, "codes", "the people of each sub-area, by its code")
        shares = _of_codes(division, _codes(places), weights, key)
    return pd.Series(100 * shares, index=pd.Index(division.codes, name="area", dtype=object), name=name)


def _misfit(division: Division, given: str, wanted: str) -> DivisionError:
    return DivisionError(
        f"the weights do not fit {given}", where=f"division '{division.id}'", expected=wanted
    )


def _codes(places: Any) -> list[str]:
    codes = list(places)
    for code in codes:
        must_be(code, str, what="a code of a place", expected="text, such as '10'", error=DivisionError)
    if not codes:
        raise DivisionError("no place was given", expected="codes of areas or of sub-areas, or a file")
    return list(dict.fromkeys(codes))


# -- codes --------------------------------------------------------------------------------------------------


def _of_codes(
    division: Division, codes: list[str], weights: Mapping[str, float] | None, named: str | None
) -> NDArray[np.float64]:
    """Share of each area in a list of areas (all of it or nothing), or of sub-areas."""
    key = _key_of(division, codes, named)
    if key is None:
        return np.isin(np.array(division.codes, dtype=object), codes).astype(float)
    wanted, place = set(codes), {code: row for row, code in enumerate(division.codes)}
    inside = np.array([sub in wanted for sub in key.sub_areas])
    area = np.array([place[code] for code in key.areas])
    n = len(division.codes)
    count, every = np.bincount(area[inside], minlength=n), np.bincount(area, minlength=n)
    partly = [division.codes[i] for i in np.flatnonzero((count > 0) & (count < every))]
    if weights is None:
        if partly:
            raise DivisionError(
                f"only a part of the area {listing(partly)} is inside, and nothing says how many live there",
                where=f"division '{division.id}', key '{key.id}'",
                expected="the people of each sub-area",
                remedy="give them: weights={sub_area: people, …}",
            )
        return (count > 0).astype(float)
    given = check_weights(weights, key.sub_areas, where=f"division '{division.id}', key '{key.id}'")
    there, total = (np.bincount(area, part, minlength=n) for part in (given * inside, given))
    # Where nobody lives, only a whole area is known to be inside.
    return np.where(total > 0, there / np.where(total > 0, total, 1.0), count == every)


def _key_of(division: Division, codes: list[str], named: str | None) -> Key | None:
    """The key that all codes are sub-areas of; None where they are areas."""
    where = f"division '{division.id}'"
    if named is not None and named not in division.keys:
        raise DivisionError(
            f"there is no key '{named}'{did_you_mean(named, division.keys)}",
            where=where,
            expected=f"one of {listing(division.keys)}",
        )
    keys = [division.keys[named]] if named else list(division.keys.values())
    fits = [key for key in keys if set(codes) <= set(key.sub_areas)]
    areas = named is None and set(codes) <= set(division.codes)
    if len(fits) + areas == 1:
        return None if areas else fits[0]
    if len(fits) + areas > 1:
        kinds = [*(["the areas"] if areas else []), *(f"the key '{key.id}'" for key in fits)]
        raise DivisionError(
            f"the codes {listing(codes, 3)} are of more than one kind: {' and '.join(kinds)}",
            where=where,
            remedy="say which with key=…, or name the areas' sub-areas",
        )
    # The kind that most of them are of is what was meant.
    known = [() if named else division.codes, *(key.sub_areas for key in keys)]
    nearest = max(known, key=lambda some: len(set(codes) & set(some)))
    strange = set(codes) - set(nearest)
    unknown = [code for code in codes if code in strange]
    raise DivisionError(
        f"the place {listing(unknown, 5)} is unknown{did_you_mean(unknown[0], nearest)}",
        where=where,
        expected=f"codes of one kind: areas ({listing(division.codes, 5)})"
        + "".join(f", or sub-areas of '{key.id}' ({listing(key.sub_areas, 3)})" for key in keys),
    )


# -- outlines -----------------------------------------------------------------------------------------------


def _of_outlines(
    division: Division, drawn: gpd.GeoDataFrame, weights: gpd.GeoDataFrame | None, name: str
) -> NDArray[np.float64]:
    """Share of each area's people, or of its surface, inside the drawn places."""
    import geopandas as gpd
    import shapely

    where = f"division '{division.id}', {name}"
    if drawn.crs is None:
        raise DivisionError("the outlines have no coordinate system", where=where, remedy="set_crs(…)")
    outlines = division.outlines
    drawn = drawn.to_crs(outlines.crs)
    surfaces.check_polygons(drawn, where=where)
    inside = shapely.union_all(drawn.geometry.to_numpy())
    pieces = shapely.intersection(outlines.geometry.to_numpy(), inside)
    share = shapely.area(pieces) / shapely.area(outlines.geometry.to_numpy())
    if not (share > 0).any():
        raise DivisionError(
            "the places lie outside all areas",
            where=where,
            remedy="is it the same city, with its coordinates in the right order?",
        )
    if weights is not None:
        everywhere = shapely.union_all([inside, *outlines.geometry.to_numpy()])
        whole, part = (
            weights_in_pieces(outlines, gpd.GeoDataFrame(geometry=[shape], crs=outlines.crs), weights, where)
            for shape in (everywhere, inside)
        )
        # Where nobody is known to live, surface is all there is to go by.
        total = whole[:, 0]
        share = np.where(total > 0, part[:, 0] / np.where(total > 0, total, 1.0), share)
    # A strip along a border is arithmetic, and no part.
    share = np.where(share < _STRIP, 0.0, np.where(share > 1 - _STRIP, 1.0, share))
    return np.asarray(share[outlines.index.get_indexer(list(division.codes))])
