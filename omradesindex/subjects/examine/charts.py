"""The heat map of correlations: indicators against indicators, and against dimensions and index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from omradesindex.doors import door
from omradesindex.index.charts.sheet import sheet
from omradesindex.index.words import periods
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.figure import (
    ABSENT,
    FINE,
    GREY,
    INK,
    MARGIN,
    PAPER,
    SMALL,
    Picture,
    fitted,
    on,
    text_width,
    wrapped,
)
from omradesindex.subjects.examine.flags import caution
from omradesindex.wording import Language, correlation, number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from omradesindex.show.figure import Sheet
    from omradesindex.subjects.examine.examined import Examined

_ROW = 0.29
_COLUMN = 0.56
_GAP = 0.14
_SLANT = 48.0
_LONGEST = 2.6
_NARROWEST = 9.0

# ColorBrewer's PuOr reads as challenge in the maps; PRGn in 7 classes (colorbrewer2.org) is its own language:
# green for together, purple for apart.
_COLOURS = ("#762a83", "#af8dc3", "#e7d4e8", "#f7f7f7", "#d9f0d3", "#7fbf7b", "#1b7837")
_EDGES = (-0.9, -0.6, -0.3, 0.3, 0.6, 0.9)


@door
class ExaminationPlots(Plots):
    """The chart of one examination.

    Parameters
    ----------
    examination : Examination

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-2023").compute(oi.example_statistics())
    >>> figure = oi.examine(result).plot.correlations()
    """

    def __init__(self, examination: Examined) -> None:
        self._examination = examination

    @chart
    def correlations(self, *, lang: Language = "sv") -> Picture:
        """Draw the correlations of indicators, dimensions and index.

        Parameters
        ----------
        lang : {"sv", "en"}
        """
        return _correlations(self._examination, lang)


def _correlations(examination: Examined, lang: Language) -> Picture:
    """See :meth:`Examination.plot`."""
    result = examination.result
    rows = examination.wholes[-1].indicators
    # By dimension, so that each dimension's square of correlations stands together.
    dimensions: dict[str, list[str]] = {}
    for name in rows:
        dimensions.setdefault(result.index.dimension_of(name).id, []).append(name)
    rows = tuple(name for names in dimensions.values() for name in names)
    sides = tuple(result.columns)
    columns = (*rows, *sides)
    labels = {name: result.label(name, lang) for name in columns}
    name_width = min(max(text_width(labels[name], SMALL) for name in rows), _LONGEST)
    left = MARGIN + name_width + 0.15
    lefts, x = {}, left
    for names in (*dimensions.values(), sides):
        for name in names:
            lefts[name] = x
            x += _COLUMN
        x += _GAP
    heads = {name: wrapped(labels[name], _LONGEST, SMALL) for name in columns}
    slant = np.deg2rad(_SLANT)
    longest = max(text_width(line, SMALL) for lines in heads.values() for line in lines)
    head_height = float(longest * np.sin(slant)) + 0.25
    last = max(text_width(line, SMALL) for line in heads[columns[-1]])
    width = x + max(0.0, float(last * np.cos(slant)) - _COLUMN / 2)
    body = head_height + _ROW * len(rows) + _GAP * (len(dimensions) - 1) + 0.9
    page = sheet(
        result,
        lang,
        width=max(width + MARGIN, _NARROWEST),
        body=body,
        remarks=_remarks(examination, lang),
        under=_subtitle(examination, lang),
    )
    canvas = page.canvas()
    top = page.top - head_height
    for name, lines in heads.items():
        page.text(
            lefts[name] + _COLUMN / 2 + 0.04 - 0.06 * len(lines),
            top + 0.08,
            "\n".join(lines),
            size=SMALL,
            weight="bold" if name in sides else "normal",
            rotation=_SLANT,
            rotation_mode="anchor",
            ha="left",
            va="bottom",
            linespacing=1.1,
        )
    y = top
    for names in dimensions.values():
        for name in names:
            y -= _ROW
            page.text(
                left - 0.1,
                y + _ROW / 2 - 0.043,
                fitted(labels[name], name_width, SMALL),
                size=SMALL,
                ha="right",
            )
            for other in columns:
                own = other in names or other == result.index.dimension_of(name).id
                _cell(examination, page, canvas, name, other, lefts[other], y, own=own, lang=lang)
        y -= _GAP
    _legend(page, canvas, left, page.bottom, lang)
    return page.figure


def _subtitle(examination: Examined, lang: Language) -> str:
    n = len(examination.result.areas)
    what = say(
        lang,
        f"Korrelationer mellan indikatorerna över {n} områden.",
        f"Correlations of the indicators over {n} areas.",
    )
    when = periods(examination.result, lang)
    return f"{what} {say(lang, 'Uppgifter för', 'Figures for')} {when}." if when else what


def _remarks(examination: Examined, lang: Language) -> tuple[str, ...]:
    how = say(
        lang,
        "Pearsons korrelation, vänd så att plus är större utmaning i samma områden. Ramar: indikatorer i "
        "samma dimension, och den egna dimensionen, som indikatorn själv är en del av.",
        "Pearson's correlation, turned so that plus is greater challenge in the same areas. Frames: "
        "indicators of the same dimension, and the own dimension, which the indicator is part of.",
    )
    return how, caution(examination, lang)


def _cell(
    examination: Examined,
    page: Sheet,
    canvas: Axes,
    a: str,
    b: str,
    left: float,
    bottom: float,
    *,
    own: bool,
    lang: Language,
) -> None:
    """Draw one correlation; an indicator's with itself says nothing and stays blank."""
    r = examination.pair(a, b)[0]
    paint: dict[str, Any]
    if a == b:
        paint = {"facecolor": PAPER, "edgecolor": "none", "linewidth": 0.0}
    elif np.isnan(r):
        paint = {**ABSENT, "linewidth": 0.0}
    else:
        colour = _COLOURS[int(np.searchsorted(_EDGES, r, side="right"))]
        paint = {"facecolor": colour, "edgecolor": "none", "linewidth": 0.0}
    canvas.add_artist(Rectangle((left, bottom), _COLUMN, _ROW, **paint, gid="cell"))
    canvas.add_artist(
        Rectangle((left, bottom), _COLUMN, _ROW, facecolor="none", edgecolor=PAPER, linewidth=1.2)
    )
    if own and a != b:
        canvas.add_artist(
            Rectangle(
                (left + 0.025, bottom + 0.025),
                _COLUMN - 0.05,
                _ROW - 0.05,
                facecolor="none",
                edgecolor=INK,
                linewidth=0.7,
            )
        )
    page.text(
        left + _COLUMN / 2,
        bottom + _ROW / 2 - 0.043,
        "" if a == b else correlation(r, lang=lang),
        size=SMALL,
        colour=on(str(paint["facecolor"])),
        ha="center",
    )


def _legend(page: Sheet, canvas: Axes, left: float, bottom: float, lang: Language) -> None:
    step, y, height = 0.62, bottom + 0.2, 0.17
    for k, colour in enumerate(_COLOURS):
        canvas.add_artist(
            Rectangle((left + k * step, y), step, height, facecolor=colour, edgecolor=PAPER, linewidth=0.8)
        )
    canvas.add_line(Line2D([left, left + step * len(_COLOURS)], [y, y], color=GREY, linewidth=0.5))
    for k, edge in enumerate(_EDGES):
        page.text(
            left + (k + 1) * step, y + height + 0.06, number(edge, 1, lang=lang), size=SMALL, ha="center"
        )
    page.text(left, bottom + 0.03, say(lang, "← åt var sitt håll", "← apart"), size=FINE, colour=GREY)
    page.text(
        left + step * len(_COLOURS),
        bottom + 0.03,
        say(lang, "tillsammans →", "together →"),
        size=FINE,
        colour=GREY,
        ha="right",
    )
