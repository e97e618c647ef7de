"""Maps of a result: each area in the colour of its score, and the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.charts.classes import legend, paint
from omradesindex.index.charts.sheet import sheet
from omradesindex.index.classes import classes
from omradesindex.index.decimals import score_decimals
from omradesindex.index.words_scale import counted_from_city
from omradesindex.show.figure import BODY, MARGIN, Picture, fitted
from omradesindex.show.maps import words as map_words
from omradesindex.show.maps.area_map import AreaMap, Labels, Land
from omradesindex.show.maps.coverage import Floats
from omradesindex.show.maps.legends import HEIGHT
from omradesindex.show.maps.panel import draw_bar
from omradesindex.show.maps.plan import plan_map
from omradesindex.show.maps.sheet import WIDTH
from omradesindex.wording import Language, number, say, unit_said

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.show.figure import Sheet


def one_map(
    result: Scored,
    column: str,
    lang: Language,
    labels: Labels = "auto",
    *,
    table: bool = False,
) -> Picture:
    """See :meth:`ResultPlots.map`; with ``table`` one stands below it and is its list where none has room."""
    what = result.label(column, lang)
    ends = words.ends_of(result, lang, column)
    alt = map_words.ends_alt(what, ends, lang)

    def make(
        width: float, body: float, remarks: Sequence[str] = (), *, part: tuple[int, int] | None = None
    ) -> Sheet:
        return sheet(
            result,
            lang,
            width=width,
            body=body,
            column=column,
            remarks=tuple(remarks),
            alt=alt if part is None else map_words.list_alt(lang),
            part="" if part is None else map_words.list_part(*part, lang),
        )

    return _area_map(result, column, lang, labels).draw_on(make, table=table)


def labels_of(result: Scored, lang: Language) -> tuple[str, ...]:
    """Return what is written on the areas of the index's map: places or codes, letters where no place is."""
    return _area_map(result, "index", lang).texts


def small_maps(result: Scored, lang: Language) -> Picture:
    """See :meth:`ResultPlots.maps`."""
    columns, land = result.columns, land_of(result)
    coverage, backdrops, texts = land.coverage, land.backdrops, _area_map(result, "index", lang).texts
    room = WIDTH - 2 * MARGIN
    gap, head = 0.25, 0.3
    across = min(3, len(columns))
    width = (room - gap * (across - 1)) / across
    plan = plan_map(coverage, texts, width, 1.3 * width, small=True, backdrops=backdrops)
    if len(plan.panels) > 1 and across > 1:
        # A part enlarged beside each map takes room.
        across = min(2, len(columns))
        width = (room - gap * (across - 1)) / across
        plan = plan_map(coverage, texts, width, width, small=True, backdrops=backdrops)
    down = -(-len(columns) // across)
    body = down * (plan.height + head) + HEIGHT + 0.15
    ends = words.ends_of(result, lang)
    named = ", ".join(result.label(column, lang) for column in columns)
    alt = say(
        lang,
        f"Små kartor på samma färgskala: {named}. {ends}",
        f"Small maps on one colour scale: {named}. {ends}",
    )
    remarks = []
    if any(plan.texts) and texts != tuple(result.areas):
        lacking = bool(np.isnan(_scores(result, "index")).any())
        remarks.append(map_words.number_line(True, lacking, lang))
    if not any(plan.texts) or remarks:
        remarks.append(map_words.one_map_line(lang))
    remarks.append(map_words.parts_line(plan.letters(far=False), plan.letters(far=True), lang))
    remarks.append(map_words.around_line([layer.source for layer in backdrops], lang))
    page = sheet(result, lang, width=WIDTH, body=body, remarks=(" ".join(remarks),), alt=alt)
    palette = classes(result)
    for place, column in enumerate(columns):
        row, at = divmod(place, across)
        left = page.left + at * (width + gap)
        top = page.top - row * (plan.height + head)
        scores = _scores(result, column)
        label = result.label(column, lang)
        if np.isnan(scores).all():
            label = f"{label}: {say(lang, 'kan inte beräknas', 'cannot be computed')}"
        page.text(left, top - 0.17, fitted(label, width, BODY + 1, "bold"), size=BODY + 1, weight="bold")
        faces = [paint(palette, score) for score in scores]
        plan.draw(page, left, top - head - plan.height, faces, lang)
    absent = bool(np.isnan(result.scores.to_numpy()).any())
    key = legend(palette, counted_from_city(result, lang), lang, absent=absent)
    end = key.draw(page, page.left, page.bottom, page.right - page.left)
    draw_bar(page, end + 0.25, page.bottom + 0.2, plan.scale, 1.25, lang)
    return page.figure


def land_of(result: Scored) -> Land:
    """What a result's maps are drawn on; the division has joined its outlines once for all its maps."""
    division = result.statistics.division
    assert division is not None  # Plots has seen to it
    return division.land.of(result.areas)


def _scores(result: Scored, column: str) -> Floats:
    """Scores of a dimension or the index; an indicator's distance to the city on the same scale."""
    if column in result.columns:
        return np.asarray(result.scores[column].to_numpy())
    place = [indicator.id for indicator in result.index.indicators].index(column)
    methods = result.index.methods
    return methods.zero + methods.points * result.normalised[:-1, place]


def _area_map(result: Scored, column: str, lang: Language, labels: Labels = "auto") -> AreaMap:
    scores, palette, in_index = _scores(result, column), classes(result), column in result.columns
    known = ~np.isnan(scores)
    if in_index:
        head = say(lang, "Poäng", "Score")
        decimals = score_decimals(result, column)
        values = [number(score, decimals, lang=lang) for score in scores]
        told = [words.tie_line(result, lang, column), words.alike_line(result, lang, column)]
    else:
        place = [indicator.id for indicator in result.index.indicators].index(column)
        indicator = result.index.indicators[place]
        head = f"{indicator.direction.arrow} {unit_said(indicator.unit, lang)}"
        values = [words.value_text(result, i, place, lang) for i in range(len(scores))]
        told = [words.mark_line(result, lang)]
    return AreaMap(
        land_of(result),
        [result.statistics.name_of(code) for code in result.areas],
        words.ordered(result, column),
        known,
        [paint(palette, score) for score in scores],
        values,
        head,
        legend(palette, counted_from_city(result, lang), lang, absent=not known.all()),
        lang,
        words.rank_labels(result, column) if in_index else (),
        labels,
        (" ".join(part for part in told if part),),
    )
