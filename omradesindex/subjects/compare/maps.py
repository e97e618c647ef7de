"""A proposal on a map: how many places each area moves beside the base index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words as of_result
from omradesindex.index.caveats import caveats
from omradesindex.index.charts.maps import land_of
from omradesindex.show.figure import ABSENT
from omradesindex.show.maps.area_map import AreaMap
from omradesindex.show.maps.legends import Words
from omradesindex.show.maps.words import counted_alt
from omradesindex.subjects.compare.charts import words_of_ranks
from omradesindex.subjects.compare.words import (
    map_under,
    map_what,
    move_texts,
    new_indicators,
    sets_line,
    shared_line,
)
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.compare.compared import Compared

# Towards place 1 orange, as a greater challenge is on the index's maps; far and less far.
_COLOURS = ("#b35806", "#fdb863", "#dedede", "#b2abd2", "#542788")


def moves_map(comparison: Compared, name: str, lang: Language) -> Picture:
    """See :meth:`ComparisonPlots.map`."""
    everything, place = comparison.everything, comparison.sets.index(name)
    ranks = comparison.ranks.to_numpy(dtype=float, na_value=np.nan)
    before, after = ranks[:, 0], ranks[:, place]
    moved = before - after
    known = ~np.isnan(moved)
    few = _few(moved[known])
    # 0 far towards place 1, 1 towards it, 2 the same place, 3 away, 4 far away; 5 without a place.
    kinds = np.where(known, 2 - np.sign(moved) * np.where(np.abs(moved) > few, 2, 1), 5).astype(int)
    faces = [*({"facecolor": colour} for colour in _COLOURS), ABSENT]
    texts = move_texts(few, lang)
    there = [kind for kind in range(len(faces)) if (kinds == kind).any()]
    written = words_of_ranks(comparison)
    drawn = AreaMap(
        land_of(everything),
        [comparison.statistics.name_of(code) for code in comparison.areas],
        [int(i) for i in np.lexsort((before, np.where(known, after, np.inf)))],
        known,
        [faces[kind] for kind in kinds],
        [f"{row[0]} → {row[place]}" for row in written],
        say(lang, "Från → till", "From → to"),
        Words([(faces[kind], texts[kind]) for kind in there]),
        lang,
        [row[place] for row in written],
    )
    tied = any(row[k].endswith("=") for row in written for k in (0, place))
    notes = [
        sets_line(comparison, lang),
        shared_line(lang) if tied else "",
        new_indicators(comparison, lang),
        *caveats(everything, lang),
        of_result.source_line(everything, lang),
    ]
    counts = {texts[kind]: int((kinds == kind).sum()) for kind in there}
    return drawn.draw(
        f"{name} · {of_result.headline(everything, lang)}",
        map_under(comparison, name, lang),
        notes,
        counted_alt(map_what(name, lang), counts, lang),
    )


def _few(moved: np.ndarray) -> int:
    """Up to how many places a move is a short one: half of those that move."""
    far = np.abs(moved[moved != 0])
    return int(np.median(far)) if len(far) else 1
