"""One window of land on its place on a sheet: areas in their colours, borders, labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke

from omradesindex.show.figure import FONT, GREY, INK, PAPER, SMALL, on
from omradesindex.show.maps.backdrop import LOOKS, Backdrop
from omradesindex.show.maps.coverage import POINT, Coverage, Shapes, borders
from omradesindex.show.maps.labels import FRAME_LETTER, Frame, Label, box_around
from omradesindex.show.maps.windows import Window
from omradesindex.wording import NBSP, Language, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from shapely.geometry.base import BaseGeometry

    from omradesindex.show.figure import Sheet

Look = Mapping[str, Any]

#: So much land beyond a window is drawn, as a share of it: where it is cut off is not seen.
_BEYOND = 0.04
#: Between the widths at which borders are thinnest and widest, the small areas' size in points.
_CROWDED, _ROOMY = 4.0, 40.0
#: Areas that are smaller, in points, are seen by their colour alone: borders would hide it.
_BORDERED = 2.5
_PLACE = 6.5  # size of place names
_KILO = 1000
_THINNEST_HALO = 0.5
#: Up to so many areas are drawn one by one.
_ONE_BY_ONE = 500


@dataclass(frozen=True)
class Panel:
    """A window of land and where it stands, in inches from a block's lower left corner.

    ``letter`` names an enlarged part, which the first panel shows the frame of.
    """

    window: Window
    left: float
    bottom: float
    width: float
    height: float
    letter: str = ""

    @property
    def scale(self) -> float:
        """How many metres an inch is."""
        return self.window.size[0] / self.width

    def is_far(self, whole: Window) -> bool:
        """Whether it lies outside the whole, and so has no frame there."""
        return (
            self.window.west >= whole.east
            or self.window.east <= whole.west
            or self.window.south >= whole.north
            or self.window.north <= whole.south
        )

    def within(self, whole: Window) -> Panel:
        """The same panel without what lies outside the whole: beyond it there is nothing to enlarge."""
        west, south = max(self.window.west, whole.west), max(self.window.south, whole.south)
        window = Window(west, south, min(self.window.east, whole.east), min(self.window.north, whole.north))
        wide, tall = (side / self.scale for side in window.size)
        # It keeps to the top of its place.
        return replace(self, window=window, width=wide, height=tall, bottom=self.bottom + self.height - tall)

    def moved(self, left: float, bottom: float) -> Panel:
        """The same panel elsewhere."""
        return replace(self, left=self.left + left, bottom=self.bottom + bottom)


def draw_panel(
    page: Sheet,
    panel: Panel,
    coverage: Coverage,
    faces: Sequence[Look],
    labels: Iterable[tuple[str, Label]],
    backdrops: Sequence[Backdrop],
) -> Axes:
    """Draw a panel on its place on a sheet."""
    axes = page.axes(panel.left, panel.bottom, panel.width, panel.height)
    fill(axes, panel.window, panel.scale, coverage, faces, labels, backdrops)
    if panel.letter or backdrops:
        look = {"facecolor": "none", "edgecolor": INK if panel.letter else GREY}
        page.box(panel.left, panel.bottom, panel.width, panel.height, linewidth=0.7, zorder=5, **look)
    return axes


def fill(
    axes: Axes,
    window: Window,
    scale: float,
    coverage: Coverage,
    faces: Sequence[Look],
    labels: Iterable[tuple[str, Label]],
    backdrops: Sequence[Backdrop],
) -> None:
    """Draw everything of a window on axes whose coordinates are metres."""
    axes.set_xlim(window.west, window.east)
    axes.set_ylim(window.south, window.north)
    wide = window.filled(*window.size, air=_BEYOND)
    shapes = coverage.at(scale, wide)
    for layer in backdrops:
        _draw_backdrop(axes, layer, wide, scale)
    taken = []
    for together, face in _painted(shapes, faces):
        _add(axes, together, 1, {**face, "linewidth": 0.0, "gid": "area"})
    ink, halo = _borders(shapes, scale)
    lines = borders(shapes[np.sqrt(shapely.area(shapes)) > _BORDERED * scale * POINT])
    if halo:
        _add(axes, lines, 2, {"facecolor": "none", "edgecolor": PAPER, "linewidth": halo})
    look = {"facecolor": "none", "edgecolor": INK, "linewidth": ink, "gid": "borders"}
    _add(axes, lines, 2.1, look)
    for text, label in labels:
        _write(axes, text, label, faces[label.area], over=bool(backdrops))
        taken.append(box_around(label.at, text, label.size + 2, scale))
    for layer in backdrops:
        _name_all(axes, layer, window, scale, taken)


def _painted(shapes: Shapes, faces: Sequence[Look]) -> Iterator[tuple[Any, Look]]:
    """Yield each area that is seen with its look; of many, the land of one look, without what parts it."""
    there = ~shapely.is_empty(shapes)
    if there.sum() <= _ONE_BY_ONE:
        yield from ((shape, face) for shape, face, seen in zip(shapes, faces, there, strict=True) if seen)
        return
    alike: dict[tuple[tuple[str, Any], ...], list[int]] = {}
    for place in map(int, np.flatnonzero(there)):
        alike.setdefault(tuple(sorted(faces[place].items())), []).append(place)
    for look, places in alike.items():
        yield shapely.coverage_union_all(shapes[places]), dict(look)


def _borders(shapes: Shapes, scale: float) -> tuple[float, float]:
    """Widths of borders and of the paper beside them, in points: thin where areas would be all border."""
    there = shapes[~shapely.is_empty(shapes)]
    small = float(np.quantile(np.sqrt(shapely.area(there)), 0.2)) / scale / POINT if len(there) else 0.0
    share = float(np.clip((small - _CROWDED) / (_ROOMY - _CROWDED), 0.0, 1.0))
    halo = 1.6 * share
    return 0.18 + 0.32 * share, halo if halo > _THINNEST_HALO else 0.0


def _add(axes: Axes, shape: BaseGeometry | Shapes, zorder: float, look: Look) -> None:
    axes.add_artist(PathPatch(path_of(shape), zorder=zorder, **look))


def path_of(shape: BaseGeometry | Shapes) -> Outline:
    """Return the path of a surface, or of several, or of lines."""
    kind = shapely.get_type_id(shape)
    is_surface = bool(np.isin(kind, (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)).all())
    parts = shapely.get_rings(shapely.get_parts(shape)) if is_surface else shapely.get_parts(shape)
    vertices, part = shapely.get_coordinates(parts, return_index=True)
    codes = np.full(len(vertices), Outline.LINETO, dtype=Outline.code_type)
    firsts = np.flatnonzero(np.diff(part, prepend=-1))
    codes[firsts] = Outline.MOVETO
    if is_surface:
        codes[np.append(firsts[1:], len(vertices)) - 1] = Outline.CLOSEPOLY
    return Outline(vertices, codes)


def _draw_backdrop(axes: Axes, layer: Backdrop, window: Window, scale: float) -> None:
    if layer.kind == "places":
        return
    zorder = {"land": 0.1, "water": 1.5, "lines": 1.6}[layer.kind]
    for shape in layer.at(window, scale * POINT / 2)[0]:
        _add(axes, shape, zorder, {**LOOKS[layer.kind], "gid": f"backdrop-{layer.kind}"})


def _name_all(
    axes: Axes, layer: Backdrop, window: Window, scale: float, taken: list[shapely.Polygon]
) -> None:
    """Write the names of places and of land around, where they have room and nothing else is written."""
    if layer.kind not in ("places", "land"):
        return
    shapes, names = layer.at(window, scale * POINT / 2)
    for shape, name in zip(shapes, names, strict=True):
        if not name:
            continue
        x, y = shapely.get_coordinates(shapely.point_on_surface(shape))[0]
        box = box_around((x, y), name, _PLACE, scale)
        room = shape if layer.kind == "land" else shapely.box(*window)
        if shapely.contains(room, box) and not any(box.intersects(other) for other in taken):
            _name(axes, name, float(x), float(y))
            taken.append(box)


def _name(axes: Axes, name: str, x: float, y: float) -> None:
    axes.text(
        x,
        y,
        name,
        ha="center",
        va="center",
        fontsize=_PLACE,
        fontfamily=FONT,
        style="italic",
        color=LOOKS["places"]["color"],
        parse_math=False,
        path_effects=[withStroke(linewidth=1.4, foreground=PAPER)],
        zorder=2.5,
        gid="place",
    )


def _write(axes: Axes, text: str, label: Label, look: Look, *, over: bool) -> None:
    """Write a label; on a box where it stands beside its area, or ``over`` something that is drawn there."""
    beside = label.to is not None
    if label.to is not None:
        line = np.array([label.to, label.at])
        axes.plot(*line.T, color=INK, linewidth=0.5, zorder=3, gid="leader")
        axes.plot(*line[:1].T, color=INK, marker="o", markersize=1.6, zorder=3)
    face = PAPER if beside else str(look.get("facecolor", PAPER))
    over = over or "hatch" in look
    box = {"boxstyle": "round,pad=0.12", "facecolor": face, "edgecolor": GREY, "linewidth": 0.4}
    if over and not beside:
        box |= {"edgecolor": "none", "boxstyle": "round,pad=0.06"}
    axes.text(
        *label.at,
        text,
        ha="center",
        va="center_baseline" if "\n" not in text else "center",
        fontsize=label.size,
        fontweight="bold",
        fontfamily=FONT,
        color=on(face),
        parse_math=False,
        bbox=box if beside or over else None,
        zorder=4 if beside else 3,
        linespacing=1.0,
        gid="area-code",
    )


def frame_on(axes: Axes, frame: Frame) -> None:
    """Show on the whole map which part a panel enlarges."""
    (wide, tall), (west, south) = frame.window.size, frame.window[:2]
    axes.add_artist(
        Rectangle((west, south), wide, tall, facecolor="none", edgecolor=INK, linewidth=0.9, zorder=6)
    )
    axes.text(
        *frame.at,
        frame.letter,
        ha="center",
        va="center_baseline",
        fontsize=FRAME_LETTER,
        fontweight="bold",
        fontfamily=FONT,
        color=INK,
        path_effects=[withStroke(linewidth=2.0, foreground=PAPER)],
        zorder=6,
        gid="frame-letter",
    )


def draw_bar(
    page: Sheet,
    left: float,
    bottom: float,
    scale: float,
    most: float,
    lang: Language,
    *,
    beside: bool = False,
) -> None:
    """Draw the longest bar of 1, 2 or 5 times a power of ten metres within ``most`` inches.

    Its length is written above its middle, or ``beside`` it.
    """
    power = 10.0 ** np.floor(np.log10(scale * most))
    metres = max(step * power for step in (1, 2, 5) if step * power <= scale * most)
    length = metres / scale
    page.box(left, bottom, length, 0.045, facecolor=INK, gid="scale-bar")
    told = number(metres / 1000, lang=lang) if metres >= _KILO else number(metres, lang=lang)
    told += f"{NBSP}km" if metres >= _KILO else f"{NBSP}m"
    if beside:
        page.text(left + length + 0.08, bottom - 0.02, told, size=SMALL)
    else:
        page.text(left + length / 2, bottom + 0.1, told, size=SMALL, ha="center")
