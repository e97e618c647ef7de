"""A theme on a map: where it is a challenge beyond chance, where it is not, and each area's position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.frozen import Frozen
from omradesindex.index import words as of_result
from omradesindex.index.caveats import caveats
from omradesindex.index.charts.maps import land_of
from omradesindex.show.figure import ABSENT, UNSURE
from omradesindex.show.maps.area_map import AreaMap
from omradesindex.show.maps.legends import Words
from omradesindex.show.maps.words import counted_alt
from omradesindex.subjects.themes import words, words_tables
from omradesindex.wording import Language, number, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.themes.themed import Themed

FACES: Mapping[str, Mapping[str, Any]] = Frozen(
    {
        "challenge": {"facecolor": "#e08214"},
        "better": {"facecolor": "#8073ac"},
        "chance": {"facecolor": "#dedede"},
        "unknown": UNSURE,
        "missing": ABSENT,
    }
)


def theme_map(themed: Themed, theme: str, lang: Language) -> Picture:
    """See :meth:`ThemesPlots.map`."""
    place = themed.at(theme)
    position, verdicts = themed.position[:, place], [str(v) for v in themed.verdict[:, place]]
    marks = {True: f"{words.OUT} ", False: ""}
    drawn = AreaMap(
        land_of(themed.result).of(themed.areas),
        [themed.result.statistics.name_of(code) for code in themed.areas],
        [int(i) for i in np.argsort(-np.nan_to_num(position, nan=-np.inf), kind="stable")],
        ~np.isnan(position),
        [FACES[verdict] for verdict in verdicts],
        [
            f"{marks[bool(out)]}{number(float(at), 1, lang=lang, sign=True)}"
            for out, at in zip(themed.stands_out[:, place], position, strict=True)
        ],
        say(lang, "Läge", "Position"),
        Words([(FACES[v], words.VERDICT_WORDS[v].in_(lang)) for v in FACES if v in verdicts]),
        lang,
    )
    label = words.label(themed, place, lang)
    counts = Counter(verdicts)
    notes = [
        words_tables.out_line(lang) if bool(themed.stands_out[:, place].any()) else "",
        *words_tables.notes(themed, lang),
        *words.cannot_lines(themed, lang),
        *caveats(themed.result, lang),
        of_result.source_line(themed.result, lang),
    ]
    alt = counted_alt(
        label, {words.VERDICT_WORDS[v].in_(lang): counts[v] for v in FACES if v in counts}, lang
    )
    return drawn.draw(f"{label} · {words.headline(themed, lang)}", "", notes, alt)
