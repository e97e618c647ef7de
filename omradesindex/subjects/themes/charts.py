"""Where the areas stand in each theme, drawn: a field for each theme, in that theme's own distribution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words as of_result
from omradesindex.index.caveats import caveats
from omradesindex.show.charts.key import Entry
from omradesindex.show.charts.row_chart import Panel, RowChart, Rule
from omradesindex.show.cut import cut
from omradesindex.show.figure import GREY, INK, PAPER, SMALL, fitted, lay_out, text_width
from omradesindex.show.marks import Dot, Look, Span
from omradesindex.show.rows import LONGEST, Rows
from omradesindex.subjects.themes import words, words_tables
from omradesindex.wording import Language, join, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.themes.themed import Themed

# Okabe and Ito's vermilion and blue, told apart by the colour-blind; chance and what cannot be said are grey.
_COLOURS = {"challenge": "#D55E00", "better": "#0072B2", "chance": GREY, "unknown": GREY, "missing": GREY}
_FIELD, _MARGINS = 1.75, 1.2


def positions_chart(themed: Themed, themes: Sequence[str], lang: Language, most: int | None) -> Picture:
    """See :meth:`ThemesPlots.positions`."""
    shown = cut(themed.order, most)
    order = list(shown.order)
    codes = [themed.areas[i] for i in order]
    names = [themed.result.statistics.name_of(code) for code in codes]
    places = [themed.at(theme) for theme in themes]
    ends = _ends(themed, places)
    panels = [_panel(themed, order, place, ends, lang) for place in places]
    chart = RowChart(
        Rows.measured(codes, names, shown, lang),
        panels,
        _key(lang),
        width=max(9.0, LONGEST + _MARGINS + (_FIELD + 0.25) * len(panels)),
    )
    page = lay_out(
        words.headline(themed, lang),
        words_tables.field_line(themed, lang),
        [
            shown.told(lang),
            *words_tables.notes(themed, lang),
            *words.cannot_lines(themed, lang),
            *caveats(themed.result, lang),
            of_result.source_line(themed.result, lang),
        ],
        width=chart.width,
        body=chart.height,
        alt=_alt(themed, places, lang),
    )
    return chart.draw(page)


def _ends(themed: Themed, places: Sequence[int]) -> tuple[float, float]:
    """The same axis in every field and on every sheet, so that positions can be read across them."""
    sides = [side[:, places] for side in (themed.position, *themed.limits)]
    known = np.concatenate([side[np.isfinite(side)] for side in sides])
    most = float(np.max(np.abs(known), initial=1.0))
    return -1.05 * most, 1.05 * most


def _panel(
    themed: Themed, order: Sequence[int], place: int, ends: tuple[float, float], lang: Language
) -> Panel:
    verdicts = themed.verdict[order, place]
    position = themed.position[order, place]
    low, high = (side[order, place] for side in themed.limits)
    out = themed.stands_out[order, place]
    dots: list[Look] = [_dot(str(v), stands_out=bool(o)) for v, o in zip(verdicts, out, strict=True)]
    lines: list[Look] = [{"color": _COLOURS[str(v)], "linewidth": 1.6, "gid": "range"} for v in verdicts]
    lacking = words.VERDICT_WORDS["missing"].in_(lang)
    label = words.label(themed, place, lang)
    return Panel(
        [Span(low, high, lines), Dot(position, dots)],
        [Rule(0.0, "", {"color": GREY, "linewidth": 0.9})],
        between=ends,
        head=label if text_width(label, SMALL) <= _FIELD else fitted(label, _FIELD, SMALL),
        foot=say(lang, "större utmaning →", "greater challenge →"),
        absent=[lacking if np.isnan(p) else "" for p in position],
        parts=4,
        sign=True,
    )


def _dot(verdict: str, *, stands_out: bool = False) -> Look:
    """A dot in the verdict's colour; a ring where it cannot be said; a diamond where the theme stands out."""
    colour = _COLOURS[verdict]
    look: Look = {"color": colour, "markersize": 6.0, "gid": "position"}
    if verdict == "unknown":
        return {**look, "markerfacecolor": PAPER, "markeredgecolor": colour, "markeredgewidth": 1.2}
    if stands_out:
        return {**look, "marker": "D", "markersize": 7.5, "markeredgecolor": INK, "markeredgewidth": 1.0}
    return look


def _key(lang: Language) -> list[Entry]:
    entries = [
        Entry([Dot(0.5, _dot(verdict))], words.VERDICT_WORDS[verdict].in_(lang), 0.12)
        for verdict in ("challenge", "better", "chance", "unknown")
    ]
    out = say(lang, "sticker ut bland områdets teman", "stands out among the area's themes")
    span = say(lang, "där området kan ligga", "where the area may lie")
    return [
        *entries,
        Entry([Dot(0.5, _dot("challenge", stands_out=True))], out, 0.12),
        Entry([Span(0.0, 1.0, {"color": GREY, "linewidth": 1.6})], span, 0.4),
    ]


def _alt(themed: Themed, places: Sequence[int], lang: Language) -> str:
    """In which areas each theme stands out, for those who do not see the figure."""
    labels = join([words.label(themed, k, lang) for k in places], lang=lang)
    lines = [words.mission_line(themed, lang)] if themed.body else words.standing_out_lines(themed, lang)
    return " ".join([words_tables.figure_told(themed, labels, lang), *lines])
