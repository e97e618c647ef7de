"""What makes an area's score: its place, its dimensions, and what each indicator adds to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue.bodies import body_said
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import score_decimals
from omradesindex.index.once import once
from omradesindex.index.scale import scale_line
from omradesindex.index.words import rank_labels
from omradesindex.methods.equal import above
from omradesindex.plaintext import plain
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.shown import facts
from omradesindex.show.table import Column, Table
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS
from omradesindex.wording import Language, area_name, join, number, say

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


def explanation_at(result: Scored, place: int, lang: Language) -> Page:
    """Say what makes the score of the area at a place in the division's order."""
    code = result.areas[place]
    score = float(result.level_scores["index"][place])
    area = area_name(code, result.statistics.name_of(code))
    shown = number(score, score_decimals(result), lang=lang)
    verdict = say(lang, "index saknas", "no index") if np.isnan(score) else f"index {shown}"
    sentences = [_standing(result, place, lang), scale_line(result, lang), _partly(result, lang)]
    return Page(
        f"{area} · {verdict}",
        [
            *(Paragraph(sentence) for sentence in sentences if sentence),
            _dimensions(result, place, lang),
            _indicators(result, place, lang),
            *facts({say(lang, "Kallar in", "Calls in"): _called_in(result, place, lang)}),
        ],
        caveats(result, lang),
        lang,
    )


def _standing(result: Scored, place: int, lang: Language) -> str:
    """The area's rank, or why it has none; without one there are still dimensions and distances to read."""
    rank = float(result.level_ranks["index"][place])
    if not np.isnan(rank):
        ranked, shared = _ranked(result), rank_labels(result)[place].endswith("=")
        return say(
            lang,
            f"Plats {rank:.0f}{' (delad)' if shared else ''} av {ranked}, där 1 är störst utmaning.",
            f"Rank {rank:.0f}{' (shared)' if shared else ''} of {ranked}, where 1 is the greatest challenge.",
        )
    lacking = [
        d.label.in_(lang) for d in result.index.dimensions if np.isnan(result.level_scores[d.id][place])
    ]
    if not lacking:
        return ""
    names = join(lacking, lang=lang)
    return say(
        lang,
        f"Index saknas, eftersom {names} inte kan beräknas.",
        f"No index, because {names} cannot be computed.",
    )


def _partly(result: Scored, lang: Language) -> str:
    if not result.partial:
        return ""
    return say(
        lang,
        "Delvis beräknat: det som saknar uppgifter är utelämnat.",
        "Partly computed: what has no figures is left out.",
    )


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
    """The indicators that have a value, those that raise the score first."""
    additive = result.index.additive and not np.isnan(result.level_scores["index"][place])
    parts = _contributions(result)[place] if additive else _distances(result)[place]
    values, city = result.measured.values[place], result.measured.values[-1]
    lacking = np.isnan(values)
    order = [int(k) for k in np.argsort(-parts, kind="stable") if not lacking[k]]
    indicators = [result.index.indicators[k] for k in order]
    decimals = [indicator.decimals for indicator in indicators]
    qualities = [QUALITIES[result.measured.quality[place, k]] for k in order]
    missing = [result.index.indicators[k].label.in_(lang) for k in np.flatnonzero(lacking)]
    columns = [
        Column(say(lang, "Poäng", "Points"), parts[order], decimals=score_decimals(result), sign=True),
        Column(say(lang, "Indikator", "Indicator"), [i.label.in_(lang) for i in indicators], "name"),
        Column(say(lang, "Värde", "Value"), values[order], decimals=decimals),
        Column(say(lang, "Hela staden", "Whole city"), city[order], decimals=decimals),
        Column(say(lang, "Enhet", "Unit"), [indicator.unit for indicator in indicators], "words"),
    ]
    if set(qualities) - {"official"}:
        labels = [QUALITY_LABELS[quality][0].in_(lang) for quality in qualities]
        columns.append(Column(say(lang, "Kvalitet", "Quality"), labels, "words"))
    if additive:
        caption = say(
            lang,
            "Indikatorer, efter hur mycket de höjer eller sänker index (poäng)",
            "Indicators, by how much they raise or lower the index (points)",
        )
    else:
        caption = say(
            lang, "Indikatorer, avstånd till staden (poäng)", "Indicators, distance from the city (points)"
        )
    note = f"{say(lang, 'Saknas', 'Missing')}: {join(missing, lang=lang)}" if missing else ""
    return Table(caption, columns, [note])


def _called_in(result: Scored, place: int, lang: Language) -> str:
    """Name the boards and companies that the indicators with a greater challenge than the city call in."""
    harder = above(_distances(result)[place], 0.0, result.index.methods.points)
    names = [i.id for i, more in zip(result.index.indicators, harder, strict=True) if more]
    called = result.index.responsible(*names) if names else {}
    if not called:
        return ""
    bodies = join([f"{body_said(body)} ({len(ids)})" for body, ids in called.items()], lang=lang)
    return say(
        lang,
        f"{bodies}, efter antalet indikatorer där området har större utmaning än hela staden.",
        f"{bodies}, by the number of indicators where the area has a greater challenge than the whole city.",
    )


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
