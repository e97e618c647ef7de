"""Confidence sets of ranks under the values' errors, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.show.charts.key import Entry
from omradesindex.show.cut import cut
from omradesindex.subjects.robustness.chart_words import places_alt
from omradesindex.subjects.robustness.charts.places_map import places_map
from omradesindex.subjects.robustness.charts.rank_rows import bar, places_chart, point, remarks
from omradesindex.subjects.robustness.charts.sheet import sheet
from omradesindex.subjects.robustness.set_words import sets_line
from omradesindex.wording import NBSP, Language, number, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.robustness.ranks_under_error import RanksUnderError


def rank_sets(found: RanksUnderError, lang: Language, most: int | None) -> Picture:
    """See :meth:`RanksUnderErrorPlots.rank_sets`."""
    sets, base = found.sets, found.base
    shown = cut(words.ordered(base), most)
    order = list(shown.order)
    lower, upper = (np.asarray(ends, dtype=float)[order] for ends in (sets.lower, sets.upper))
    ranks = np.where(np.isnan(lower), np.nan, np.asarray(sets.rank, dtype=float)[order])
    level = number(100 * sets.level, lang=lang)
    held = say(lang, f"öppna platser ({level}{NBSP}%)", f"places left open ({level}%)")
    chart = places_chart(
        base,
        shown,
        [bar(lower, upper), point(ranks)],
        [
            Entry([point(0.5)], say(lang, "indexet som det är definierat", "the index as defined")),
            Entry([bar(0.3, 0.7)], held),
        ],
        lang,
    )
    page = sheet(
        base,
        lang,
        what=say(lang, "Platser som slumpen lämnar öppna", "Places that chance leaves open"),
        under=sets_line(sets, lang),
        width=chart.width,
        body=chart.height,
        remarks=(shown.told(lang), *found.head(lang)[1:], *found.told(lang), *remarks(base, shown, lang)[1:]),
        varied="",
        alt=places_alt(base, np.asarray(sets.lower, dtype=float), np.asarray(sets.upper, dtype=float), lang),
    )
    return chart.draw(page)


def sets_map(found: RanksUnderError, lang: Language) -> Picture:
    """See :meth:`RanksUnderErrorPlots.map`."""
    return places_map(
        found.base,
        np.asarray(found.sets.lower, dtype=float),
        np.asarray(found.sets.upper, dtype=float),
        lang,
        what=say(lang, "Platser som slumpen lämnar öppna", "Places that chance leaves open"),
        under=sets_line(found.sets, lang),
        notes=[*found.head(lang)[1:], *found.told(lang)],
    )
