"""What is written on a map: a label inside each area that has room for it, or beside it with a line to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase

import numpy as np
import shapely
from numpy.typing import NDArray

from omradesindex.methods.functions import hypot
from omradesindex.show.figure import text_width
from omradesindex.show.maps.coverage import POINT, Floats, Shapes
from omradesindex.show.maps.windows import Window

#: Nothing smaller than this is written on a map, and nothing larger than that, in points.
LEAST, MOST = 5.5, 10.0
#: Codes of more signs would not be read on a map.
_SHORT = 3
#: Size of the letters of frames.
FRAME_LETTER = 8.0
#: A label fills so much of the widest circle that its area holds.
_FILLS = 0.9
#: Height of the letters' box, as a share of their size, and air around a label that stands beside its area.
_TALL, _AIR = 0.8, 0.03
#: How far from its area such a label may stand, in inches, and in how many directions it is tried.
_FAR, _AROUND = (0.16, 0.24, 0.34, 0.46, 0.6, 0.78), 16
#: So many are not written in one map: lines would cross each other.
_MOST_BESIDE = 150
#: What it costs, in inches further off, to stand on land, and on the place of another area that waits.
_ON_LAND, _ON_SPOT = 0.25, 0.3


@dataclass(frozen=True)
class Label:
    """A label of an area: where its middle stands, in metres, and its size in points.

    ``to`` is where its line goes, where it stands beside its area.
    """

    area: int
    at: tuple[float, float]
    size: float
    to: tuple[float, float] | None = None


@dataclass(frozen=True)
class Frame:
    """The frame of an enlarged part on the whole map, and where its letter's middle stands, in metres."""

    window: Window
    letter: str
    at: tuple[float, float]


def are_short(codes: Sequence[str]) -> bool:
    """Whether codes are short enough to be read on a map.

    Examples
    --------
    >>> are_short(["1", "14"]), are_short(["0380R001"])
    (True, False)
    """
    return max(map(len, codes)) <= _SHORT


def numbered(order: Sequence[int], known: NDArray[np.bool_], places: Sequence[str] = ()) -> tuple[str, ...]:
    """Return each area's place, or its number in a list where there are none; a letter where it has none.

    Those that are not in the order are numbered by nothing.

    Examples
    --------
    >>> numbered([2, 0, 1], np.array([True, False, True])), numbered([1], np.array([True, True]))
    (('2', 'a', '1'), ('', '1'))
    """
    texts, letters = [""] * len(known), 0
    for line, area in enumerate(order, 1):
        if known[area]:
            texts[area] = places[area] if places else str(line)
        else:
            texts[area] = _letter(letters)
            letters += 1
    return tuple(texts)


def _letter(place: int) -> str:
    """Return a, b, …, z, aa, ab and so on."""
    rest, last = divmod(place, len(ascii_lowercase))
    return (_letter(rest - 1) if rest else "") + ascii_lowercase[last]


def size_of(text: str, size: float = 1.0) -> tuple[float, float]:
    """Width and height of a bold label, in inches.

    Examples
    --------
    >>> size_of("12", 10.0)[0] > size_of("1", 10.0)[0]
    True
    """
    lines = text.split("\n")
    wide = max(sum(map(_advance, line)) for line in lines) * size / MOST
    return wide, (_TALL + 1.15 * (len(lines) - 1)) * size * POINT


@cache
def _advance(sign: str) -> float:
    """How far a bold sign takes the pen at the largest size: thousands of numbers have ten digits."""
    return text_width(2 * sign, MOST, "bold") - text_width(sign, MOST, "bold")


def fitting_scales(anchors: Floats, texts: Sequence[str], shapes: Shapes) -> Floats:
    """Return the coarsest scale, in metres an inch, at which each area has room for its label at its least.

    None for an empty label.
    """
    boxes: Floats = np.array([size_of(text, LEAST) for text in texts])
    reach = anchors[:, 2]
    by_circle = 2 * reach * _FILLS / np.maximum(hypot(boxes[:, 0], boxes[:, 1]), 1e-9)
    # An area that is long in the label's direction holds it where no circle would.
    x, y = anchors[:, 0], anchors[:, 1]
    scales = by_circle.copy()
    for wider in (1.25, 1.6, 2.0):
        half = by_circle * wider * (boxes / _FILLS).T / 2
        held = shapely.contains(shapes, shapely.box(x - half[0], y - half[1], x + half[0], y + half[1]))
        scales = np.where(held, by_circle * wider, scales)
    return np.where([bool(text) for text in texts], scales, 0.0)


def inside(
    anchors: Floats, texts: Sequence[str], fits: Floats, wanted: NDArray[np.bool_], scale: float, most: float
) -> list[Label]:
    """Write in each area that is wanted and has room, as large as there is room for."""
    return [
        Label(int(area), (float(anchors[area, 0]), float(anchors[area, 1])), size)
        for area in np.flatnonzero(wanted & (fits >= scale))
        if (size := min(most, LEAST * float(fits[area]) / scale)) and texts[int(area)]
    ]


def beside(
    anchors: Floats,
    texts: Sequence[str],
    wanted: NDArray[np.bool_],
    placed: Sequence[Label],
    land: Callable[[], Shapes],
    window: Window,
    scale: float,
    frames: Sequence[Frame] = (),
) -> list[Label]:
    """Write what has no room in its area beside it, where nothing else is written and no two lines cross.

    ``land`` gives the areas at the map's scale, which takes a while where they are many.
    Nothing is written over the frames of enlarged parts, and not of the areas in them: they are seen there.
    """
    for frame in frames:
        wanted = wanted & ~frame.window.holds(anchors)
    waiting = np.flatnonzero(wanted & window.holds(anchors))
    if not 0 < len(waiting) <= _MOST_BESIDE:
        return []
    shapes = land()
    page = _Page(window, scale, shapely.STRtree(shapes[~shapely.is_empty(shapes)]), anchors[waiting, :2])
    for label in placed:
        page.take(page.boxes(np.array([label.at]), texts[label.area], label.size)[0])
    for frame in frames:
        page.take_frame(frame)
    made: list[Label] = []
    # The outermost first: they have the free room outside.
    middle = np.array([window.west + window.east, window.south + window.north]) / 2
    away = hypot(*(anchors[waiting, :2] - middle).T)
    for area in waiting[np.argsort(-away, kind="stable")]:
        spot = anchors[area, :2]
        at = page.free(spot, texts[area], LEAST)
        if at is not None:
            made.append(Label(int(area), (float(at[0]), float(at[1])), LEAST, to=(spot[0], spot[1])))
    return made


def framed(
    parts: Sequence[tuple[str, Window]], texts: Sequence[str], placed: Sequence[Label], scale: float
) -> list[Frame]:
    """Choose for each part's letter a corner of its frame where nothing is written."""
    taken = [box_around(label.at, texts[label.area], label.size, scale) for label in placed]
    frames: list[Frame] = []
    for letter, (west, south, east, north) in parts:
        wide, tall = (side / 2 + _AIR for side in size_of(letter, FRAME_LETTER))
        inset, drop = wide * scale, tall * scale
        corners = [
            (x, y)
            for away in (1, -1)
            for y in (north - away * drop, south + away * drop)
            for x in (west + inset, east - inset)
        ]
        boxes = [box_around(at, letter, FRAME_LETTER, scale) for at in corners]
        free = (
            place
            for place, box in enumerate(boxes)
            if not taken or not bool(shapely.intersects(box, np.array(taken)).any())
        )
        chosen = next(free, 0)
        taken.append(boxes[chosen])
        frames.append(Frame(Window(west, south, east, north), letter, corners[chosen]))
    return frames


def box_around(at: tuple[float, float], text: str, size: float, scale: float) -> shapely.Polygon:
    """Return what a text takes around its middle, in metres."""
    wide, tall = (side * scale / 2 for side in size_of(text, size))
    return shapely.box(at[0] - wide, at[1] - tall, at[0] + wide, at[1] + tall)


class _Page:
    """What is taken of a map's paper: boxes of texts and lines to areas."""

    def __init__(self, window: Window, scale: float, land: shapely.STRtree, spots: Floats) -> None:
        self._window, self._scale, self._land, self._spots = window, scale, land, spots
        self._boxes: list[Floats] = []
        self._lines: list[shapely.LineString] = []

    def boxes(self, at: Floats, text: str, size: float) -> Floats:
        """West, south, east and north of a text around each of several middles."""
        wide, tall = size_of(text, size)
        half = np.array([wide / 2 + _AIR, tall / 2 + _AIR]) * self._scale
        return np.column_stack([at - half, at + half])

    def take(self, box: Floats, line: shapely.LineString | None = None) -> None:
        """Let nothing more be written there."""
        self._boxes.append(box)
        if line is not None:
            self._lines.append(line)

    def take_frame(self, frame: Frame) -> None:
        """Let nothing be written over the edges of a frame and its letter."""
        west, south, east, north = frame.window
        for edge in (
            (west, south, west, north),
            (east, south, east, north),
            (west, south, east, south),
            (west, north, east, north),
        ):
            self.take(np.array(edge))
        self.take(self.boxes(np.array([frame.at]), frame.letter, FRAME_LETTER)[0])

    def free(self, spot: Floats, text: str, size: float) -> Floats | None:
        """Find and take the best place near a spot, or none: near, off the land, off other areas' spots."""
        best: tuple[float, Floats, Floats] | None = None
        turns = 2 * np.pi * np.arange(_AROUND) / _AROUND
        around = np.column_stack([np.cos(turns), np.sin(turns)])
        for far in _FAR:
            if best is not None and best[0] <= far:
                break
            at = spot + far * self._scale * around
            boxes = self.boxes(at, text, size)
            for place in np.flatnonzero(self._apart(boxes)):
                if self._crosses(spot, at[place], boxes[place]):
                    continue
                hidden = self._window_of(boxes[place]).holds(self._spots).sum()
                on_land = len(self._land.query(shapely.box(*boxes[place]), predicate="intersects")) > 0
                cost = far + _ON_LAND * on_land + _ON_SPOT * hidden
                if best is None or cost < best[0] - 1e-9:
                    best = cost, at[place], boxes[place]
        if best is None:
            return None
        self.take(best[2], shapely.LineString([spot, best[1]]))
        return best[1]

    def _window_of(self, box: Floats) -> Window:
        return Window(*map(float, box))

    def _apart(self, boxes: Floats) -> NDArray[np.bool_]:
        """Which boxes lie within the map and over no other."""
        west, south, east, north = self._window
        inside = [boxes[:, :2] >= (west, south), boxes[:, 2:] <= (east, north)]
        fine: NDArray[np.bool_] = np.all(np.column_stack(inside), axis=1)
        if self._boxes:
            taken = np.array(self._boxes)
            low, high = boxes[:, None, :2] < taken[:, 2:], boxes[:, None, 2:] > taken[:, :2]
            over = np.all(np.concatenate([low, high], axis=2), axis=2)
            fine &= ~np.any(over, axis=1)
        return fine

    def _crosses(self, spot: Floats, at: Floats, box: Floats) -> bool:
        """Whether the line to a box, or the box, crosses a line, or the line another box."""
        line = shapely.LineString([spot, at])
        both = shapely.union(line, shapely.box(*box))
        if self._lines and bool(shapely.intersects(both, np.array(self._lines)).any()):
            return True
        if not self._boxes:
            return False
        low, high = np.minimum(spot, at), np.maximum(spot, at)
        taken = np.array(self._boxes)
        near = taken[np.all(np.column_stack([taken[:, 2:] > low, taken[:, :2] < high]), axis=1)]
        return len(near) > 0 and bool(shapely.intersects(line, shapely.box(*near.T)).any())
