"""Chance on a map: where an area's score is surely above or below the scale's zero, and where not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.frozen import Frozen
from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.charts.maps import land_of
from omradesindex.index.decimals import score_decimals
from omradesindex.index.uncertainty.words import SIDES, first_lines, headline, map_what, notes, side_text
from omradesindex.show.figure import ABSENT
from omradesindex.show.maps.area_map import AreaMap
from omradesindex.show.maps.legends import Words
from omradesindex.show.maps.words import counted_alt
from omradesindex.wording import Language, number, say

if TYPE_CHECKING:
    from omradesindex.index.uncertainty.numbers import Uncertain
    from omradesindex.show.figure import Picture

FACES: Mapping[str, Mapping[str, Any]] = Frozen(
    {
        "above": {"facecolor": "#e08214"},
        "below": {"facecolor": "#8073ac"},
        "both": {"facecolor": "#dedede"},
        "unknown": ABSENT,
    }
)


def sides_of(uncertainty: Uncertain) -> list[str]:
    """On which side of the scale's zero each area's interval lies: above, below, both, unknown."""
    low, high = uncertainty.score_low["index"], uncertainty.score_high["index"]
    zero = uncertainty.result.index.methods.zero
    unknown = np.isnan(low) | np.isnan(high)
    sides = np.where(
        unknown, "unknown", np.where(low > zero, "above", np.where(high < zero, "below", "both"))
    )
    return [str(side) for side in sides]


def sides_map(uncertainty: Uncertain, lang: Language) -> Picture:
    """See :meth:`UncertaintyPlots.map`."""
    result, decimals = uncertainty.result, score_decimals(uncertainty.result)
    sides, scores = sides_of(uncertainty), result.level_scores["index"]
    low, high = uncertainty.score_low["index"], uncertainty.score_high["index"]
    to = say(lang, "till", "to")
    reach = [
        "–"
        if side == "unknown"
        else " ".join((number(float(a), decimals, lang=lang), to, number(float(b), decimals, lang=lang)))
        for side, a, b in zip(sides, low, high, strict=True)
    ]
    drawn = AreaMap(
        land_of(result),
        [result.statistics.name_of(code) for code in result.areas],
        words.ordered(result),
        ~np.isnan(scores),
        [FACES[side] for side in sides],
        reach,
        say(lang, "slumpintervall", "chance interval"),
        Words([(FACES[side], side_text(result, side, lang)) for side in SIDES if side in sides]),
        lang,
        words.rank_labels(result),
    )
    counts = Counter(sides)
    alt = counted_alt(
        map_what(lang),
        {side_text(result, side, lang): counts[side] for side in SIDES if side in counts},
        lang,
    )
    told = [words.tie_line(result, lang), words.why_unranked(result, lang)]
    rest = [*notes(uncertainty, lang), *told, *caveats(result, lang), words.source_line(result, lang)]
    return drawn.draw(headline(uncertainty, lang), " ".join(first_lines(uncertainty, lang)), rest, alt)
