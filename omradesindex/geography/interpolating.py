"""Areal interpolation: crosswalks from outlines, from where people live, or from parts of both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.errors import DivisionError, listing
from omradesindex.geography import surfaces
from omradesindex.geography.crosswalks import Crosswalk, refuse_many
from omradesindex.geography.division import Division
from omradesindex.geography.keys import Key
from omradesindex.geography.pieces import weights_in_pieces
from omradesindex.geography.text_table import check_codes
from omradesindex.geography.weights import check_weights

if TYPE_CHECKING:
    import geopandas as gpd

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@door
def crosswalk(
    source: Division | Key | gpd.GeoDataFrame,
    target: Division | Key | gpd.GeoDataFrame,
    *,
    weights: Mapping[str, float] | gpd.GeoDataFrame | None = None,
    weighed_by: str = "",
    negligible: float = 0.005,
    id: str = "",  # noqa: A002
    label: str = "",
) -> Crosswalk:
    """Find what share of each source area goes to which target area.

    Three ways, the surest first:

    * *Parts that both consist of* (DeSO within RegSO and within GeSO): give two keys from these parts, and
      what each part weighs.
    * *Where people live*: give two sets of outlines, and points or grid squares with a column ``weight``.
    * *Surface*: give two sets of outlines only. People do not live evenly spread; use it where nothing
      better is known, and outlines of land rather than of sea.

    Parameters
    ----------
    source, target : Division, Key or GeoDataFrame
        What figures are carried from and to. GeoDataFrames are indexed by code. Two keys have the same
        sub-areas.
    weights : mapping of str to float, or GeoDataFrame, optional
        With keys: what each sub-area weighs (needed where a source is split). With outlines: points, or
        polygons that are taken as evenly filled, with a column ``weight``.
    weighed_by : str, optional
        What the weights are, for readers: ``"folkmängd 2022"``.
    negligible : float
        With outlines: a piece smaller than this share of its source's surface is arithmetic and no part,
        unless it is most of a target.
    id, label : str, optional
        Of the crosswalk; what the parts are called, or both sides, where not given.

    Returns
    -------
    Crosswalk
        A source's shares are of the part of it that targets cover, so that counts are preserved; how much
        lies outside is kept as ``uncovered``. A source in which nothing weighs is split by surface. One that
        no target covers is ``unbridged``.

    Raises
    ------
    DivisionError
        Outlines without coordinate system or that are invalid; keys about different sub-areas; weights that
        are missing or negative; a key against outlines.

    Examples
    --------
    >>> to_regso = Key("regso", ("d1", "d2", "d3"), ("R1", "R1", "R2"))
    >>> to_geso = Key("geso", ("d1", "d2", "d3"), ("1", "2", "2"))
    >>> found = crosswalk(to_regso, to_geso, weights={"d1": 900, "d2": 300, "d3": 500})
    >>> found.shares
    array([[0.75, 0.25],
           [0.  , 1.  ]])
    """
    id_ = id or f"{_name(source)}_{_name(target)}"
    where = f"crosswalk '{id_}'"
    if isinstance(source, Key) and isinstance(target, Key):
        if weights is not None and not isinstance(weights, Mapping):
            raise DivisionError("two keys need weights by sub-area, not outlines", where=where)
        return _by_parts(source, target, weights, weighed_by, id_, label or target.label)
    if isinstance(source, Key) or isinstance(target, Key):
        raise DivisionError(
            "a key stands against outlines",
            where=where,
            expected="two keys from the same sub-areas, or two sets of outlines",
        )
    if isinstance(weights, Mapping):
        raise DivisionError(
            "outlines need weights that say where they lie",
            where=where,
            expected="a GeoDataFrame of points or squares with a column 'weight'",
        )
    if not 0 <= negligible < 1:
        raise DivisionError(f"negligible is {negligible}", where=where, expected="a share from 0 to 1")
    label = label or f"{_label(source)} → {_label(target)}"
    return _by_outlines(source, target, weights, weighed_by, negligible, id_, label)


# -- parts --------------------------------------------------------------------------------------------


def _by_parts(
    source: Key,
    target: Key,
    weights: Mapping[str, float] | None,
    weighed_by: str,
    id_: str,
    label: str,
) -> Crosswalk:
    where = f"crosswalk '{id_}'"
    odd = sorted(set(source.sub_areas) ^ set(target.sub_areas))
    if odd:
        raise DivisionError(
            f"the keys '{source.id}' and '{target.id}' disagree about the sub-areas {listing(odd)}",
            where=where,
            expected="two keys from the same sub-areas, of the same year",
        )
    sources, i = _places(source.areas)
    targets, j = _places(target.area_of(source.sub_areas))
    if weights is None:
        given = np.full(len(i), np.nan)
    else:
        given = check_weights(weights, source.sub_areas, where=where)
    refuse_many(len(sources), len(targets), where)
    there, weight = np.zeros((2, len(sources), len(targets)))
    np.add.at(there, (i, j), 1.0)
    np.add.at(weight, (i, j), given)
    lone = (there > 0).sum(axis=1) == 1
    total = weight.sum(axis=1)
    lost = ~lone & ~(total > 0)
    shares = np.where(lone[:, None], there > 0, weight)
    shares = np.where(lost[:, None], 0.0, shares)
    reason = "no_shares" if weights is None else "unweighted"
    return Crosswalk(
        id=id_,
        sources=sources,
        targets=targets,
        shares=_of_one(shares),
        weight=total,
        weighed_by=weighed_by,
        unbridged={s: reason for s, yes in zip(sources, lost, strict=True) if yes},
        label=label,
    )


def _places(codes: list[str | None] | tuple[str, ...]) -> tuple[tuple[str, ...], Places]:
    names = tuple(str(code) for code in dict.fromkeys(codes))
    place = {name: k for k, name in enumerate(names)}
    return names, np.array([place[str(code)] for code in codes], dtype=np.intp)


# -- outlines -----------------------------------------------------------------------------------------


def _by_outlines(
    source: Division | gpd.GeoDataFrame,
    target: Division | gpd.GeoDataFrame,
    weights: gpd.GeoDataFrame | None,
    weighed_by: str,
    negligible: float,
    id_: str,
    label: str,
) -> Crosswalk:
    where = f"crosswalk '{id_}'"
    left = surfaces.to_metric(_outlines(source, f"{where}, sources"))
    right = _outlines(target, f"{where}, targets").to_crs(left.crs)
    shape = (len(left), len(right))
    refuse_many(*shape, where)
    i, j, m2 = surfaces.shared_surface(left, right)
    surface = np.zeros(shape)
    surface[i, j] = m2
    own = left.area.to_numpy()
    covered = surface.sum(axis=1)
    strip = surface < negligible * covered[:, None]
    strip &= surface < 0.5 * right.area.to_numpy()
    surface = np.where(strip | (covered < negligible * own)[:, None], 0.0, surface)
    lost = surface.sum(axis=1) == 0
    basis = surface
    if weights is not None:
        placed = weights_in_pieces(left, right, weights, where)
        placed = np.where(surface > 0, placed, 0.0)
        total = placed.sum(axis=1)
        # Where nobody is known to live, surface is all there is to go by.
        basis = np.where((total > 0)[:, None], placed, surface)
    else:
        total = surface.sum(axis=1)
    return Crosswalk(
        id=id_,
        sources=tuple(left.index),
        targets=tuple(right.index),
        shares=_of_one(basis),
        weight=total,
        weighed_by=weighed_by or ("yta" if weights is None else "folkmängd"),
        uncovered=np.clip(1 - covered / own, 0.0, 1.0),
        unbridged={s: "outside" for s, yes in zip(left.index, lost, strict=True) if yes},
        label=label,
    )


def _outlines(given: Division | gpd.GeoDataFrame, where: str) -> gpd.GeoDataFrame:
    if isinstance(given, Division):
        return given.outlines
    if given.crs is None:
        raise DivisionError("the outlines have no coordinate system", where=where, remedy="set_crs(…)")
    check_codes(given.index.tolist(), where=where)
    surfaces.check_polygons(given, where=where)
    return given


# -- arithmetic ---------------------------------------------------------------------------------------


def _of_one(amounts: Floats) -> Floats:
    """Rows as shares of their sums; rows of nothing stay so."""
    total = amounts.sum(axis=1, keepdims=True)
    shares: Floats = np.divide(amounts, total, out=np.zeros_like(amounts), where=total > 0)
    return shares


def _name(given: Division | Key | gpd.GeoDataFrame) -> str:
    return given.id if isinstance(given, Division | Key) else "outlines"


def _label(given: Division | gpd.GeoDataFrame) -> str:
    if not isinstance(given, Division):
        return "ritade gränser"
    year = str(given.year or "")
    return given.label if year in given.label else f"{given.label} {year}"
