"""A review on a map: the areas to look closer at, or how each area stands to a goal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.frozen import Frozen
from omradesindex.index import words as of_result
from omradesindex.index.caveats import caveats
from omradesindex.index.charts.maps import land_of
from omradesindex.index.decimals import score_decimals
from omradesindex.show.figure import NOT_CONCERNED
from omradesindex.show.maps.area_map import AreaMap
from omradesindex.show.maps.legends import Words
from omradesindex.show.maps.words import counted_alt
from omradesindex.subjects.goals.fitting import apart_unit, goal_decimals, goal_label, goal_unit
from omradesindex.subjects.goals.maps import FACES as PACE_FACES
from omradesindex.subjects.goals.words import NOT_FOR, NOT_FOR_IT
from omradesindex.subjects.over_time.words_reopen import TO_LOOK_AT, reopen_line
from omradesindex.subjects.review.words import REASON_TEXTS, goal_line, standing_text
from omradesindex.wording import Language, capital, number, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.review.numbers import ReviewNumbers

#: Why an area is to be looked closer at: of several reasons the first of these.
REASON_FACES: Mapping[str, Mapping[str, Any]] = Frozen(
    {
        "worsened": {"facecolor": "#b35806"},
        "improved": {"facecolor": "#542788"},
        "entered": {"facecolor": "#fdb863"},
        "left": {"facecolor": "#b2abd2"},
        "none": {"facecolor": "#dedede"},
    }
)
#: How areas stand to a goal: beside those whose pace is known, not reached, and not by its year.
GOAL_FACES: Mapping[str, Mapping[str, Any]] = Frozen(
    {**PACE_FACES, "left": {"facecolor": "#fee0b6"}, "missed": {"facecolor": "#e08214"}}
)


def reopen_map(review: ReviewNumbers, lang: Language) -> Picture:
    """Draw the areas to look closer at, with the change of every area's index."""
    change, rows = review.change, review.reopen
    assert change is not None  # asked before
    assert rows is not None
    given = dict(zip(rows["area"], rows["reasons"].str.split(", "), strict=True))
    each = [given.get(code, ["none"]) for code in change.areas]
    reasons = [next(why for why in REASON_FACES if why in own) for own in each]
    moved, result = change.moves.estimate, change.after
    decimals = 0 if change.by_rank else score_decimals(result)
    counts = Counter(reasons)
    texts = {why: REASON_TEXTS[why].in_(lang) for why in REASON_FACES if why in counts}
    # Those to look closer at first.
    order = np.lexsort((-np.nan_to_num(moved, nan=-np.inf), np.array(reasons) == "none"))
    drawn = AreaMap(
        land_of(result).of(change.areas),
        [result.statistics.name_of(code) for code in change.areas],
        order.tolist(),
        ~np.isnan(moved),
        [REASON_FACES[why] for why in reasons],
        [number(float(by), decimals, lang=lang, sign=True) for by in moved],
        say(lang, "Ändring", "Change"),
        Words([(REASON_FACES[why], text) for why, text in texts.items()]),
        lang,
    )
    what = TO_LOOK_AT.in_(lang)
    return drawn.draw(
        f"{capital(what)} · {of_result.headline(review.result, lang)}",
        "",
        [reopen_line(change, lang), *_rests_on(review, lang)],
        counted_alt(what, {text: counts[why] for why, text in texts.items()}, lang),
    )


def standing_map(review: ReviewNumbers, place: int, lang: Language) -> Picture:
    """Draw how each area stands to a goal, with what is left."""
    result, standing = review.result, review.standings[place]
    goal, at = standing.goal, {row: k for k, row in enumerate(standing.rows)}
    unit, n = apart_unit(goal_unit(goal, result, lang), lang), len(result.areas)
    left = np.array([standing.distance[at[row]] if row in at else np.nan for row in range(n)])
    status = [str(standing.status[at[row]]) if row in at else "outside" for row in range(n)]
    faces = {**GOAL_FACES, "outside": NOT_CONCERNED}
    counts = Counter(status)
    texts = {s: NOT_FOR.in_(lang) if s == "outside" else standing_text(s, lang) for s in faces if s in counts}
    furthest = np.where(np.isnan(left), np.where([s == "outside" for s in status], -2.0, -1.0), left)
    drawn = AreaMap(
        land_of(result),
        [result.names[code] for code in result.areas],
        [int(i) for i in np.argsort(-furthest, kind="stable")],
        ~np.isnan(left),
        [faces[s] for s in status],
        [
            number(float(value), goal_decimals(goal, result), lang=lang)
            if row in at
            else NOT_FOR_IT.in_(lang)
            for row, value in enumerate(left)
        ],
        f"{say(lang, 'Kvar', 'Left')}, {unit}",
        Words([(faces[s], text) for s, text in texts.items()]),
        lang,
        concerned=np.array([row in at for row in range(n)]),
    )
    label = goal_label(goal, result, lang)
    return drawn.draw(
        f"{label} · {of_result.headline(result, lang)}",
        goal_line(review, standing, lang),
        _rests_on(review, lang),
        counted_alt(label, {text: counts[s] for s, text in texts.items()}, lang),
    )


def _rests_on(review: ReviewNumbers, lang: Language) -> list[str]:
    return [*caveats(review.result, lang), of_result.source_line(review.result, lang)]
