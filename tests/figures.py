"""What stands in a figure: its texts, its patches, and the boxes of their ink."""

from __future__ import annotations

import numpy as np
import shapely
import shapely.affinity
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.path import Path as Outline
from matplotlib.text import Text


def texts(figure: Figure) -> list[Text]:
    found = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
    return [text for text in found if text.get_text().strip()]


def words_in(figure: Figure) -> list[str]:
    return [text.get_text() for text in texts(figure)]


def patches(figure: Figure, gid: str) -> list[Patch]:
    return [p for axes in figure.axes for p in axes.findobj(Patch) if p.get_gid() == gid]


def boxes(figure: Figure, gid: str) -> int:
    """How many boxes there are of a name, many of which may be drawn as one."""
    return sum(int(np.sum(p.get_path().codes == Outline.MOVETO)) for p in patches(figure, gid))


def cells(figure: Figure) -> list[tuple[str, str | None]]:
    """The colour and hatching of each cell of a grid, row by row from the top, however they are painted."""
    told = []
    for patch in patches(figure, "cell"):
        path = patch.get_path()
        for x, y in path.vertices[path.codes == Outline.MOVETO]:
            told.append((-round(y, 6), x, to_hex(patch.get_facecolor()), patch.get_hatch()))
    return [(colour, hatch) for _, _, colour, hatch in sorted(told, key=lambda cell: cell[:2])]


def frame(text: Text) -> shapely.Polygon:
    """The ink's box on the canvas, turned as the text is."""
    angle = text.get_rotation()
    text.set_rotation(0)
    box = text.get_window_extent()
    text.set_rotation(angle)
    x, y = text.get_transform().transform(text.get_position())
    return shapely.affinity.rotate(shapely.box(*box.extents), angle, origin=(x, y))
