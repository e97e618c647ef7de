"""How a map of many areas is laid out: the whole, what lies far off, and its dense parts enlarged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import count
from string import ascii_uppercase
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.show.figure import BODY, text_width
from omradesindex.show.maps import labels as writing
from omradesindex.show.maps.coverage import Coverage, Floats
from omradesindex.show.maps.labels import MOST, Frame, Label
from omradesindex.show.maps.panel import Panel, draw_bar, draw_panel, frame_on
from omradesindex.show.maps.windows import Extent, Window, densest, extent_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from omradesindex.show.figure import Sheet
    from omradesindex.show.maps.backdrop import Backdrop
    from omradesindex.show.maps.panel import Look
    from omradesindex.wording import Language

#: Between panels, and above an enlarged one for its letter and scale, in inches.
GAP, HEAD = 0.3, 0.24
#: Beneath the whole stand rows of so many parts of such a height: what lies far off, and lesser dense parts.
_ROW, _LOW = 3, 2.3
_MOST_PARTS = 3
_AIR = 0.012
#: Size of the largest label on a small map, in points.
_SMALL = 7.5
#: A part is enlarged beside the whole where so many areas, or such a share, have no room for a label.
_FEW, _SHARE = 3, 0.08
#: Each further part must give room to so many areas more, or to such a share.
_WORTH = 4, 0.02
#: Heights of the part beside the whole that are tried, as shares of its width.
_TALLS = (0.62, 0.8, 1.0, 1.2)
#: Fewer labels than this share of the areas would mislead about the others: then none is written.
_HALF = 0.5
#: Where nothing is written, an area is seen that is so wide, in inches.
_SEEN = 0.06
#: What an area counts in the part beside the whole that is larger there and yet has no room for its label.
_BETTER = 0.25
#: What lies far off is drawn at most so much larger than the whole, with air of so many inches around, in a
#: frame of at least so many.
_ENLARGED, _EDGE, _NARROW = 3.0, 0.15, 1.1
#: Parts that lie over each other by more than this show the same twice.
_TWICE = 0.2


@dataclass(frozen=True)
class MapPlan:
    """Panels of a map, what is written in each, and how much room it takes, in inches.

    Attributes
    ----------
    panels : tuple of Panel
        The whole first.
    labels : tuple of tuple of Label
        Of each panel.
    frames : tuple of Frame
        Of the enlarged parts, on the whole.
    left_out : int
        How many labels have no room anywhere.
    """

    coverage: Coverage
    texts: tuple[str, ...]
    panels: tuple[Panel, ...]
    labels: tuple[tuple[Label, ...], ...]
    frames: tuple[Frame, ...]
    width: float
    height: float
    backdrops: tuple[Backdrop, ...] = ()

    @property
    def written(self) -> frozenset[int]:
        """Which areas have a label."""
        return frozenset(label.area for labels in self.labels for label in labels)

    @property
    def left_out(self) -> int:
        """How many labels have no room anywhere."""
        return sum(map(bool, self.texts)) - len(self.written)

    def letters(self, *, far: bool) -> str:
        """The letters of the parts that lie far off, or that are enlarged."""
        whole = self.panels[0].window
        return "".join(panel.letter for panel in self.panels[1:] if panel.is_far(whole) == far)

    @property
    def scale(self) -> float:
        """Of the whole, in metres an inch."""
        return self.panels[0].scale

    def draw(
        self, page: Sheet, left: float, bottom: float, faces: Sequence[Look], lang: Language
    ) -> list[Axes]:
        """Draw all panels, the block's lower left corner on a place of the sheet."""
        drawn = []
        for panel, labels in zip(self.panels, self.labels, strict=True):
            on_sheet = panel.moved(left, bottom)
            named = [(self.texts[label.area], label) for label in labels]
            drawn.append(draw_panel(page, on_sheet, self.coverage, faces, named, self.backdrops))
            if panel.letter:
                top = on_sheet.bottom + panel.height
                page.text(on_sheet.left, top + 0.07, panel.letter, size=BODY, weight="bold")
                at = on_sheet.left + text_width(panel.letter, BODY, "bold") + 0.12
                draw_bar(page, at, top + 0.09, panel.scale, 0.8, lang, beside=True)
        for frame in self.frames:
            frame_on(drawn[0], frame)
        return drawn


def plan_map(
    coverage: Coverage,
    texts: Sequence[str],
    width: float,
    tallest: float,
    *,
    small: bool = False,
    strict: bool = False,
    backdrops: Sequence[Backdrop] = (),
) -> MapPlan:
    """Lay a map out within a width and a height.

    Parameters
    ----------
    coverage : Coverage
    texts : sequence of str
        The label of each area, empty where it has none.
    width, tallest : float
        In inches.
    small : bool
        One of several beside each other: small labels, and none where not all have room; one enlarged part at
        most.
    strict : bool
        Keep within the height also where lesser parts stand in rows beneath.
    backdrops : sequence of Backdrop
    """
    asked = _Asked(
        coverage, tuple(texts), width, tallest, small, tuple(backdrops), extent_of(coverage.shapes)
    )
    plan = asked.plan()
    over = plan.height - tallest
    if strict and over > 0:
        lower = replace(asked, tallest=tallest - over).plan() if over < tallest / 2 else plan
        plan = lower if lower.height <= tallest else replace(asked, rows=False).plan()
    share = len(plan.written) / max(1, sum(map(bool, texts)))
    if any(texts) and share < (1.0 if small else _HALF):
        return replace(asked, texts=("",) * len(texts)).plan()
    return plan


@dataclass(frozen=True)
class _Asked:
    """What a map is laid out of."""

    coverage: Coverage
    texts: tuple[str, ...]
    width: float
    tallest: float
    small: bool
    backdrops: tuple[Backdrop, ...]
    extent: Extent
    rows: bool = True

    @cached_property
    def _fits(self) -> Floats:
        """The coarsest scale at which each area has room for its label, or is seen where none is written."""
        if not any(self.texts):
            return 2 * self.coverage.anchors[:, 2] / _SEEN
        return writing.fitting_scales(self.coverage.anchors, self.texts, self.coverage.shapes)

    @property
    def _worth(self) -> float:
        few, share = _WORTH
        return max(few, share * len(self.texts))

    def plan(self) -> MapPlan:
        """Enlarge as many parts as are worth it."""
        alone = self._whole(self.width, self.tallest)
        waiting = (self._fits > 0) & (self._fits < alone.scale)
        if waiting.sum() <= max(_FEW, _SHARE * len(self.texts)):
            return self._with_strip([alone], waiting)
        tops = [top for tall in _TALLS if (top := self._beside(tall)) is not None]
        if self.tallest > self.width and (top := self._above()) is not None:
            tops.insert(0, top)
        if not tops:
            return self._with_strip([alone], waiting)
        # Of those that give room to about as many areas, the lowest.
        most = max(int(roomy.sum()) for _, roomy in tops)
        panels, roomy = next(top for top in tops if top[1].sum() >= most - self._worth / 2)
        waiting = (self._fits > 0) & (self._fits < panels[0].scale) & ~roomy
        return self._with_strip(panels, waiting)

    def _whole(self, width: float, tallest: float) -> Panel:
        """Draw the whole as large as a width and a height let it be."""
        wide, tall = self.extent.main.size
        height = min(width * tall / wide, tallest)
        # Long or tall beyond measure, it gets a frame that it does not fill.
        width = min(width, max(height * wide / tall, 0.3 * width))
        height = max(height, 0.3 * width)
        return Panel(self.extent.main.filled(width, height, _AIR), 0.0, 0.0, width, height)

    def _beside(self, tall: float) -> tuple[list[Panel], NDArray[np.bool_]] | None:
        """Lay out the whole and, beside it, its densest part; return which areas get room there, too."""
        whole = self._whole((self.width - GAP) / 2, self.tallest)
        column = self.width - GAP - whole.width
        height = min(self.tallest, max(whole.height, tall * column + HEAD))
        waiting = (self._fits > 0) & (self._fits < whole.scale)
        paper = column, height - HEAD
        dense = densest(self.coverage.anchors, self._fits, waiting, whole.scale, paper, whole.window, _BETTER)
        if dense is None or dense[1].sum() < self._worth / 2:
            return None
        part = Panel(dense[0], whole.width + GAP, 0.0, *paper).within(whole.window)
        return [whole.moved(0.0, height - whole.height), part], dense[1]

    def _above(self) -> tuple[list[Panel], NDArray[np.bool_]] | None:
        """Lay out the whole and, beneath it, its densest part, on a paper that is tall."""
        whole = self._whole(self.width, (self.tallest - HEAD - GAP / 2) / 2)
        paper = self.width, min(self.tallest - whole.height - HEAD - GAP / 2, self.width)
        waiting = (self._fits > 0) & (self._fits < whole.scale)
        dense = densest(self.coverage.anchors, self._fits, waiting, whole.scale, paper, whole.window, _BETTER)
        if dense is None or dense[1].sum() < self._worth / 2:
            return None
        bottom = paper[1] + HEAD + GAP / 2
        return [
            whole.moved((self.width - whole.width) / 2, bottom),
            Panel(dense[0], 0.0, 0.0, *paper).within(whole.window),
        ], dense[1]

    def _with_strip(self, panels: list[Panel], waiting: NDArray[np.bool_]) -> MapPlan:
        """Add beneath what lies far off and the lesser dense parts, and write the labels."""
        cells, scale = self._cells(panels), panels[0].scale
        parts = [self._far(window, scale, next(cells)) for window in self.extent.far]
        waiting = waiting.copy()
        cell = next(cells)
        while (
            self.rows
            and not self.small
            and len(panels) > 1
            and len(parts) < max(_MOST_PARTS, len(self.extent.far))
        ):
            paper = cell.width, cell.height
            dense = densest(self.coverage.anchors, self._fits, waiting, scale, paper, panels[0].window)
            if dense is None or dense[1].sum() < self._worth:
                break
            waiting &= ~dense[1]
            if not any(_overlap(dense[0], other.window) > _TWICE for other in (panels[1], *parts)):
                parts.append(replace(cell, window=dense[0]).within(panels[0].window))
                cell = next(cells)
        lowest = min(panel.bottom for panel in (*panels, *parts))
        every = [panel.moved(0.0, -lowest) for panel in (*panels, *parts)]
        named = [every[0], *(replace(p, letter=ascii_uppercase[k]) for k, p in enumerate(every[1:]))]
        return self._written(tuple(named))

    def _cells(self, panels: list[Panel]) -> Iterator[Panel]:
        """Where further parts stand: under the whole where there is room beside a part, then in rows."""
        whole = panels[0]
        free = whole.bottom - HEAD - GAP / 2
        if free >= _LOW * 0.8 and len(panels) > 1 and panels[1].left > whole.width:
            yield Panel(whole.window, whole.left, 0.0, whole.width, min(free, 0.8 * whole.width))
        each = (self.width - GAP * (_ROW - 1)) / _ROW
        for place in count():
            row, at = divmod(place, _ROW)
            bottom = -(row + 1) * (_LOW + HEAD + 0.1)
            yield Panel(whole.window, at * (each + GAP), bottom, each, _LOW)

    def _far(self, window: Window, scale: float, cell: Panel) -> Panel:
        """Show what lies far off within a cell, a few times larger than the whole where it is small."""
        wide, tall = window.size
        used = max(wide / cell.width, tall / cell.height, scale / _ENLARGED) * (1 + 2 * _EDGE)
        width = min(cell.width, max(wide / used + 2 * _EDGE, _NARROW))
        height = min(cell.height, max(tall / used + 2 * _EDGE, _NARROW))
        x, y = (window.west + window.east) / 2, (window.south + window.north) / 2
        half = used * width / 2, used * height / 2
        shown = Window(x - half[0], y - half[1], x + half[0], y + half[1])
        return Panel(shown, cell.left, cell.bottom + cell.height - height, width, height)

    def _written(self, panels: tuple[Panel, ...]) -> MapPlan:
        """Write each label where it is largest; what has no room, beside its area."""
        anchors, texts = self.coverage.anchors, self.texts
        free = np.array([bool(text) for text in texts])
        labels: dict[int, list[Label]] = {}
        finest = sorted(range(len(panels)), key=lambda k: (panels[k].scale, k))
        most = _SMALL if self.small else MOST
        for k in finest:
            panel = panels[k]
            here = free & panel.window.holds(anchors, anchors[:, 2] * 0.5)
            labels[k] = writing.inside(anchors, texts, self._fits, here, panel.scale, most)
            free[[label.area for label in labels[k]]] = False
        whole = panels[0]
        near = [(part.letter, part.window) for part in panels[1:] if not part.is_far(whole.window)]
        frames = writing.framed(near, texts, labels[0], whole.scale)
        for k in () if self.small else finest:
            panel = panels[k]
            land = partial(self.coverage.at, panel.scale, panel.window)
            seen = frames if k == 0 else []
            more = writing.beside(anchors, texts, free, labels[k], land, panel.window, panel.scale, seen)
            labels[k] += more
            free[[label.area for label in more]] = False
        return MapPlan(
            self.coverage,
            texts,
            panels,
            tuple(tuple(labels[k]) for k in range(len(panels))),
            tuple(frames),
            max(panel.left + panel.width for panel in panels),
            max(panel.bottom + panel.height + (HEAD if panel.letter else 0.0) for panel in panels),
            self.backdrops,
        )


def _overlap(one: Window, other: Window) -> float:
    """Share of the smaller of two windows that the other holds."""
    wide = min(one.east, other.east) - max(one.west, other.west)
    tall = min(one.north, other.north) - max(one.south, other.south)
    if wide <= 0 or tall <= 0:
        return 0.0
    return wide * tall / min(one.size[0] * one.size[1], other.size[0] * other.size[1])
