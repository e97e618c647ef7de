"""A goal on a map: where each area stands to it, and what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.frozen import Frozen
from omradesindex.index.charts.maps import land_of
from omradesindex.show.figure import ABSENT, NOT_CONCERNED
from omradesindex.show.maps.area_map import AreaMap
from omradesindex.show.maps.legends import Words
from omradesindex.subjects.goals.words import (
    NOT_FOR,
    NOT_FOR_IT,
    STATUS_LABELS,
    how_lines,
    map_alternative,
    status_text,
    title,
)
from omradesindex.subjects.over_time.words import rests_on
from omradesindex.wording import Language, number, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.goals.numbers import GoalsNumbers

#: Purple is near the goal or there, orange is far from it: the darker the more surely.
FACES: Mapping[str, Mapping[str, Any]] = Frozen(
    {
        "reached": {"facecolor": "#542788"},
        "may_lose": {"facecolor": "#8073ac"},
        "on_pace": {"facecolor": "#b2abd2"},
        "too_slow": {"facecolor": "#fdb863"},
        "still": {"facecolor": "#dedede"},
        "receding": {"facecolor": "#b35806"},
        "unknown": ABSENT,
    }
)


def goal_map(goals: GoalsNumbers, place: int, lang: Language) -> Picture:
    """See :meth:`GoalsPlots.map`."""
    goal, trend = goals.goals[place], goals.trend
    rows = goals.to_frame()
    rows = rows[rows["goal"] == place + 1].sort_values("left", ascending=False, kind="stable")
    at = {code: k for k, code in enumerate(trend.areas)}
    status = dict(zip(rows["area"], map(str, rows["status"]), strict=True))
    left = dict(zip(rows["area"], rows["left"].astype(float), strict=True))
    # A goal may be for some of the areas only.
    meant = [at[code] for code in rows["area"]]
    order = [*meant, *(k for k in range(len(trend.areas)) if k not in set(meant))]
    decimals = goals.decimals(goal)
    told = {code: "" if value <= 0 else number(value, decimals, lang=lang) for code, value in left.items()}
    entries = [(FACES[name], status_text(name, lang)) for name in FACES if name in status.values()]
    entries += [(NOT_CONCERNED, NOT_FOR.in_(lang))] if len(status) < len(at) else []
    drawn = AreaMap(
        land_of(trend.results[-1]).of(trend.areas),
        [trend.name_of(code) for code in trend.areas],
        order,
        rows.set_index("area")["left"].reindex([*trend.areas]).notna().to_numpy(dtype=bool),
        [FACES[status[code]] if code in status else NOT_CONCERNED for code in trend.areas],
        [
            f"{STATUS_LABELS[status[code]][0]} {told[code]}".rstrip()
            if code in status
            else NOT_FOR_IT.in_(lang)
            for code in trend.areas
        ],
        f"{say(lang, 'Kvar', 'Left')}, {goals.unit_apart(goal, lang)}",
        Words(entries),
        lang,
        concerned=np.array([code in status for code in trend.areas]),
    )
    under, *notes = how_lines(goals, lang, [place])
    return drawn.draw(
        f"{goals.label(goal, lang)} · {title(goals, lang).partition(' · ')[2]}",
        under,
        [*notes, *rests_on(trend, lang)],
        map_alternative(Counter(status.values()), lang),
    )
