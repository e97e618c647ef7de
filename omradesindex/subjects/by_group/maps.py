"""The gap between two groups on a map: where one fares worse by more than chance, and each area's gap."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index.charts.maps import land_of
from omradesindex.index.groups.maps import FACES
from omradesindex.show.maps.area_map import AreaMap
from omradesindex.show.maps.legends import Words
from omradesindex.show.maps.words import counted_alt
from omradesindex.subjects.by_group.charts import under_title
from omradesindex.subjects.by_group.words import group_notes, headline, map_what, verdict_text
from omradesindex.wording import Language, Text, number

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.by_group.contrast import Contrast
    from omradesindex.subjects.by_group.numbers import GroupNumbers

_MISSING = Text("uppgift saknas", "no figures")


def gap_map(held: GroupNumbers, contrast: Contrast, place: int, lang: Language) -> Picture:
    """See :meth:`ByGroupPlots.map`."""
    n, measure = len(held.areas), held.asked.measures[place]
    gap = contrast.gap[:n, place]
    # An area that is not asked about has no verdict.
    verdicts = [
        "missing" if np.isnan(value) or not verdict else str(verdict)
        for value, verdict in zip(gap, contrast.verdict[:n, place], strict=True)
    ]
    counts = Counter(verdicts)
    texts = {
        v: _MISSING.in_(lang) if v == "missing" else verdict_text(held, contrast, v, lang)
        for v in FACES
        if v in counts
    }
    order, _ = contrast.order(place)
    drawn = AreaMap(
        land_of(held.breakdown.full).of(held.areas),
        [held.name_of(code) for code in held.areas],
        [*order, *(row for row in range(n) if row not in set(order))],
        ~np.isnan(gap),
        [FACES[verdict] for verdict in verdicts],
        [number(float(value), measure.decimals, lang=lang, sign=True) for value in gap],
        measure.unit.in_(lang),
        Words([(FACES[v], text) for v, text in texts.items()]),
        lang,
    )
    return drawn.draw(
        headline(held, lang),
        under_title(held, contrast, place, lang),
        group_notes(held, lang),
        counted_alt(map_what(held, contrast, lang), {text: counts[v] for v, text in texts.items()}, lang),
    )
