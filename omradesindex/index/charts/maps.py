"""Maps of a result: each area in the colour of its score, and the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from omradesindex.errors import DivisionError
from omradesindex.index import words
from omradesindex.index.charts.classes import LEGEND_HEIGHT, legend, paint
from omradesindex.index.charts.sheet import sheet
from omradesindex.index.classes import classes
from omradesindex.index.decimals import score_decimals
from omradesindex.index.once import once
from omradesindex.index.words_scale import counted_from_city
from omradesindex.show.figure import BODY, MARGIN, Picture, fitted, wrapped
from omradesindex.show.maps import words as map_words
from omradesindex.show.maps.coverage import Coverage, Floats
from omradesindex.show.maps.labels import are_short, numbered
from omradesindex.show.maps.listing import Listing, Row
from omradesindex.show.maps.panel import draw_bar
from omradesindex.show.maps.plan import plan_map
from omradesindex.show.maps.sheet import WIDTH, MapContent, map_sheet
from omradesindex.wording import Language, number, say, unit_said

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.show.figure import Sheet
    from omradesindex.show.maps.backdrop import Backdrop
    from omradesindex.show.maps.panel import Look

#: What is written on the areas.
Labels = Literal["auto", "code", "rank", "name", "none"]

_NAME_LINE = 1.1  # inches


def one_map(
    result: Scored,
    column: str,
    lang: Language,
    labels: Labels = "auto",
) -> Picture:
    """See :meth:`ResultPlots.map`."""
    content = _content(result, column, lang, labels)
    what = result.label(column, lang)
    ends = words.ends_of(result, lang, column)
    alt = say(lang, f"Karta över {what}, ett område i taget. {ends}", f"Map of {what}, area by area. {ends}")

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

    return map_sheet(content, make, lang)


def small_maps(result: Scored, lang: Language) -> Picture:
    """See :meth:`ResultPlots.maps`."""
    columns, coverage, backdrops = result.columns, coverage_of(result), backdrops_of(result)
    texts = _codes(result)
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
    body = down * (plan.height + head) + LEGEND_HEIGHT + 0.15
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
    legend(page, page.left, page.bottom, 4.6, palette, counted_from_city(result, lang), lang, absent=absent)
    draw_bar(page, page.left + 4.85, page.bottom + 0.2, plan.scale, 1.25, lang)
    return page.figure


@once
def coverage_of(result: Scored) -> Coverage:
    """The outlines of a result's areas, joined once for all its maps."""
    division = result.statistics.division
    assert division is not None  # Plots has seen to it
    return Coverage.of(list(division.outlines.loc[list(result.areas)].geometry))


@once
def backdrops_of(result: Scored) -> tuple[Backdrop, ...]:
    """What lies around the areas, in their coordinate system.

    Raises
    ------
    DivisionError
        A layer that lies nowhere near them.
    """
    division = result.statistics.division
    assert division is not None
    if not division.backdrops:
        return ()
    layers = tuple(layer.in_crs(division.outlines.crs) for layer in division.backdrops)
    west, south, east, north = division.outlines.total_bounds
    air = max(east - west, north - south)
    for layer in layers:
        if not layer.at((west - air, south - air, east + air, north + air), 0.0)[1]:
            raise DivisionError(
                f"the {layer.kind} of '{layer.source}' lie nowhere near the areas",
                where=f"division '{division.id}'",
                remedy="check the coordinate system that the file was read in",
            )
    return layers


def _codes(result: Scored) -> tuple[str, ...]:
    """The areas' codes where they are short, else places."""
    if are_short(result.areas):
        return tuple(result.areas)
    return _numbers(result, "index")


def _numbers(result: Scored, column: str) -> tuple[str, ...]:
    """Each area's place, or its number in the list where there are none; a letter where it has no figure."""
    places = words.rank_labels(result, column) if column in result.columns else ()
    return numbered(words.ordered(result, column), ~np.isnan(_scores(result, column)), places)


def _texts(result: Scored, column: str, labels: Labels) -> tuple[str, ...]:
    """What is written on each area."""
    if labels == "none":
        return ("",) * len(result.areas)
    if labels == "name":
        names = [result.statistics.name_of(code) for code in result.areas]
        return tuple("\n".join(wrapped(name, _NAME_LINE, BODY, "bold")) for name in names)
    if labels == "code" or (labels == "auto" and are_short(result.areas)):
        return tuple(result.areas)
    return _numbers(result, column)


def _scores(result: Scored, column: str) -> Floats:
    """Scores of a dimension or the index; an indicator's distance to the city on the same scale."""
    if column in result.columns:
        return np.asarray(result.scores[column].to_numpy())
    place = [indicator.id for indicator in result.index.indicators].index(column)
    methods = result.index.methods
    return methods.zero + methods.points * result.normalised[:-1, place]


def _content(result: Scored, column: str, lang: Language, labels: Labels) -> MapContent:
    scores, palette, backdrops = _scores(result, column), classes(result), backdrops_of(result)
    faces = [paint(palette, score) for score in scores]
    texts = _texts(result, column, labels)
    coded = texts == tuple(result.areas)
    in_index = column in result.columns
    absent = bool(np.isnan(scores).any())
    city = counted_from_city(result, lang)

    def draw_legend(page: Sheet, left: float, bottom: float, width: float) -> float:
        legend(page, left, bottom, width, palette, city, lang, absent=absent)
        return left + width

    marks = words.tie_line(result, lang, column) if in_index else words.mark_line(result, lang)
    alike = words.alike_line(result, lang, column) if in_index else ""
    numbered = not coded and labels in ("auto", "rank")
    told = [marks, alike]
    return MapContent(
        coverage_of(result),
        texts,
        faces,
        _listing(result, column, lang, coded, faces),
        draw_legend,
        (
            " ".join(part for part in told if part),
            map_words.around_line([layer.source for layer in backdrops], lang),
        ),
        map_words.number_line(in_index, absent, lang) if numbered else "",
        backdrops,
    )


def _listing(result: Scored, column: str, lang: Language, coded: bool, faces: Sequence[Look]) -> Listing:
    """The areas in order: place, code in its colour, name, score or value."""
    scores, in_index = _scores(result, column), column in result.columns
    numbers = _numbers(result, column)
    if in_index:
        head = say(lang, "Poäng", "Score")
        decimals = score_decimals(result, column)
        values = [number(score, decimals, lang=lang) for score in scores]
        places = words.rank_labels(result, column)
    else:
        place = [indicator.id for indicator in result.index.indicators].index(column)
        indicator = result.index.indicators[place]
        head = f"{indicator.direction.arrow} {unit_said(indicator.unit, lang)}"
        values = [words.value_text(result, i, place, lang) for i in range(len(scores))]
        places = [""] * len(scores)
    names = [result.statistics.name_of(code) for code in result.areas]
    rows = [
        Row(
            places[i] if coded else "",
            result.areas[i] if coded else numbers[i],
            faces[i],
            "" if coded or names[i] == result.areas[i] else result.areas[i],
            names[i],
            values[i],
        )
        for i in words.ordered(result, column)
    ]
    place_head = words.place_head(lang) if in_index else ""
    heads = (place_head if coded else "", "" if coded else place_head, say(lang, "Område", "Area"), head)
    return Listing(rows, heads)
