"""The ranking: areas in order, a bar for the index, a sign for each dimension."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.charts.sheet import ranked_rows, sheet
from omradesindex.index.classes import classes
from omradesindex.index.decimals import score_decimals
from omradesindex.index.words_scale import counted_from_city
from omradesindex.show.charts.key import Entry
from omradesindex.show.charts.row_chart import Panel, RowChart, Rule, Texts
from omradesindex.show.cut import cut
from omradesindex.show.figure import GREY, INK, LINE, SMALL
from omradesindex.show.marks import Bar, Dot
from omradesindex.wording import Language, exact_decimals, number, say

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.show.figure import Picture

_BAR = 0.2
_SPREAD = 0.1  # signs are laid so far above and below the row's middle, so that none hides another

# Okabe and Ito's colours, which the colour-blind can tell apart; each dimension has its own shape besides.
_COLOURS = ("#0072B2", "#009E73", "#CC79A7", "#000000", "#56B4E9", "#D55E00", "#E69F00", "#7A7A00")
_SHAPES = ("o", "s", "^", "D", "v", "P", "X", "*", "<", ">", "h", "p", "8", "d", "H")


def ranking(result: Scored, lang: Language, most: int | None) -> Picture:
    """See :meth:`ResultPlots.ranking`."""
    shown = cut(words.ordered(result), most)
    order = list(shown.order)
    scores, decimals, zero = (
        result.scores.to_numpy()[order],
        score_decimals(result),
        result.index.methods.zero,
    )
    palette = classes(result)
    border = {"edgecolor": INK, "linewidth": 0.4, "zorder": 1, "gid": "index-bar"}
    colours = ["none" if np.isnan(score) else palette.colour(score) for score in scores[:, 0]]
    faces = [{**border, "facecolor": colour} for colour in colours]
    looks = [_sign(k) for k in range(scores.shape[1] - 1)]
    lifts = np.linspace(_SPREAD, -_SPREAD, len(looks)) if len(looks) > 1 else np.zeros(1)
    signs = [
        Dot(scores[:, k + 1], look, lift=float(lift))
        for k, (look, lift) in enumerate(zip(looks, lifts, strict=True))
    ]
    names = [result.label(column, lang) for column in result.columns]
    key = [Entry([Bar(0.0, 1.0, _BAR, {**border, "facecolor": LINE})], names[0], 0.2)]
    key += [Entry([Dot(0.5, look)], name, 0.2) for name, look in zip(names[1:], looks, strict=True)]
    city = f"{counted_from_city(result, lang)} = {number(zero, exact_decimals([zero]), lang=lang)}"
    rule = Rule(zero, city if palette.is_city else "", {"linewidth": 1.1, "zorder": 3})
    panel = Panel(
        [Bar(np.full(len(order), zero), scores[:, 0], _BAR, faces), *signs],
        [rule],
        also=[result.scores.to_numpy()],
        foot=say(lang, "poäng; större utmaning →", "points; greater challenge →"),
    )
    ranges: list[Texts] = []
    if result.rank_ranges is not None:
        texts = [result.rank_ranges.texts()[i] for i in order]
        look = {"size": SMALL, "colour": GREY, "gid": "rank-range"}
        ranges = [Texts(texts, words.range_head(lang), look=look)]
    points = [number(float(score), decimals, lang=lang) for score in scores[:, 0]]
    chart = RowChart(
        ranked_rows(result, shown, lang),
        [*ranges, panel, Texts(points, names[0], look={"weight": "bold"})],
        key,
        row=0.34,
    )
    what = words.ranking_line(lang)
    page = sheet(
        result,
        lang,
        width=chart.width,
        body=chart.height,
        remarks=(
            shown.told(lang),
            words.tie_line(result, lang),
            words.alike_line(result, lang),
            words.range_line(result, lang),
            words.why_unranked(result, lang),
        ),
        alt=f"{what} {words.ends_of(result, lang)}",
    )
    return chart.draw(page)


def _sign(place: int) -> dict[str, object]:
    shape, colour = _SHAPES[place % len(_SHAPES)], _COLOURS[place % len(_COLOURS)]
    return {"marker": shape, "color": colour, "markersize": 6.0, "markeredgewidth": 0.6, "zorder": 4}
