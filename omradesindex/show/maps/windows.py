"""Which part of the country a map shows: the areas without what lies far off, and dense centres enlarged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from omradesindex.show.maps.coverage import Floats, Shapes, largest

#: A piece is far off where leaving it out makes the rest so much larger, across an empty gap so wide (shares
#: of the width of all), and where it holds at most such a share of the areas.
_LARGER, _GAP, _FEW = 0.8, 0.12, 0.25
_MOST_FAR = 4
#: How many times a dense centre may be enlarged, and on how fine a grid it is looked for.
_ENLARGED = (1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.5, 8.0, 10.0, 12.0, 16.0, 20.0, 25.0)
_CELLS = 6
#: Air around what a window is drawn for, as a share of its width.
_AIR = 0.03


class Window(NamedTuple):
    """A rectangle of land, in metres."""

    west: float
    south: float
    east: float
    north: float

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height."""
        return self.east - self.west, self.north - self.south

    def filled(self, width: float, height: float, air: float = 0.0) -> Window:
        """Widen it so that it fills a paper of a width and height; ``air`` is a share of its width."""
        wide, tall = self.size
        scale = max(wide / width, tall / height, 1e-6) * (1 + 2 * air)
        x, y = (self.west + self.east) / 2, (self.south + self.north) / 2
        return Window(
            x - scale * width / 2, y - scale * height / 2, x + scale * width / 2, y + scale * height / 2
        )

    def within(self, other: Window) -> Window:
        """Move it into another, as far as it has room there."""
        west = min(max(self.west, other.west), max(other.west, other.east - self.size[0]))
        south = min(max(self.south, other.south), max(other.south, other.north - self.size[1]))
        return Window(west, south, west + self.size[0], south + self.size[1])

    def holds(self, points: Floats, margin: Floats | float = 0.0) -> NDArray[np.bool_]:
        """Whether points lie in it, at least a margin from its edge."""
        x, y = points[:, 0], points[:, 1]
        inside: NDArray[np.bool_] = (
            (x - margin >= self.west)
            & (x + margin <= self.east)
            & (y - margin >= self.south)
            & (y + margin <= self.north)
        )
        return inside


@dataclass(frozen=True)
class Extent:
    """Where the areas lie, and what lies so far off that showing both would make the rest small."""

    main: Window
    far: tuple[Window, ...]


def extent_of(shapes: Shapes) -> Extent:
    """Find the window of the areas, far islands apart.

    Examples
    --------
    >>> city = [shapely.box(x, 0, x + 1, 1) for x in range(4)]
    >>> extent_of(np.array([*city, shapely.box(40, 0, 41, 1)], dtype=object)).main.size
    (4.0, 1.0)
    """
    parts, owner = shapely.get_parts(shapes, return_index=True)
    bounds = shapely.bounds(parts)
    surface = np.asarray(shapely.area(parts))
    # An area stands where its largest part is.
    home = np.zeros(len(parts), dtype=bool)
    home[largest(surface, owner)] = True
    near, far = np.ones(len(parts), dtype=bool), list[Window]()
    while len(far) < _MOST_FAR:
        off = _far_side(bounds[near], home[near], surface[near], _FEW * len(shapes))
        if off is None:
            break
        places = np.flatnonzero(near)[off]
        far.append(_around(bounds[places]))
        near[places] = False
    return Extent(_around(bounds[near]), tuple(far))


def _around(bounds: Floats) -> Window:
    west, south = bounds[:, :2].min(axis=0)
    east, north = bounds[:, 2:].max(axis=0)
    return Window(float(west), float(south), float(east), float(north))


def _far_side(
    bounds: Floats, home: NDArray[np.bool_], surface: Floats, few: float
) -> NDArray[np.intp] | None:
    """Return the parts beyond the widest gap that runs right across the map, where they are far off."""
    best: tuple[float, NDArray[np.intp]] | None = None
    for axis in (0, 1):
        order = np.argsort(bounds[:, axis], kind="stable")
        low, reached = bounds[order, axis], np.maximum.accumulate(bounds[order, axis + 2])
        whole = reached[-1] - low[0]
        gaps = low[1:] - reached[:-1]
        for cut in np.flatnonzero(gaps > _GAP * whole) + 1:
            sides = (order[:cut], order[cut:])
            small, large = sorted(sides, key=lambda side: (home[side].sum(), surface[side].sum()))
            left = bounds[large, axis + 2].max() - bounds[large, axis].min()
            if left <= _LARGER * whole and home[small].sum() <= max(1.0, few):
                gain = float(whole / left)
                if best is None or gain > best[0]:
                    best = gain, small
    return None if best is None else best[1]


def densest(
    anchors: Floats,
    fits: Floats,
    waiting: NDArray[np.bool_],
    scale: float,
    paper: tuple[float, float],
    whole: Window,
    seen: float = 0.0,
) -> tuple[Window, NDArray[np.bool_]] | None:
    """Find the window in which the most areas get room for what waits to be written in them.

    Parameters
    ----------
    anchors : ndarray, shape (n_areas, 3)
        Where each area is widest, and how wide.
    fits : ndarray
        The coarsest scale, in metres an inch, at which an area has room for its label.
    waiting : ndarray of bool
        Which areas have none yet.
    scale : float
        Of the map that the window enlarges a part of.
    paper : tuple of float
        Width and height of the enlarged part, in inches.
    whole : Window
        Of the map.
    seen : float
        What an area counts that is enlarged and yet has no room.

    Returns
    -------
    Window and ndarray of bool, or None
        Which areas get room in it; None where no enlargement gives any.
    """
    best: tuple[float, float, NDArray[np.bool_]] | None = None
    for times in _ENLARGED:
        finer = scale / times
        able = waiting & (fits >= finer)
        if not able.any():
            continue
        middle = _crowd(anchors[:, :2], able + seen * (waiting & ~able), finer, paper)
        inside = _inside(anchors, able, middle, finer, paper)
        if inside.any():  # what room there is, evenly around
            middle = (anchors[inside, :2].min(axis=0) + anchors[inside, :2].max(axis=0)) / 2
            centred = _inside(anchors, able, middle, finer, paper)
            inside = centred if centred.sum() >= inside.sum() else inside
        larger = _inside(anchors, waiting, middle, finer, paper).sum()
        # The larger the better it is seen.
        worth = float(inside.sum() + seen * (1 - 1 / times) * (larger - inside.sum()))
        if inside.any() and (best is None or worth > best[0]):
            best = worth, finer, inside
    if best is None:
        return None
    _, finer, inside = best
    held = anchors[inside]
    low, high = (held[:, :2] - held[:, 2:]).min(axis=0), (held[:, :2] + held[:, 2:]).max(axis=0)
    tight = Window(*low, *high).filled(*paper, _AIR)
    # As large as what it is drawn for leaves room for, within what a map can be enlarged.
    used = min(finer, max(tight.size[0] / paper[0], scale / _ENLARGED[-1]))
    size = used * paper[0], used * paper[1]
    x, y = (low + high) / 2
    window = Window(
        float(x - size[0] / 2), float(y - size[1] / 2), float(x + size[0] / 2), float(y + size[1] / 2)
    )
    window = window.within(whole)
    return window, waiting & (fits >= used) & window.holds(anchors, anchors[:, 2])


def _crowd(points: Floats, weight: Floats, scale: float, paper: tuple[float, float]) -> Floats:
    """Return the middle of the window that holds the most weight, of those on a grid of its sixths."""
    cell = np.asarray(paper) * scale / _CELLS
    places = np.floor((points - points.min(axis=0)) / cell).astype(int)
    sums = np.zeros(places.max(axis=0) + 1 + 2 * _CELLS)
    np.add.at(sums, tuple((places + _CELLS).T), weight)
    for axis in (0, 1):
        sums = np.cumsum(sums, axis=axis)
    held = (
        sums[_CELLS:, _CELLS:] - sums[:-_CELLS, _CELLS:] - sums[_CELLS:, :-_CELLS] + sums[:-_CELLS, :-_CELLS]
    )
    at = np.unravel_index(int(np.argmax(np.round(held, 6))), held.shape)
    # The window ends with the cell that it is found at.
    middle: Floats = points.min(axis=0) + (np.array(at) + 1 - _CELLS / 2) * cell
    return middle


def _inside(
    anchors: Floats,
    able: NDArray[np.bool_],
    middle: Floats,
    scale: float,
    paper: tuple[float, float],
) -> NDArray[np.bool_]:
    half = np.asarray(paper) * scale / 2
    return able & (np.abs(anchors[:, :2] - middle) + anchors[:, 2:] <= half).all(axis=1)
