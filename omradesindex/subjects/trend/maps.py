"""A trend on a map: where conditions become harder or better by more than chance, and each area's pace."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index.charts.maps import land_of
from omradesindex.show.maps.area_map import AreaMap
from omradesindex.subjects.over_time.looks import FACES, verdict_legend
from omradesindex.subjects.over_time.words import SIGNS, judged_lines, rests_on, stick_line, uneven_lines
from omradesindex.subjects.trend.charts import slope_text, steepest_first
from omradesindex.subjects.trend.words import error_lines, labels_of, map_alternative, title
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.trend.numbers import TrendNumbers


def trend_map(trend: TrendNumbers, column: str, lang: Language) -> Picture:
    """See :meth:`TrendPlots.map`."""
    place = trend.column(column)
    verdicts = [str(verdict) for verdict in trend.judged.verdict[:, place]]
    drawn = AreaMap(
        land_of(trend.results[-1]).of(trend.areas),
        [trend.name_of(code) for code in trend.areas],
        steepest_first(trend, place)[0],
        ~np.isnan(trend.lines.slope[:, place]),
        [FACES[verdict] for verdict in verdicts],
        [f"{SIGNS[v]} {slope_text(trend, place, k, lang)}" for k, v in enumerate(verdicts)],
        say(lang, "Per år", "A year"),
        verdict_legend(verdicts, labels_of(trend), lang),
        lang,
    )
    notes = [
        *([] if trend.by_rank else judged_lines(trend, lang)),
        *error_lines([trend.lines], lang, place),
        *uneven_lines(trend, lang),
        *rests_on(trend, lang),
    ]
    alt = map_alternative(trend, Counter(verdicts), lang)
    return drawn.draw(title(trend, lang, column), stick_line(trend, lang), notes, alt)
