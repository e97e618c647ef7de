"""What charts of cells share: heads that slant, cells that hold a figure, the legend of classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.show.figure import (
    INK,
    PAPER,
    SMALL,
    fitted,
    line_height,
    on,
    text_width,
    wrapped,
)

if TYPE_CHECKING:
    from omradesindex.show.figure import Sheet
    from omradesindex.show.marks import Look

Corner = tuple[float, float]
#: A size and a look.
Alike = tuple[tuple[float, float], tuple[tuple[str, Any], ...]]

#: Height of a row of cells, and of a box of a legend, in inches.
ROW, BOX = 0.29, 0.17
#: Columns together keep to so much where they can, and the air beside the text of a cell.
_ACROSS, _BESIDE = 9.5, 0.1
_SLANT = 48.0
# The longest line of a head; over narrow columns two lines would run into the next head.
_LONGEST, _NARROW, _ONE_LINE = 2.5, 0.5, 3.6
#: How far below a cell's middle its text stands.
_BASELINE = 0.043


def column_width(roomy: float, texts: Sequence[Sequence[str]], weight: str = "normal") -> float:
    """Width of a column of cells: as it is at ease, or so that many keep to a sheet, if their texts fit.

    Parameters
    ----------
    roomy : float
        In inches.
    texts : sequence of sequences of str
        The cells of each column.
    weight : str

    Examples
    --------
    >>> column_width(0.68, [["12,5"]] * 8), column_width(0.68, [["12,5"]] * 40) < 0.5
    (0.68, True)
    """
    widest = max(
        (text_width(text, SMALL, weight) for text in {t for cells in texts for t in cells}), default=0.0
    )
    return min(roomy, max(_ACROSS / max(len(texts), 1), widest + _BESIDE))


@dataclass(frozen=True)
class SlantedHeads:
    """Heads of narrow columns, in lines that slant.

    Attributes
    ----------
    lines : tuple of tuple of str
        Of each head.
    column : float
        Width of a column, in inches.
    height, overhang : float
        What they take above the columns, and beyond the last of them.
    """

    lines: tuple[tuple[str, ...], ...]
    column: float
    height: float
    overhang: float

    @classmethod
    def measured(cls, heads: Sequence[str], column: float) -> SlantedHeads:
        """Break heads into lines and measure them."""
        longest_line = _LONGEST if column > _NARROW else _ONE_LINE
        lines = tuple(tuple(wrapped(head, longest_line, SMALL)) for head in heads)
        slant = np.deg2rad(_SLANT)
        longest = max(text_width(line, SMALL) for head in lines for line in head)
        thick = max(map(len, lines)) * line_height(SMALL)
        last = max(text_width(line, SMALL) for line in lines[-1])
        return cls(
            lines,
            column,
            float(longest * np.sin(slant) + thick * np.cos(slant)),
            max(0.0, float(last * np.cos(slant) - column / 2)),
        )

    def write(self, page: Sheet, place: int, left: float, y: float, *, weight: str = "normal") -> None:
        """Write one head over the column that begins at ``left``."""
        lines = self.lines[place]
        page.text(
            left + self.column / 2 + 0.04 - 0.06 * len(lines),
            y,
            "\n".join(lines),
            size=SMALL,
            weight=weight,
            rotation=_SLANT,
            rotation_mode="anchor",
            ha="left",
            va="bottom",
            linespacing=1.1,
        )


class Cells:
    """The cells of a sheet: their texts are written one by one, and their boxes painted together.

    A box for each of thousands of cells would take as long as their texts.

    Parameters
    ----------
    page : Sheet
    """

    def __init__(self, page: Sheet) -> None:
        self._page = page
        # The corners of what is painted alike, from the lowest layer to the uppermost.
        self._alike: tuple[dict[Alike, list[Corner]], ...] = ({}, {}, {})

    def write(
        self,
        corner: Corner,
        size: tuple[float, float],
        text: str,
        face: Look,
        *,
        weight: str = "normal",
        text_size: float = SMALL,
        frame: float = 0.0,
    ) -> None:
        """Write what a cell holds, in black or white as is read best; ``frame`` is the width of a frame."""
        (left, bottom), (width, height) = corner, size
        self._add(0, corner, size, {"linewidth": 0.0, **face, "gid": "cell"})
        self._add(1, corner, size, {"facecolor": "none", "edgecolor": PAPER, "linewidth": 1.2})
        if frame:
            look = {"facecolor": "none", "edgecolor": INK, "linewidth": frame, "gid": "frame"}
            self._add(2, (left + 0.025, bottom + 0.025), (width - 0.05, height - 0.05), look)
        self._page.text(
            left + width / 2,
            bottom + height / 2 - _BASELINE,
            fitted(text, width - 0.04, text_size, weight),
            size=text_size,
            weight=weight,
            colour=on(str(face["facecolor"])),
            ha="center",
        )

    def _add(self, layer: int, corner: Corner, size: tuple[float, float], look: Look) -> None:
        self._alike[layer].setdefault((size, tuple(look.items())), []).append(corner)

    def paint(self) -> None:
        """Paint the boxes of all cells that have been written."""
        for alike in self._alike:
            for ((width, height), look), corners in alike.items():
                self._page.boxes(corners, width, height, **dict(look))


def draw_classes(
    page: Sheet,
    left: float,
    bottom: float,
    step: float,
    colours: Sequence[str],
    edges: Sequence[str],
    *,
    strong: int | None = None,
) -> None:
    """Draw classes as a row of boxes, the edges between them written above; ``strong`` is one of these."""
    for k, colour in enumerate(colours):
        page.box(left + k * step, bottom, step, BOX, facecolor=colour, edgecolor=PAPER, linewidth=0.8)
    for k, edge in enumerate(edges):
        weight = "bold" if k == strong else "normal"
        page.text(left + (k + 1) * step, bottom + BOX + 0.06, edge, size=SMALL, weight=weight, ha="center")
