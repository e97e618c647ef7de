"""The heat map of correlations: indicators against indicators, and against dimensions and index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index.charts.sheet import sheet
from omradesindex.index.words import periods
from omradesindex.show.charts.grid import ROW, Cells, SlantedHeads, column_width, draw_classes
from omradesindex.show.figure import ABSENT, FINE, GREY, MARGIN, PAPER, SMALL, Picture, fitted, text_width
from omradesindex.subjects.examine.words import caution_line, frames_line, grid_line, under_line
from omradesindex.wording import Language, correlation, number, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Sheet
    from omradesindex.subjects.examine.examined import Examined

_COLUMN = 0.56
_GAP = 0.14
_LONGEST = 2.6
_NARROWEST = 9.0

# ColorBrewer's PuOr reads as challenge in the maps; PRGn in 7 classes (colorbrewer2.org) is its own language:
# green for together, purple for apart.
_COLOURS = ("#762a83", "#af8dc3", "#e7d4e8", "#f7f7f7", "#d9f0d3", "#7fbf7b", "#1b7837")
_EDGES = (-0.9, -0.6, -0.3, 0.3, 0.6, 0.9)


def correlations_chart(examination: Examined, lang: Language) -> Picture:
    """Draw indicators against indicators, dimensions and the index."""
    result = examination.result
    # By dimension, so that each dimension's square of correlations stands together.
    dimensions: dict[str, list[str]] = {}
    for name in examination.wholes[-1].indicators:
        dimensions.setdefault(result.index.dimension_of(name).id, []).append(name)
    rows = tuple(name for names in dimensions.values() for name in names)
    sides = tuple(result.columns)
    columns = (*rows, *sides)
    labels = {name: result.label(name, lang) for name in columns}
    name_width = min(max(text_width(labels[name], SMALL) for name in rows), _LONGEST)
    left = MARGIN + name_width + 0.15
    texts = [[correlation(float(examination.pair(a, b)[0]), lang=lang) for a in rows] for b in columns]
    wide = column_width(_COLUMN, texts)
    lefts, x = {}, left
    for names in (*dimensions.values(), sides):
        for name in names:
            lefts[name] = x
            x += wide
        x += _GAP
    heads = SlantedHeads.measured([labels[name] for name in columns], wide)
    page = sheet(
        result,
        lang,
        width=max(x + heads.overhang + MARGIN, _NARROWEST),
        body=heads.height + 0.1 + ROW * len(rows) + _GAP * (len(dimensions) - 1) + 0.9,
        remarks=_remarks(examination, lang),
        under=_subtitle(examination, lang),
        alt=_alt(examination, rows, labels, lang),
    )
    y = page.top - heads.height - 0.1
    for place, name in enumerate(columns):
        weight = "bold" if name in sides else "normal"
        heads.write(page, place, lefts[name], y + 0.08, weight=weight)
    cells = Cells(page)
    for dimension, names in dimensions.items():
        for name in names:
            y -= ROW
            label = fitted(labels[name], name_width, SMALL)
            page.text(left - 0.1, y + ROW / 2 - 0.043, label, size=SMALL, ha="right")
            for other in columns:
                own = name != other and (other in names or other == dimension)
                _cell(examination, cells, (name, other), (lefts[other], y), wide, own=own, lang=lang)
        y -= _GAP
    cells.paint()
    _legend(page, left, page.bottom, lang)
    return page.figure


def _alt(examination: Examined, rows: Sequence[str], labels: Mapping[str, str], lang: Language) -> str:
    n, areas = len(rows), len(examination.result.areas)
    pairs = [(a, b, float(examination.pair(a, b)[0])) for a, b in combinations(rows, 2)]
    pairs = [pair for pair in pairs if not np.isnan(pair[2])]
    strongest = max(pairs, key=lambda pair: abs(pair[2]), default=None)
    named = None if strongest is None else (labels[strongest[0]], labels[strongest[1]], strongest[2])
    return grid_line(n, areas, named, lang)


def _subtitle(examination: Examined, lang: Language) -> str:
    return under_line(len(examination.result.areas), periods(examination.result, lang), lang)


def _remarks(examination: Examined, lang: Language) -> tuple[str, ...]:
    return frames_line(lang), caution_line(len(examination.result.areas), lang)


def _cell(
    examination: Examined,
    cells: Cells,
    pair: tuple[str, str],
    corner: tuple[float, float],
    wide: float,
    *,
    own: bool,
    lang: Language,
) -> None:
    """Write one correlation; an indicator's with itself says nothing and stays blank."""
    r = float(examination.pair(*pair)[0])
    if pair[0] == pair[1]:
        face, text = {"facecolor": PAPER}, ""
    elif np.isnan(r):
        face, text = ABSENT, correlation(r, lang=lang)
    else:
        face = {"facecolor": _COLOURS[int(np.searchsorted(_EDGES, r, side="right"))]}
        text = correlation(r, lang=lang)
    cells.write(corner, (wide, ROW), text, face, frame=0.7 if own else 0.0)


def _legend(page: Sheet, left: float, bottom: float, lang: Language) -> None:
    step, y = 0.62, bottom + 0.2
    right = left + step * len(_COLOURS)
    draw_classes(page, left, y, step, _COLOURS, [number(edge, 1, lang=lang) for edge in _EDGES])
    page.line((left, right), (y, y), color=GREY, linewidth=0.5)
    apart, together = say(lang, "← åt var sitt håll", "← apart"), say(lang, "tillsammans →", "together →")
    page.text(left, bottom + 0.03, apart, size=FINE, colour=GREY)
    page.text(right, bottom + 0.03, together, size=FINE, colour=GREY, ha="right")
