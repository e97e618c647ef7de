"""The areas' outlines as paths of an SVG, no finer than a page of a given size has room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.show.maps.coverage import Coverage

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: Steps of the grid along the longer side: finer than a screen shows a map.
_STEPS = 1000
#: The longer side, in inches, of the first map that is tried; each next one is drawn so much coarser.
_INCHES, _COARSER = 14.0, 1.35
#: Coarser than this no area is known again.
_COARSEST = 60


@dataclass(frozen=True)
class Drawn:
    """Outlines on a grid.

    Attributes
    ----------
    size : (int, int)
        Width and height of the grid.
    paths : tuple of str
        The ``d`` of each area's path.
    at : tuple of (int, int, int)
        Where each area is widest, and how far it is from there to its border.
    """

    size: tuple[int, int]
    paths: tuple[str, ...]
    at: tuple[tuple[int, int, int], ...]

    @property
    def length(self) -> int:
        """How many signs the paths are."""
        return sum(map(len, self.paths))


def drawn(outlines: Sequence[BaseGeometry], room: int) -> Drawn | None:
    """Draw outlines in at most ``room`` signs; None where even the coarsest take more.

    Examples
    --------
    >>> from shapely import box
    >>> outlines = drawn([box(0, 0, 10, 10), box(10, 0, 20, 10)], 100)
    >>> outlines.size, [path[:1] + path[-1] for path in outlines.paths], outlines.length < 100
    ((1000, 500), ['Mz', 'Mz'], True)
    """
    coverage = Coverage.of(outlines)
    west, south, east, north = _bounds(coverage.shapes)
    step = max(east - west, north - south) / _STEPS
    scale = step * _STEPS / _INCHES
    while scale <= step * _COARSEST * 72:
        paths = tuple(_path(shape, west, north, step) for shape in coverage.at(scale))
        made = Drawn(
            (round((east - west) / step), round((north - south) / step)),
            paths,
            tuple(
                (round((x - west) / step), round((north - y) / step), round(reach / step))
                for x, y, reach in coverage.anchors.tolist()
            ),
        )
        if made.length <= room:
            return made
        scale *= _COARSER
    return None


def _bounds(shapes: NDArray[np.object_]) -> tuple[float, float, float, float]:
    import shapely

    west, south, east, north = shapely.total_bounds(shapes)
    return float(west), float(south), float(east), float(north)


def _path(shape: BaseGeometry, west: float, north: float, step: float) -> str:
    """Write a shape's rings, holes too: an even number of borders lies outside."""
    import shapely

    told = []
    for ring in shapely.get_rings(shapely.get_parts(shape)):
        points = np.rint((shapely.get_coordinates(ring) - (west, north)) / (step, -step)).astype(int)
        points = points[np.append(True, (np.diff(points, axis=0) != 0).any(axis=1))]
        if len(points) > 3:
            told.append(_ring(points[:-1].tolist()))
    return "".join(told)


def _ring(points: list[list[int]]) -> str:
    """Write a ring as short as can be: a step along an axis by its own letter."""
    (x, y), told = points[0], [f"M{points[0][0]} {points[0][1]}"]
    last = "M"
    for a, b in points[1:]:
        if b == y:
            letter, text = "H", f"{a}"
        elif a == x:
            letter, text = "V", f"{b}"
        else:
            letter, text = "l", f"{a - x}{'' if b < y else ' '}{b - y}"
        # A letter that is said again may be left out, where a minus or a space parts the numbers.
        told.append(
            text if letter == last and text.startswith("-") else f"{' ' if letter == last else letter}{text}"
        )
        last, x, y = letter, a, b
    return "".join(told) + "z"
