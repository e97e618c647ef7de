"""The index with its intervals, drawn: how far each area's score may be from what it is said to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.charts.sheet import ranked_rows
from omradesindex.index.decimals import score_decimals
from omradesindex.index.uncertainty.words import first_lines, headline, interval_name, notes
from omradesindex.show.charts.key import Entry
from omradesindex.show.charts.row_chart import Panel, RowChart, Texts
from omradesindex.show.cut import cut
from omradesindex.show.figure import INK, lay_out
from omradesindex.show.marks import Dot, Span
from omradesindex.wording import Language, number, say

if TYPE_CHECKING:
    from omradesindex.index.uncertainty.numbers import Uncertain
    from omradesindex.show.figure import Picture

_LINE = {"color": "#0072B2", "linewidth": 2.0}  # Okabe and Ito's blue
_POINT = {"color": INK, "markersize": 5.5}


def intervals_chart(uncertainty: Uncertain, lang: Language, most: int | None) -> Picture:
    """See :meth:`UncertaintyPlots.intervals`."""
    result = uncertainty.result
    shown = cut(words.ordered(result), most)
    order, decimals = list(shown.order), score_decimals(result)
    sides = (result.level_scores, uncertainty.score_low, uncertainty.score_high)
    every = [side["index"] for side in sides]
    scores, low, high = (side[order] for side in every)
    none = say(lang, "uppgift saknas", "no figures")
    panel = Panel(
        [Span(low, high, {**_LINE, "gid": "interval"}, caps=0.1), Dot(scores, {**_POINT, "gid": "score"})],
        also=every,
        foot=say(lang, "poäng; större utmaning →", "points; greater challenge →"),
        absent=[none if np.isnan(score) else "" for score in scores],
    )
    points = [number(float(score), decimals, lang=lang) for score in scores]
    ends = [[number(float(v), decimals, lang=lang) for v in pair] for pair in zip(low, high, strict=True)]
    to = say(lang, "till", "to")
    reach = ["–" if first == "–" else f"{first} {to} {last}" for first, last in ends]
    chart = RowChart(
        ranked_rows(result, shown, lang),
        [
            panel,
            Texts(points, result.label("index", lang)),
            Texts(reach, say(lang, "slumpintervall", "chance interval")),
        ],
        [
            Entry([Dot(0.5, _POINT)], say(lang, "poäng", "score"), 0.1),
            Entry([Span(0.0, 1.0, _LINE, caps=0.1)], interval_name(uncertainty, lang), 0.4),
        ],
        width=10.0,
    )
    told = " ".join(first_lines(uncertainty, lang))
    page = lay_out(
        headline(uncertainty, lang),
        told,
        [
            shown.told(lang),
            *notes(uncertainty, lang),
            words.tie_line(result, lang),
            words.why_unranked(result, lang),
            *caveats(result, lang),
            words.source_line(result, lang),
        ],
        width=chart.width,
        body=chart.height,
        alt=f"{told} {words.ends_of(result, lang)}",
    )
    return chart.draw(page)
