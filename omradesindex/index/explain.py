"""What makes an area's score: its place, its dimensions, and what each indicator adds to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import indicators
from omradesindex.catalogue.bodies import BODIES, BODIES_OF, body_said
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index import words_explain
from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import score_decimals
from omradesindex.index.once import once
from omradesindex.index.stick import counted_from, harder_than_city
from omradesindex.index.words import rank_labels
from omradesindex.index.words_scale import scale_line
from omradesindex.plaintext import plain
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.shown import facts
from omradesindex.show.table import Column, Table
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS
from omradesindex.wording import Language, area_name, capital, join, rounded, say, unit_said

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored


def place_of(area: str, areas: Sequence[str], where: str) -> int:
    """Return the position of an area among the areas.

    Raises
    ------
    ComputeError
        Unknown area; the nearest is suggested.
    """
    wanted = area if area in areas or not isinstance(area, str) else plain(area)
    if wanted not in areas:
        raise ComputeError(
            f"the area {area!r} is unknown{did_you_mean(str(area), areas)}",
            where=where,
            expected=f"one of {listing(areas, 20)}",
            remedy="give one of the codes, as text",
        )
    return list(areas).index(wanted)


def explanation_of(result: Scored, area: str, lang: Language) -> Page:
    """Say what makes the score of an area.

    Raises
    ------
    ComputeError
        Unknown area; the nearest is suggested.
    """
    place = _places(result).get(area)
    return explanation_at(
        result, place_of(area, result.areas, result.statistics.name) if place is None else place, lang
    )


def explanation_at(result: Scored, place: int, lang: Language, told: Sequence[str] | None = None) -> Page:
    """Say what makes the score of the area at a place in the division's order.

    ``told``: :func:`caveats`, where many areas are explained: the figures of all are gone through for them.
    """
    code = result.areas[place]
    score = float(result.level_scores["index"][place])
    area = area_name(code, result.statistics.name_of(code))
    sentences = [_standing(result, place, lang), scale_line(result, lang), words_explain.partly(result, lang)]
    return Page(
        f"{area} · {words_explain.score_said(result, score, lang)}",
        [
            *(Paragraph(sentence) for sentence in sentences if sentence),
            _dimensions(result, place, lang),
            _indicators(result, place, lang),
            *facts({say(lang, "Kallar in", "Calls in"): _called_in(result, place, lang)}),
        ],
        caveats(result, lang) if told is None else told,
        lang,
    )


def _standing(result: Scored, place: int, lang: Language) -> str:
    """The area's place, or why it has none; without one there are still dimensions and distances to read."""
    rank = float(result.level_ranks["index"][place])
    if np.isnan(rank):
        lacking = [d.id for d in result.index.dimensions if np.isnan(result.level_scores[d.id][place])]
        return words_explain.no_index(result, lacking, lang)
    shared = rank_labels(result)[place].endswith("=")
    return words_explain.place_said(int(rank), _ranked(result), lang, shared=shared)


def _dimensions(result: Scored, place: int, lang: Language) -> Table:
    dimensions = list(result.index.walk())
    return Table(
        say(lang, "Dimensioner", "Dimensions"),
        [
            Column(say(lang, "Dimension", "Dimension"), [d.label.in_(lang) for d in dimensions], "name"),
            Column(
                say(lang, "Poäng", "Points"),
                [result.level_scores[d.id][place] for d in dimensions],
                decimals=[score_decimals(result, d.id) for d in dimensions],
            ),
        ],
    )


def _indicators(result: Scored, place: int, lang: Language) -> Table:
    """The indicators that have a value, those that raise the score first, and what it is held against."""
    additive = result.index.additive and not np.isnan(result.level_scores["index"][place])
    parts = _contributions(result)[place] if additive else _distances(result)[place]
    values, against = result.measured.values[place], counted_from(result)
    lacking = np.isnan(values)
    order = [int(k) for k in np.argsort(-parts, kind="stable") if not lacking[k]]
    indicators = [result.index.indicators[k] for k in order]
    decimals = [indicator.decimals for indicator in indicators]
    qualities = [QUALITIES[result.measured.quality[place, k]] for k in order]
    missing = [result.index.members[k].id for k in np.flatnonzero(lacking)]
    head = say(lang, "Bidrag", "Contribution") if additive else say(lang, "Poäng", "Points")
    columns = [
        Column(head, parts[order], decimals=score_decimals(result), sign=True),
        Column(say(lang, "Indikator", "Indicator"), [i.label.in_(lang) for i in indicators], "name"),
        Column(say(lang, "Uppgift", "Figure"), values[order], decimals=decimals),
        Column(
            capital(words_explain.against_said(result, lang)),
            against.values[order].tolist(),
            decimals=decimals,
        ),
        Column(say(lang, "Enhet", "Unit"), [unit_said(i.unit, lang) for i in indicators], "words"),
    ]
    if np.isnan(against.values).all():
        del columns[3]
    if set(qualities) - {"official"}:
        labels = [QUALITY_LABELS[quality][0].in_(lang) for quality in qualities]
        columns.append(Column(say(lang, "Kvalitet", "Quality"), labels, "words"))
    shown = [rounded(part, score_decimals(result)) for part in parts[order]]
    return Table(
        words_explain.caption(shown, lang, additive=additive),
        columns,
        [
            words_explain.how_counted(result, lang, additive=additive),
            words_explain.against_when(result, lang),
            words_explain.missing(result, missing, lang),
        ],
    )


def _called_in(result: Scored, place: int, lang: Language) -> str:
    """Name the boards and companies that the indicators with a greater challenge than the city call in."""
    harder = harder_than_city(result)[place]
    names = [i.id for i, more in zip(result.index.indicators, harder, strict=True) if more]
    called = result.index.responsible(*names) if names else {}
    called = {body: ids for body, ids in called.items() if is_of_the_city(result, body, ids)}
    if not called:
        return ""
    bodies = join([f"{body_said(body)} ({len(ids)})" for body, ids in called.items()], lang=lang)
    return words_explain.called_in(result, bodies, lang)


def is_of_the_city(result: Scored, body: str, ids: Iterable[str]) -> bool:
    """Whether a body answers where the figures are from: the catalogue's own are Malmö's."""
    division = result.statistics.division
    if body not in BODIES or (division is not None and division.made_up):
        return True
    if result.statistics.speech.together.name[0] == BODIES_OF:
        return True
    written, library = {i.id: i.responsible for i in result.index.indicators}, indicators()
    return any(name not in library or library[name].responsible != written[name] for name in ids)


@once
def _places(result: Scored) -> dict[str, int]:
    return {area: place for place, area in enumerate(result.areas)}


@once
def _ranked(result: Scored) -> int:
    """How many areas have a rank."""
    return int((~np.isnan(result.level_ranks["index"])).sum())


@once
def _contributions(result: Scored) -> NDArray[np.float64]:
    return result.contributions.to_numpy()


@once
def _distances(result: Scored) -> NDArray[np.float64]:
    return np.nan_to_num(result.index.methods.points * result.normalised[:-1], nan=0.0)
