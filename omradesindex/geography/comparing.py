"""Comparing two divisions: which areas answer to each other, and what becomes of the keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from omradesindex.errors import DivisionError, listing
from omradesindex.geography import surfaces
from omradesindex.geography.difference import AreaDifference, DivisionDifference, KeyMisfit, Reason
from omradesindex.geography.division import Division
from omradesindex.geography.keys import Key
from omradesindex.methods.guard import refuse_large

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np


def compare(
    here: Division,
    there: Division,
    *,
    negligible: float = 0.005,
    sub_areas: Mapping[str, gpd.GeoDataFrame] | None = None,
) -> DivisionDifference:
    """Compare two divisions; see :meth:`Division.compare`."""
    if not 0 <= negligible < 1:
        raise DivisionError(f"negligible is {negligible}", expected="a share from 0 to 1, such as 0.005")
    sub_areas = sub_areas or {}
    for id_ in sub_areas:
        if id_ not in here.keys:
            raise DivisionError(
                f"there is no key '{id_}' for those sub-areas",
                where=f"division '{here.id}'",
                expected=f"one of {listing(here.keys)}",
            )
    measured = here.has_outlines and there.has_outlines
    shared = _shared(here, there) if measured else None
    areas = _match(here, there, shared)
    by_code = {a.code: a for a in areas if a.code is not None}
    misfits: list[KeyMisfit] = []
    for key in here.keys.values():
        drawn = sub_areas.get(key.id)
        before = _shares(drawn, here, key) if drawn is not None and here.has_outlines else {}
        after = _shares(drawn, there, key) if drawn is not None and there.has_outlines else {}
        told = there.keys.get(key.id)
        told_there = dict(zip(told.sub_areas, told.areas, strict=True)) if told else {}
        for sub_area, code in zip(key.sub_areas, key.areas, strict=True):
            area = by_code[code]
            if sub_area in after:
                share_before = before[sub_area].get(code, 0.0) if sub_area in before else 1.0
                found = _by_surface(area, share_before, after[sub_area])
            else:
                found = _by_code(area, told_there.get(sub_area), negligible)
            if found:
                misfits.append(KeyMisfit(key.id, sub_area, code, *found))
    return DivisionDifference(here.label, there.label, areas, tuple(misfits), negligible, measured)


@dataclass(frozen=True)
class _Shared:
    """Shared surface, (n_here, n_there) in m², and each area's own surface."""

    m2: np.ndarray[tuple[int, int], np.dtype[np.float64]]
    here: np.ndarray[tuple[int], np.dtype[np.float64]]
    there: np.ndarray[tuple[int], np.dtype[np.float64]]


def _shared(here: Division, there: Division) -> _Shared:
    import numpy as np

    left = here.outlines
    right = there.outlines.to_crs(left.crs)
    refuse_large(
        f"the surface that {len(left)} areas share with {len(right)} others",
        len(left),
        len(right),
        remedy="compare one region or county at a time",
        error=DivisionError,
    )
    m2 = np.zeros((len(left), len(right)))
    i, j, surface = surfaces.shared_surface(left, right)
    m2[i, j] = surface
    return _Shared(m2, left.area.to_numpy(), right.area.to_numpy())


def _match(here: Division, there: Division, shared: _Shared | None) -> tuple[AreaDifference, ...]:
    """Pair the areas: those that stayed what they were called, then by surface, then what is left by code.

    An area that gave away more than half of itself, and kept code, name and place, is still that area. By
    surface two areas are a pair where each is the other's greatest.
    """
    pairs: dict[int, tuple[int, Literal["surface", "code"]]] = {}
    taken: set[int] = set()
    position = {code: j for j, code in enumerate(there.codes)}
    if shared is not None:
        for i, (code, name) in enumerate(zip(here.codes, here.names, strict=True)):
            same = position.get(code)
            if same is not None and there.names[same] == name and shared.m2[i, same] > 1:
                pairs[i] = (same, "surface")
                taken.add(same)
        for i in range(len(here.codes)):
            j = int(shared.m2[i].argmax())
            greatest = shared.m2[i, j] > 0 and int(shared.m2[:, j].argmax()) == i
            if i not in pairs and j not in taken and greatest:
                pairs[i] = (j, "surface")
                taken.add(j)
    for i, code in enumerate(here.codes):
        j_or_none = position.get(code)
        if i not in pairs and j_or_none is not None and j_or_none not in taken:
            pairs[i] = (j_or_none, "code")
            taken.add(j_or_none)
    found = []
    for i, (code, name) in enumerate(zip(here.codes, here.names, strict=True)):
        counterpart, by = pairs.get(i, (None, None))
        found.append(_difference(code, name, there, shared, i, counterpart, by))
    for j, (code, name) in enumerate(zip(there.codes, there.names, strict=True)):
        if j not in taken:
            surface = float(shared.there[j]) if shared else None
            found.append(AreaDifference(None, None, code, name, surface_m2_there=surface))
    return tuple(found)


def _difference(
    code: str,
    name: str,
    there: Division,
    shared: _Shared | None,
    i: int,
    j: int | None,
    by: Literal["surface", "code"] | None,
) -> AreaDifference:
    code_there = None if j is None else there.codes[j]
    name_there = None if j is None else there.names[j]
    if shared is None:
        return AreaDifference(code, name, code_there, name_there, by)
    own = float(shared.here[i])
    # Less than a square metre is arithmetic, not surface.
    others = [k for k in (-shared.m2[i]).argsort(kind="stable") if k != j and shared.m2[i, k] > 1]
    outside = own - float(shared.m2[i].sum())
    return AreaDifference(
        code,
        name,
        code_there,
        name_there,
        by,
        own,
        None if j is None else float(shared.there[j]),
        None if j is None else float(shared.m2[i, j]) / own,
        None if j is None else float(shared.m2[i, j] / shared.there[j]),
        tuple((there.codes[k], float(shared.m2[i, k]) / own) for k in others),
        outside / own if outside > 1 else 0.0,
    )


def _shares(frame: gpd.GeoDataFrame, division: Division, key: Key) -> dict[str, dict[str, float]]:
    """For each drawn sub-area of the key, the areas it lies in, with shares of its covered surface.

    Shares are of what the areas cover, since DeSO and RegSO reach out into the sea and areas do not.
    """
    where = f"outlines of the sub-areas of key '{key.id}'"
    if frame.crs is None:
        raise DivisionError("they have no coordinate system", where=where, remedy="set it with .set_crs(…)")
    surfaces.check_polygons(frame, where=where)
    right = division.outlines
    left = frame.to_crs(right.crs)
    known = set(key.sub_areas)
    left = left.loc[[code in known for code in left.index]]
    if left.empty:
        raise DivisionError(
            "none of them is a sub-area of the key",
            where=where,
            expected=f"an index of codes such as {listing(key.sub_areas[:2])}",
        )
    surface: dict[str, dict[str, float]] = {code: {} for code in left.index}
    for i, j, m2 in zip(*surfaces.shared_surface(left, right), strict=True):
        surface[left.index[i]][division.codes[j]] = float(m2)
    return {
        sub_area: {code: m2 / sum(parts.values()) for code, m2 in parts.items()}
        for sub_area, parts in surface.items()
    }


# A sub-area drawn exactly, seen against generalised outlines, loses a strip along its border.
_STRIP = 0.05

_Found = tuple[Reason, str | None, float | None]


def _by_surface(area: AreaDifference, share_before: float, after: Mapping[str, float]) -> _Found | None:
    """What the sub-area's own outline says.

    A key made on other grounds than surface is judged by what changed, not by where its sub-areas lie.
    """
    if not after:
        return "outside", None, 0.0
    main = max(after, key=lambda code: after[code])
    if area.code_there is None:
        return "area_gone", main, after[main]
    share = after.get(area.code_there, 0.0)
    if share < share_before - _STRIP:
        return ("split" if main == area.code_there else "lies_elsewhere"), main, after[main]
    return ("area_recoded", area.code_there, share) if area.recoded else None


def _by_code(area: AreaDifference, told: str | None, negligible: float) -> _Found | None:
    """What can be said of a sub-area whose outline is not known."""
    if told is not None and told != area.code_there:
        return "mapped_elsewhere", told, None
    if area.code_there is None:
        return "area_gone", None, None
    if area.recoded:
        return "area_recoded", area.code_there, None
    if told is None and area.share_kept is not None and area.share_kept < 1 - negligible:
        return "border_moved", None, None
    return None
