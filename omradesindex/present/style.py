"""How figures look: a sheet with title, body and footer, the colours of the scores, and fitting text.

Sizes are in inches and points. Text is measured before it is placed, and a sheet grows by what its title
and footer need: nothing runs out of it or over something else.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import decimals_for
from omradesindex.present import words
from omradesindex.present.words import say
from omradesindex.wording import Language, exact_decimals, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from omradesindex.index import Result

INK, GREY, LINE, PAPER = "#1a1a1a", "#595959", "#d0d0d0", "#ffffff"
ABSENT: dict[str, Any] = {"facecolor": "#f4f4f4", "edgecolor": "#9a9a9a", "hatch": "////"}
FONT = "DejaVu Sans"  # travels with matplotlib, so that a figure looks the same everywhere
TITLE, BODY, SMALL, FINE = 15.0, 9.0, 8.0, 7.5
MARGIN = 0.35
LEADING = 1.35
_ROUNDING = 1e-9  # inches

# ColorBrewer's diverging scheme PuOr in 8 classes (colorbrewer2.org), which the colour-blind can read:
# orange for greater challenge, purple for smaller.
_COLOURS = ("#542788", "#8073ac", "#b2abd2", "#d8daeb", "#fee0b6", "#fdb863", "#e08214", "#b35806")


class Picture(Figure):
    """A matplotlib figure that shows itself in a notebook without pyplot."""

    def _repr_png_(self) -> bytes:
        into = io.BytesIO()
        self.savefig(into, format="png", dpi=110)
        return into.getvalue()


@cache
def _renderer() -> RendererAgg:
    return RendererAgg(1, 1, 72)  # type: ignore[no-untyped-call]


@cache
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Width of one line of text, in inches."""
    font = FontProperties(family=FONT, size=size, weight=weight)
    width, _, _ = _renderer().get_text_width_height_descent(text, font, False)  # type: ignore[no-untyped-call]
    return float(width) / 72


def fitted(text: str, width: float, size: float, weight: str = "normal") -> str:
    """Return the text, cut with an ellipsis where it is wider than ``width`` inches."""
    # A room measured for this very text may come back a rounding error narrower.
    width += _ROUNDING
    if text_width(text, size, weight) <= width:
        return text
    while text and text_width(text + "…", size, weight) > width:
        text = text[:-1].rstrip(" ,")
    return text + "…"


def wrapped(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Break a text into lines of at most ``width`` inches, between words."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [fitted(line, width, size, weight) for line in lines]


def line_height(size: float) -> float:
    """Height of a line of text, leading included, in inches."""
    return size * LEADING / 72


@dataclass(frozen=True)
class Sheet:
    """A figure with its title and footer in place; the body between them is drawn by the caller.

    Attributes
    ----------
    figure : Picture
    width, height : float
        Of the whole sheet, in inches.
    left, bottom, right, top : float
        Edges of the body, in inches from the sheet's lower left corner.
    """

    figure: Picture
    width: float
    height: float
    left: float
    bottom: float
    right: float
    top: float

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = BODY,
        colour: str = INK,
        weight: str = "normal",
        **more: Any,
    ) -> None:
        """Write a text at a place in inches."""
        _write(self.figure, self.width, self.height, x, y, text, size, colour, weight, more)

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Add bare axes at a place in inches."""
        axes = self.figure.add_axes(
            (left / self.width, bottom / self.height, width / self.width, height / self.height)
        )
        axes.set_axis_off()
        return axes

    def canvas(self) -> Axes:
        """Add axes over the whole sheet whose coordinates are inches, for boxes and lines."""
        axes = self.axes(0, 0, self.width, self.height)
        axes.set_xlim(0, self.width)
        axes.set_ylim(0, self.height)
        return axes


def _write(
    figure: Figure,
    width: float,
    height: float,
    x: float,
    y: float,
    text: str,
    size: float,
    colour: str,
    weight: str,
    more: dict[str, Any],
) -> None:
    # Names are data: a dollar sign in one is no formula.
    figure.text(
        x / width,
        y / height,
        text,
        fontsize=size,
        color=colour,
        fontweight=weight,
        fontfamily=FONT,
        parse_math=False,
        **{"va": "baseline", **more},
    )


def sheet(
    result: Result,
    lang: Language,
    *,
    width: float,
    body: float,
    column: str = "index",
    remarks: tuple[str, ...] = (),
    under: str | None = None,
) -> Sheet:
    """Make a sheet whose body is ``body`` inches high, with title, subtitle and what the figures rest on.

    ``under`` stands in the place of the subtitle where scores are not what is shown.
    """
    under = words.subtitle(result, lang, column) if under is None else under
    told = [*remarks, *caveats(result, lang), words.source_line(result, lang)]
    return lay_out(words.headline(result, lang, column), under, told, width=width, body=body)


def lay_out(title: str, under: str, told: Sequence[str], *, width: float, body: float) -> Sheet:
    """Make a sheet from its texts: the title, what stands under it, and the footer's paragraphs."""
    room = width - 2 * MARGIN
    head = [(line, TITLE, INK, "bold") for line in wrapped(title, room, TITLE, "bold")]
    head += [(line, BODY, GREY, "normal") for line in wrapped(under, room, BODY)]
    foot = [(line, FINE, GREY, "normal") for text in told if text for line in wrapped(text, room, FINE)]
    head_height = MARGIN + sum(line_height(size) for _, size, _, _ in head) + 0.1
    foot_height = MARGIN + sum(line_height(size) for _, size, _, _ in foot) + 0.15
    height = head_height + body + foot_height
    figure = Picture(figsize=(width, height), facecolor=PAPER)
    FigureCanvasAgg(figure)
    y = height - MARGIN
    for text, size, colour, weight in head:
        y -= line_height(size)
        # The descent of a line lies below its baseline, inside the line's own height.
        _write(figure, width, height, MARGIN, y + 0.3 * size / 72, text, size, colour, weight, {})
    y = foot_height - 0.15
    for text, size, colour, weight in foot:
        y -= line_height(size)
        _write(figure, width, height, MARGIN, y + 0.3 * size / 72, text, size, colour, weight, {})
    return Sheet(figure, width, height, MARGIN, foot_height, width - MARGIN, foot_height + body)


@dataclass(frozen=True)
class Classes:
    """Classes of scores and their colours.

    Attributes
    ----------
    edges : ndarray, shape (7,)
        Where one class ends and the next begins; the first and last class are open.
    is_city : bool
        Whether the middle edge is the whole city's score.
    """

    edges: NDArray[np.float64]
    is_city: bool

    def colour(self, score: float) -> str:
        """The colour of a score; a score on an edge belongs to the class above."""
        return _COLOURS[int(np.searchsorted(self.edges, score, side="right"))]


def classes(result: Result) -> Classes:
    """Classes of half a standard deviation around the city; where 100 is not the middle, around the middle.

    They do not depend on the scores where the scale itself has a middle, so that maps of different
    indices, dimensions and years can be laid side by side.
    """
    methods = result.index.methods
    steps = np.arange(-3.0, 4.0)
    if methods.name_of("normalise") == "z_score":
        return Classes(methods.zero + methods.points / 2 * steps, is_city=methods.centre == "whole")
    if methods.name_of("normalise") == "min_max":
        return Classes(methods.zero + methods.points / 2 + methods.points / 8 * steps, is_city=False)
    # No middle and no ends that the method knows of: eight classes over the scores at hand.
    scores = np.stack(list(result.level_scores.values()))
    if np.isnan(scores).all():
        return Classes(steps, is_city=False)
    low, high = float(np.nanmin(scores)), float(np.nanmax(scores))
    return Classes(np.linspace(low, high if high > low else low + 1, 9)[1:-1], is_city=False)


def on(colour: str) -> str:
    """Black or white, whichever is read best on a colour (by contrast as WCAG 2 counts it)."""
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    luminance = float((linear * [0.2126, 0.7152, 0.0722]).sum())
    return INK if (luminance + 0.05) / 0.06 > 1.05 / (luminance + 0.05) else PAPER


def paint(classes_: Classes, score: float) -> dict[str, Any]:
    """Return what a patch is painted with: the score's colour, or the hatching of what is missing."""
    if np.isnan(score):
        return {**ABSENT, "linewidth": 0.0}
    return {"facecolor": classes_.colour(score), "edgecolor": "none", "linewidth": 0.0}


LEGEND_HEIGHT = 0.62
_MOST_DECIMALS = 3  # of edges that are round numbers


def legend(
    page: Sheet,
    axes: Axes,
    left: float,
    bottom: float,
    width: float,
    classes_: Classes,
    city: str,
    lang: Language,
    *,
    absent: bool,
) -> None:
    """Draw the classes as a row of boxes with their edges' scores, and the hatching where it is used.

    ``axes`` are the sheet's canvas. Needs :data:`LEGEND_HEIGHT` above ``bottom``.
    """
    boxes = width - (1.0 if absent else 0.0)
    step = boxes / len(_COLOURS)
    y, height = bottom + 0.2, 0.17
    for k, colour in enumerate(_COLOURS):
        axes.add_artist(
            Rectangle((left + k * step, y), step, height, facecolor=colour, edgecolor=PAPER, linewidth=0.8)
        )
    edges = [float(edge) for edge in classes_.edges]
    exact = exact_decimals(edges)
    decimals = exact if exact <= _MOST_DECIMALS else decimals_for(float(np.std(edges)))
    for k, edge in enumerate(classes_.edges):
        middle = k == len(classes_.edges) // 2
        page.text(
            left + (k + 1) * step,
            y + height + 0.06,
            number(edge, decimals, lang=lang),
            size=SMALL,
            weight="bold" if middle and classes_.is_city else "normal",
            ha="center",
        )
    under = bottom + 0.03
    smaller = say(lang, "← mindre utmaning", "← smaller challenge")
    greater = say(lang, "större utmaning →", "greater challenge →")
    page.text(left, under, smaller, size=FINE, colour=GREY)
    page.text(left + boxes, under, greater, size=FINE, colour=GREY, ha="right")
    if classes_.is_city:
        room = boxes - text_width(smaller, FINE) - text_width(greater, FINE) - 0.3
        short = city if text_width(city, FINE) <= room else say(lang, "hela staden", "whole city")
        page.text(left + boxes / 2, under, short, size=FINE, ha="center")
    if absent:
        x = left + boxes + 0.25
        axes.add_artist(Rectangle((x, y), step / 2, height, **ABSENT, linewidth=0.4))
        page.text(x + step / 2 + 0.06, y + 0.04, say(lang, "saknas", "missing"), size=SMALL)
