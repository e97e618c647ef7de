"""Area types on a map: a colour for each of the five."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.frozen import Frozen
from omradesindex.geography.land import with_outlines
from omradesindex.show.figure import ABSENT
from omradesindex.show.maps.area_map import AreaMap
from omradesindex.show.maps.legends import Words
from omradesindex.show.maps.words import counted_alt
from omradesindex.subjects.area_types.page import told_below
from omradesindex.subjects.area_types.words import HEAD, counted, headline, kind_said, type_label
from omradesindex.wording import Language, number, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.area_types.numbers import TypeNumbers

#: Purple and orange as on the other maps, orange for challenges.
FACES: Mapping[int, Mapping[str, Any]] = Frozen(
    {
        1: {"facecolor": "#b35806"},
        2: {"facecolor": "#fdb863"},
        3: {"facecolor": "#dedede"},
        4: {"facecolor": "#b2abd2"},
        5: {"facecolor": "#542788"},
        0: ABSENT,
    }
)


def type_map(held: TypeNumbers, lang: Language) -> Picture:
    """See :meth:`AreaTypesPlots.map`."""
    division = None if held.result is None else held.result.statistics.division
    land = with_outlines(division, held.whose or HEAD.in_(lang)).land.of(held.areas)
    kinds, values = held.kinds, held.scores.to_numpy(dtype=float, na_value=np.nan)
    there = Counter(kinds)
    drawn = AreaMap(
        land,
        held.names,
        held.order,
        ~np.isnan(values),
        [FACES[kind] for kind in kinds],
        [number(float(value), 1, lang=lang) for value in values],
        say(lang, "Index, %", "Index, %"),
        Words([(FACES[kind], type_label(kind, lang)) for kind in FACES if kind in there]),
        lang,
    )
    counts = {kind_said(kind, lang): there[kind] for kind in FACES if kind in there}
    alt = counted_alt(HEAD.in_(lang), counts, lang)
    return drawn.draw(headline(held, lang), counted(held, lang), told_below(held, lang), alt)
