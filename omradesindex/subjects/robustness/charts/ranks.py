"""Where each area's rank lies over the scenarios of a study."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.show.charts.key import Entry
from omradesindex.show.cut import cut
from omradesindex.show.figure import PAPER
from omradesindex.show.marks import Span, Stroke
from omradesindex.subjects.robustness.chart_words import places_alt, ranges_under
from omradesindex.subjects.robustness.charts.places_map import places_map
from omradesindex.subjects.robustness.charts.rank_rows import BAR, bar, places_chart, point, remarks
from omradesindex.subjects.robustness.charts.sheet import sheet
from omradesindex.subjects.robustness.words import varied_line
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.robustness.study import Study

_LINE = {"color": "#8fb8d3", "linewidth": 1.3}  # a lighter blue than the bars'
_MEDIAN = {"color": PAPER, "linewidth": 2.2, "zorder": 4}


def rank_ranges(study: Study, lang: Language, most: int | None, level: float) -> Picture:
    """See :meth:`RobustnessPlots.ranks`."""
    columns = ["base", "low", "median", "high", "best", "worst"]
    table = study.rank_ranges(level)[columns].to_numpy(dtype=float, na_value=np.nan)
    shown = cut(words.ordered(study.base), most)
    base, low, median, high, best, worst = table[list(shown.order)].T
    chart = places_chart(
        study.base,
        shown,
        [Span(best, worst, _LINE), bar(low, high), Stroke(median, BAR, _MEDIAN), point(base)],
        [
            Entry([point(0.5)], say(lang, "indexet som det är definierat", "the index as defined")),
            Entry([bar(0.3, 0.7)], study.kind(lang)),
            Entry([bar(0.3, 0.7), Stroke(0.5, BAR, _MEDIAN)], say(lang, "median", "median")),
            Entry([Span(0.0, 1.0, _LINE)], say(lang, "lägsta och högsta plats", "lowest and highest place")),
        ],
        lang,
    )
    page = sheet(
        study.base,
        lang,
        what=say(lang, "Varje områdes möjliga plats", "Each area's possible place"),
        under=ranges_under(study, level, lang),
        width=chart.width,
        body=chart.height,
        remarks=remarks(study.base, shown, lang),
        varied=varied_line(study, lang),
        alt=places_alt(study.base, table[:, 1], table[:, 3], lang),
    )
    return chart.draw(page)


def ranges_map(study: Study, lang: Language, level: float) -> Picture:
    """See :meth:`RobustnessPlots.map`."""
    table = study.rank_ranges(level)[["low", "high"]].to_numpy(dtype=float, na_value=np.nan)
    return places_map(
        study.base,
        table[:, 0],
        table[:, 1],
        lang,
        what=say(lang, "Varje områdes möjliga plats", "Each area's possible place"),
        under=ranges_under(study, level, lang),
        notes=[varied_line(study, lang)],
    )
