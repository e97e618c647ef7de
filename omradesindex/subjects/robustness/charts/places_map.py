"""How many places each area may have, on a map: what rank ranges and rank sets share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.charts.maps import land_of
from omradesindex.show.maps.area_map import AreaMap
from omradesindex.show.maps.scale import Scale
from omradesindex.show.maps.words import ends_alt
from omradesindex.subjects.robustness.chart_words import map_what, open_places_alt
from omradesindex.subjects.robustness.charts.sheet import title
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.show.figure import Picture

Floats = NDArray[np.float64]


def places_map(
    base: Scored, low: Floats, high: Floats, lang: Language, *, what: str, under: str, notes: list[str]
) -> Picture:
    """Draw how many places lie from one to another, and list which they are."""
    wide = high - low + 1
    known = ~np.isnan(wide)
    ends = zip(low, high, strict=True)
    texts = ["–" if np.isnan(a + b) else f"{a:.0f}" if a == b else f"{a:.0f}–{b:.0f}" for a, b in ends]
    scale = Scale.over(wide)
    drawn = AreaMap(
        land_of(base),
        [base.statistics.name_of(code) for code in base.areas],
        words.ordered(base),
        known,
        [scale.look(float(value)) for value in wide],
        texts,
        say(lang, "Möjlig plats", "Possible place"),
        scale.legend(
            say(lang, "← färre platser", "← fewer places"),
            say(lang, "fler platser →", "more places →"),
            lang,
            absent="" if known.all() else say(lang, "utan plats", "without a place"),
        ),
        lang,
        words.rank_labels(base),
    )
    told = [*notes, words.tie_line(base, lang), words.why_unranked(base, lang)]
    return drawn.draw(
        title(base, what, lang),
        under,
        [*told, *caveats(base, lang), words.source_line(base, lang)],
        ends_alt(map_what(lang), open_places_alt(base, low, high, lang), lang),
    )
