"""The spread inside each area on a map: how far its sub-areas are from the area's mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.geography.land import with_outlines
from omradesindex.show.alternative import ends_line
from omradesindex.show.decimals import decimals_for
from omradesindex.show.maps.area_map import AreaMap
from omradesindex.show.maps.scale import Scale
from omradesindex.show.maps.words import ends_alt
from omradesindex.subjects.spread.charts import source_line
from omradesindex.subjects.spread.words import apart_unit, headline, map_key, notes, under_map
from omradesindex.wording import Language, area_name, number, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.spread.inside import Inside


def spread_map(spread: Inside, measure: str, lang: Language) -> Picture:
    """See :meth:`SpreadPlots.map`."""
    place, division = spread.measures.index(measure), with_outlines(spread.division, spread.statistics.name)
    # Of one sub-area alone there is no spread.
    several = np.bincount(spread.places[spread.known[place]], minlength=len(division.codes)) > 1
    values = np.where(several, spread.deviation[place, :-1], np.nan)
    known = ~np.isnan(values)
    decimals = decimals_for(float(np.std(values[known]))) if known.any() else 1
    texts = [number(float(value), decimals, lang=lang) for value in values]
    order = [int(i) for i in np.argsort(-np.where(known, values, -np.inf), kind="stable")]
    scale = Scale.over(values)
    drawn = AreaMap(
        division.land,
        division.names,
        order,
        known,
        [scale.look(float(value)) for value in values],
        texts,
        apart_unit(spread, measure, lang),
        scale.legend(
            say(lang, "← mer lika", "← more alike"),
            say(lang, "mer olika →", "more unlike →"),
            lang,
            absent="" if known.all() else say(lang, "saknas", "missing"),
        ),
        lang,
    )
    told = [f"{area_name(division.codes[i], division.names[i])} ({texts[i]})" for i in order if known[i]]
    ends = ends_line(told, lang, first=say(lang, "Störst", "Greatest"), last=say(lang, "minst", "smallest"))
    return drawn.draw(
        headline(spread, lang, measure),
        under_map(spread, measure, lang),
        [*notes(spread, lang, measure), source_line(spread, measure, lang)],
        ends_alt(map_key(lang), ends, lang),
    )
