"""Outlines that share their borders, drawn with no more points than a scale shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
Shapes = NDArray[np.object_]

#: The largest paper, in points, and how many times it may be enlarged: finer than this nothing is seen.
_FINEST = 720.0 * 25
#: Points closer than this share of a point of print are one; a bend of less than this many is none.
_SNAP, _BEND = 0.15, 0.6
#: A gap that is narrower, in the same points, is a seam that does not close.
_SEAM = 8.0
#: Islets and splinters with a smaller side than this, in points, are not drawn.
_SEEN = 0.7
POINT = 1 / 72  # inches
#: How exactly the middle of an area is sought, as a share of its width.
_EXACT = 1 / 40


@dataclass(frozen=True, eq=False)
class Coverage:
    """Areas beside each other: neighbours have the same points along their border, none overlaps.

    Attributes
    ----------
    shapes : ndarray of geometry, shape (n_areas,)
        In metres, as fine as any map of them is drawn.
    """

    shapes: Shapes

    @classmethod
    def of(cls, outlines: Sequence[BaseGeometry]) -> Coverage:
        """Join outlines of any file: overlaps and thin gaps along borders close, and no area is lost.

        What two areas both hold goes to the first of them, a gap to one that it lies along; a lake stays.
        """
        given = np.asarray(outlines, dtype=object)
        west, south, east, north = _bounds(given)
        finest = max(east - west, north - south) / _FINEST
        return cls(simplified(_joined(given, finest * _SNAP, finest * _SEAM), finest * _BEND))

    def at(self, scale: float, within: tuple[float, float, float, float] | None = None) -> Shapes:
        """Return the areas for a scale in metres an inch; only what lies within a window, where it is given.

        Areas outside the window are empty.
        """
        shapes = self.shapes if within is None else shapely.clip_by_rect(self.shapes, *within)
        kind = shapely.get_type_id(shapes)
        surface = np.isin(kind, (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON))
        # A rectangle's edge that only touches an area leaves a line of it.
        shapes = shapes.copy()
        shapes[~surface] = shapely.Polygon()
        return _seen(simplified(shapes, scale * POINT * _BEND), (scale * POINT * _SEEN) ** 2)

    @cached_property
    def anchors(self) -> Floats:
        """Where each area is widest: x, y, and how far it is from there to its border, shape (n_areas, 3)."""
        parts, owner = shapely.get_parts(self.shapes, return_index=True)
        main = parts[largest(np.asarray(shapely.area(parts)), owner)]
        tolerance = np.maximum(np.sqrt(shapely.area(main)) * _EXACT, 1e-9)
        circles = shapely.maximum_inscribed_circle(main, tolerance=tolerance)
        ends = shapely.get_coordinates(circles)
        return np.column_stack([ends[::2], shapely.length(circles)])


def simplified(shapes: Shapes, tolerance: float) -> Shapes:
    """Leave out bends of less than a length; neighbours keep their common border, and no area is lost."""
    there = ~shapely.is_empty(shapes)
    plain = shapes.copy()
    plain[there] = shapely.coverage_simplify(shapes[there], tolerance)
    return plain


def largest(sizes: Floats, owner: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the position of each owner's largest part.

    Examples
    --------
    >>> largest(np.array([1.0, 3.0, 2.0, 5.0]), np.array([0, 0, 0, 1])).tolist()
    [1, 3]
    """
    order = np.lexsort((sizes, owner))
    last: NDArray[np.intp] = order[np.append(np.flatnonzero(np.diff(owner[order])), len(order) - 1)]
    return last


def borders(shapes: Shapes) -> BaseGeometry:
    """Return each stretch of border once, though two areas have it."""
    return shapely.line_merge(shapely.union_all(shapely.boundary(shapes)))


def _seen(shapes: Shapes, least: float) -> Shapes:
    """Leave out parts that are too small to be seen; the largest part of each area stays."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    if len(parts) == (~shapely.is_empty(shapes)).sum():
        return shapes
    size = np.asarray(shapely.area(parts))
    kept = size >= least
    kept[largest(size, owner)] = True
    seen = shapes.copy()
    for place in np.unique(owner[~kept]):
        own = parts[(owner == place) & kept]
        seen[place] = own[0] if len(own) == 1 else shapely.multipolygons(own)
    return seen


def _bounds(shapes: Any) -> tuple[float, float, float, float]:
    west, south, east, north = shapely.total_bounds(shapes)
    return float(west), float(south), float(east), float(north)


def _joined(outlines: Shapes, grid: float, seam: float) -> Shapes:
    """Cut the plane along all borders, on a grid, and give each piece to the first area that holds it."""
    lines = shapely.union_all(shapely.boundary(outlines), grid_size=grid)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    inside = shapely.point_on_surface(faces)
    tree = shapely.STRtree(outlines)
    face, area = tree.query(inside, predicate="intersects")
    owner = np.full(len(faces), len(outlines))
    np.minimum.at(owner, face, area)
    thin = 2 * shapely.area(faces) < seam * shapely.length(faces)
    gaps = np.flatnonzero(thin & (owner == len(outlines)))
    nearest, along = tree.query_nearest(inside[gaps], all_matches=False)
    owner[gaps[nearest]] = along
    order = np.argsort(owner, kind="stable")
    starts = np.searchsorted(owner[order], np.arange(len(outlines) + 1))
    joined = outlines.copy()
    for place in range(len(outlines)):
        own = faces[order[starts[place] : starts[place + 1]]]
        if len(own):  # an area too small for the grid stays as it is
            joined[place] = own[0] if len(own) == 1 else shapely.coverage_union_all(own)
    return joined
