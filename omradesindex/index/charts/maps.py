"""Maps: each area in the colour of its score, with its code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray

from omradesindex.index import words
from omradesindex.index.charts.classes import LEGEND_HEIGHT, Classes, classes, legend, paint
from omradesindex.index.charts.sheet import sheet
from omradesindex.index.decimals import score_decimals
from omradesindex.index.words_scale import counted_from_city
from omradesindex.methods.functions import hypot
from omradesindex.show.figure import (
    ABSENT,
    BODY,
    FINE,
    FONT,
    GREY,
    INK,
    MARGIN,
    PAPER,
    SMALL,
    Picture,
    fitted,
    on,
    text_width,
)
from omradesindex.wording import NBSP, Language, number, say, unit_said

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from shapely.geometry.base import BaseGeometry

    from omradesindex.index.scored import Scored
    from omradesindex.show.figure import Sheet

Floats = NDArray[np.float64]

_WIDTH = 11.0
_MAP = 5.9
_ROW = 0.235
_MOST_LISTED = 36
_SMALLEST_CODE = 5.0


def one_map(result: Scored, column: str, lang: Language) -> Picture:
    """See :meth:`ResultPlots.map`."""
    scores = _scores(result, column)
    listed = len(result.areas) <= _MOST_LISTED
    outlines = _outlines(result)
    map_width = _MAP if listed else _WIDTH - 2 * MARGIN
    map_height = _height(outlines, map_width)
    list_height = _ROW * (len(result.areas) + 1.6) if listed else 0.0
    body = max(map_height, list_height) + LEGEND_HEIGHT + 0.15
    remark = ""
    if listed:
        is_score = column in result.columns
        remark = words.tie_line(result, lang, column) if is_score else words.mark_line(result, lang)
        alike = words.alike_line(result, lang, column) if is_score else ""
        remark = f"{remark} {alike}".strip()
    else:
        remark = words.codes_line(lang)
    what = result.label(column, lang)
    ends = words.ends_of(result, lang, column)
    alt = say(lang, f"Karta över {what}, ett område i taget. {ends}", f"Map of {what}, area by area. {ends}")
    page = sheet(result, lang, width=_WIDTH, body=body, column=column, remarks=(remark,), alt=alt)
    palette = classes(result)
    axes = page.axes(page.left, page.top - map_height, map_width, map_height)
    scale = _draw(
        axes,
        outlines,
        result.areas,
        scores,
        palette,
        map_width,
        map_height,
        most_code=10.0,
        only_fitting=not listed,
    )
    canvas = page.canvas()
    absent = bool(np.isnan(scores).any())
    city = counted_from_city(result, lang)
    legend(page, page.left, page.bottom, 4.6, palette, city, lang, absent=absent)
    _scale_bar(page, canvas, page.left + 4.85, page.bottom + 0.2, scale, 1.25, lang)
    if listed:
        left = page.left + map_width + 0.3
        _list(result, page, canvas, column, scores, palette, left, page.top, lang)
    return page.figure


def small_maps(result: Scored, lang: Language) -> Picture:
    """See :meth:`ResultPlots.maps`."""
    columns, outlines = result.columns, _outlines(result)
    across = min(3, len(columns))
    gap, head = 0.25, 0.3
    width = (_WIDTH - 2 * MARGIN - gap * (across - 1)) / across
    height = _height(outlines, width)
    down = -(-len(columns) // across)
    body = down * (height + head) + LEGEND_HEIGHT + 0.15
    many = len(result.areas) > _MOST_LISTED
    remark = words.codes_line(lang) if many else ""
    ends = words.ends_of(result, lang)
    labels = ", ".join(result.label(column, lang) for column in columns)
    alt = say(
        lang,
        f"Små kartor på samma färgskala: {labels}. {ends}",
        f"Small maps on one colour scale: {labels}. {ends}",
    )
    page = sheet(result, lang, width=_WIDTH, body=body, remarks=(remark,), alt=alt)
    palette = classes(result)
    canvas = page.canvas()
    scale = 1.0
    for place, column in enumerate(columns):
        row, at = divmod(place, across)
        left = page.left + at * (width + gap)
        top = page.top - row * (height + head)
        scores = _scores(result, column)
        label = result.label(column, lang)
        if np.isnan(scores).all():
            label = f"{label}: {say(lang, 'kan inte beräknas', 'cannot be computed')}"
        label = fitted(label, width, BODY + 1, "bold")
        page.text(left, top - 0.17, label, size=BODY + 1, weight="bold")
        axes = page.axes(left, top - head - height, width, height)
        scale = _draw(
            axes, outlines, result.areas, scores, palette, width, height, most_code=7.5, only_fitting=many
        )
    absent = bool(np.isnan(result.scores.to_numpy()).any())
    city = counted_from_city(result, lang)
    legend(page, page.left, page.bottom, 4.6, palette, city, lang, absent=absent)
    _scale_bar(page, canvas, page.left + 4.85, page.bottom + 0.2, scale, 1.25, lang)
    return page.figure


def _scores(result: Scored, column: str) -> Floats:
    """Scores of a dimension or the index; an indicator's distance to the city on the same scale."""
    if column in result.columns:
        return np.asarray(result.scores[column].to_numpy())
    place = [indicator.id for indicator in result.index.indicators].index(column)
    methods = result.index.methods
    return methods.zero + methods.points * result.normalised[:-1, place]


def _outlines(result: Scored) -> list[BaseGeometry]:
    division = result.statistics.division
    assert division is not None  # Plots has seen to it
    outlines = division.outlines
    return list(outlines.loc[list(result.areas)].geometry)


def _bounds(outlines: list[BaseGeometry]) -> tuple[float, float, float, float]:
    bounds = np.array([outline.bounds for outline in outlines])
    west, south = bounds[:, :2].min(axis=0)
    east, north = bounds[:, 2:].max(axis=0)
    return float(west), float(south), float(east), float(north)


def _height(outlines: list[BaseGeometry], width: float) -> float:
    """Height of a map of this width; a city that is very long or tall gets a frame it does not fill."""
    west, south, east, north = _bounds(outlines)
    return float(np.clip((north - south) / (east - west), 0.35, 1.3)) * width


def _draw(
    axes: Axes,
    outlines: list[BaseGeometry],
    codes: tuple[str, ...],
    scores: Floats,
    palette: Classes,
    width: float,
    height: float,
    *,
    most_code: float,
    only_fitting: bool = False,
) -> float:
    """Draw the areas and their codes; return how many metres an inch is."""
    import shapely

    west, south, east, north = _bounds(outlines)
    scale = max((east - west) / width, (north - south) / height) * 1.01
    x, y = (west + east) / 2, (south + north) / 2
    axes.set_xlim(x - scale * width / 2, x + scale * width / 2)
    axes.set_ylim(y - scale * height / 2, y + scale * height / 2)

    def add(outline: BaseGeometry, zorder: float, **look: Any) -> None:
        # Not clipped: the outermost borders lie on the edge of the map.
        axes.add_artist(PathPatch(_path(outline), zorder=zorder, clip_on=False, **look))

    for outline, score in zip(outlines, scores, strict=True):
        add(outline, 1, **paint(palette, score), gid="area")
    for outline in outlines:
        add(outline, 2, facecolor="none", edgecolor=PAPER, linewidth=1.6)
        add(outline, 2.1, facecolor="none", edgecolor=INK, linewidth=0.5)
    for code, outline, score in zip(codes, outlines, scores, strict=True):
        largest = max(shapely.get_parts(outline), key=lambda part: part.area)
        radius = shapely.maximum_inscribed_circle(largest, tolerance=scale / 50)
        centre, reach = shapely.get_coordinates(radius)[0], float(radius.length)
        # The code fills at most the widest circle that the area holds.
        room = 2 * reach / scale
        size = most_code * min(1.0, 0.85 * room / float(hypot(text_width(code, most_code), most_code / 72)))
        if only_fitting and size < _SMALLEST_CODE:
            continue
        face = ABSENT["facecolor"] if np.isnan(score) else palette.colour(score)
        axes.text(
            float(centre[0]),
            float(centre[1]),
            code,
            ha="center",
            va="center_baseline",
            fontsize=max(size, _SMALLEST_CODE),
            fontweight="bold",
            fontfamily=FONT,
            color=on(face),
            parse_math=False,
            path_effects=[withStroke(linewidth=1.8, foreground=face)],
            zorder=3,
            gid="area-code",
        )
    return scale


def _path(outline: BaseGeometry) -> Outline:
    import shapely

    rings = [
        Outline(shapely.get_coordinates(ring), closed=True)
        for part in shapely.get_parts(outline)
        for ring in (part.exterior, *part.interiors)
    ]
    return Outline.make_compound_path(*rings)


def _scale_bar(
    page: Sheet, axes: Axes, left: float, bottom: float, scale: float, most: float, lang: Language
) -> None:
    """Draw the longest bar of 1, 2 or 5 times a power of ten metres that is at most ``most`` inches."""
    power = 10.0 ** np.floor(np.log10(scale * most))
    metres = max(step * power for step in (1, 2, 5) if step * power <= scale * most)
    length = metres / scale
    axes.add_artist(Rectangle((left, bottom), length, 0.045, facecolor=INK, edgecolor="none"))
    shown = (
        f"{number(metres / 1000, lang=lang)}{NBSP}km"
        if metres >= 1000
        else f"{number(metres, lang=lang)}{NBSP}m"
    )
    page.text(left + length / 2, bottom + 0.1, shown, size=SMALL, ha="center")


def _list(
    result: Scored,
    page: Sheet,
    axes: Axes,
    column: str,
    scores: Floats,
    palette: Classes,
    left: float,
    top: float,
    lang: Language,
) -> None:
    """List the areas in order beside the map: rank, code in its colour, name, score or value."""
    right = page.right
    in_index = column in result.columns
    if in_index:
        ranks = words.rank_labels(result, column)
        head = say(lang, "Poäng", "Score")
        shown = [number(score, score_decimals(result, column), lang=lang) for score in scores]
    else:
        place = [indicator.id for indicator in result.index.indicators].index(column)
        indicator = result.index.indicators[place]
        ranks = [""] * len(scores)
        head = f"{indicator.direction.arrow} {unit_said(indicator.unit, lang)}"
        shown = [words.value_text(result, i, place, lang) for i in range(len(scores))]
    rank_at, swatch, swatch_width = left + 0.28, left + 0.42, 0.4
    widest = max(text_width(code, SMALL, "bold") for code in result.areas)
    swatch_width = max(swatch_width, widest + 0.1)
    name_at = swatch + swatch_width + 0.12
    name_room = right - name_at - max(text_width(text, BODY) for text in [*shown, head]) - 0.12
    y = top - 0.15
    page.text(rank_at, y, words.place_head(lang) if in_index else "", size=FINE, colour=GREY, ha="right")
    page.text(name_at, y, say(lang, "Område", "Area"), size=FINE, colour=GREY)
    page.text(right, y, head, size=FINE, colour=GREY, ha="right")
    for i in words.ordered(result, column):
        y -= _ROW
        fill = paint(palette, scores[i])
        axes.add_artist(Rectangle((swatch, y - 0.055), swatch_width, _ROW - 0.04, **fill))
        face = str(fill["facecolor"])
        code = result.areas[i]
        page.text(swatch + swatch_width / 2, y, code, size=SMALL, weight="bold", colour=on(face), ha="center")
        page.text(rank_at, y, ranks[i], ha="right")
        page.text(name_at, y, fitted(result.statistics.name_of(code), name_room, BODY))
        page.text(right, y, shown[i], ha="right")
