"""The change between two years on a map: where it is more than chance, which way, and each area's change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from omradesindex.index.charts.maps import land_of
from omradesindex.show.maps.area_map import AreaMap
from omradesindex.subjects.change.charts import rows_of
from omradesindex.subjects.change.page import title
from omradesindex.subjects.change.words import cells_of, left_out, map_alternative, stage_lines
from omradesindex.subjects.over_time.looks import FACES, verdict_legend
from omradesindex.subjects.over_time.words import SIGNS, judged_lines, rests_on, stick_line, uneven_lines
from omradesindex.wording import Language, number, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.change.numbers import ChangeNumbers


def change_map(change: ChangeNumbers, column: str, lang: Language) -> Picture:
    """See :meth:`ChangePlots.map`."""
    rows = rows_of(change, column)
    place = {code: k for k, code in enumerate(change.areas)}
    order = [place[code] for code in rows["area"]]
    by_place = rows.assign(place=order).sort_values("place")
    verdicts = [str(verdict) for verdict in by_place["verdict"]]
    decimals = 0 if change.by_rank else 1
    drawn = AreaMap(
        land_of(change.after).of(change.areas),
        [str(name) for name in by_place["name"]],
        order,
        by_place["estimate"].notna().to_numpy(dtype=bool),
        [FACES[verdict] for verdict in verdicts],
        [
            f"{SIGNS[verdict]} {number(float(estimate), decimals, lang=lang, sign=True)}"
            for verdict, estimate in zip(verdicts, by_place["estimate"], strict=True)
        ],
        say(lang, "Ändring", "Change"),
        verdict_legend(verdicts, cells_of(change), lang),
        lang,
    )
    notes = [*judged_lines(change, lang), *stage_lines(change, lang), *uneven_lines(change, lang)]
    notes += [*left_out(change, lang), *rests_on(change, lang)]
    alt = map_alternative(change, Counter(verdicts), lang)
    return drawn.draw(title(change, lang, column), stick_line(change, lang), notes, alt)
