"""What makes an area's score: its place, its dimensions, and what each indicator adds to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from math import isnan
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
from omradesindex.units import Speech, speech
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
    # Asked of every area in turn: a right code is looked for once.
    for wanted in (area, plain(area) if isinstance(area, str) else area):
        with suppress(ValueError):
            return areas.index(wanted)
    raise ComputeError(
        f"the area {area!r} is unknown{did_you_mean(str(area), areas)}",
        where=where,
        expected=f"one of {listing(areas, 20)}",
        remedy="give one of the codes, as text",
    )


def explanation_of(result: Scored, area: str, lang: Language) -> Page:
    """Say what makes the score of an area.

    Raises
    ------
    ComputeError
        Unknown area; the nearest is suggested.
    """
    place = _places(result).get(area)
    return Explained(result, lang).page(
        place_of(area, result.areas, result.statistics.name) if place is None else place
    )


class Explained:
    """What makes the score of each area of a result: what all explanations say is put into words once."""

    def __init__(self, result: Scored, lang: Language) -> None:
        index = result.index
        self._result, self._lang = result, lang
        self._lead, self._told = _of_all(result, lang, speech())
        self._decimals = score_decimals(result)
        self._dimensions = [d.id for d in index.walk()]
        self._dimension_labels = [d.label.in_(lang) for d in index.walk()]
        self._dimension_decimals = [score_decimals(result, d.id) for d in index.walk()]
        self._labels = [i.label.in_(lang) for i in index.indicators]
        self._indicator_decimals = [i.decimals for i in index.indicators]
        self._units = [unit_said(i.unit, lang) for i in index.indicators]
        self._qualities = [QUALITY_LABELS[quality][0].in_(lang) for quality in QUALITIES]
        self._against = counted_from(result).values.tolist()
        self._against_said = capital(words_explain.against_said(result, lang))
        self._against_when = words_explain.against_when(result, lang)
        self._counted = {
            additive: words_explain.how_counted(result, lang, additive=additive) for additive in (True, False)
        }
        self._parts = result.contributions.to_numpy() if index.additive else None
        self._distances = _distances(result)
        self._ranked = _ranked(result)

    def page(self, place: int) -> Page:
        """Say it of the area at a place in the division's order."""
        result, lang = self._result, self._lang
        code = result.areas[place]
        score = float(result.level_scores["index"][place])
        area = area_name(code, result.statistics.name_of(code))
        return Page(
            f"{area} · {words_explain.score_said(result, score, lang)}",
            [
                *(Paragraph(sentence) for sentence in (self._standing(place), *self._lead) if sentence),
                self._dimension_table(place),
                self._indicator_table(place),
                *facts({say(lang, "Kallar in", "Calls in"): self._called_in(place)}),
            ],
            self._told,
            lang,
        )

    def _standing(self, place: int) -> str:
        """The area's place, or why it has none; without one there are still dimensions to read."""
        result, lang = self._result, self._lang
        rank = float(result.level_ranks["index"][place])
        if isnan(rank):
            lacking = [d.id for d in result.index.dimensions if np.isnan(result.level_scores[d.id][place])]
            return words_explain.no_index(result, lacking, lang)
        shared = rank_labels(result)[place].endswith("=")
        return words_explain.place_said(int(rank), self._ranked, lang, shared=shared)

    def _dimension_table(self, place: int) -> Table:
        lang = self._lang
        scores = [self._result.level_scores[dimension][place] for dimension in self._dimensions]
        return Table(
            say(lang, "Dimensioner", "Dimensions"),
            [
                Column(say(lang, "Dimension", "Dimension"), self._dimension_labels, "name"),
                Column(say(lang, "Poäng", "Points"), scores, decimals=self._dimension_decimals),
            ],
        )

    def _indicator_table(self, place: int) -> Table:
        """The indicators that have a value, those that raise the score first, and what it is held against."""
        result, lang = self._result, self._lang
        additive = self._parts is not None and not isnan(result.level_scores["index"][place])
        parts = (self._parts if self._parts is not None and additive else self._distances)[place].tolist()
        values = result.measured.values[place].tolist()
        lacking = [k for k, value in enumerate(values) if isnan(value)]
        raising_first = sorted(range(len(parts)), key=parts.__getitem__, reverse=True)
        rows = [k for k in raising_first if not isnan(values[k])]
        shown = [parts[k] for k in rows]
        decimals = [self._indicator_decimals[k] for k in rows]
        head = say(lang, "Bidrag", "Contribution") if additive else say(lang, "Poäng", "Points")
        columns = [
            Column(head, shown, decimals=self._decimals, sign=True),
            Column(say(lang, "Indikator", "Indicator"), [self._labels[k] for k in rows], "name"),
            Column(say(lang, "Uppgift", "Figure"), [values[k] for k in rows], decimals=decimals),
            Column(self._against_said, [self._against[k] for k in rows], decimals=decimals),
            Column(say(lang, "Enhet", "Unit"), [self._units[k] for k in rows], "words"),
        ]
        if all(map(isnan, self._against)):
            del columns[3]
        qualities = result.measured.quality[place, rows].tolist()
        if any(qualities):  # the first of them is official
            labels = [self._qualities[quality] for quality in qualities]
            columns.append(Column(say(lang, "Kvalitet", "Quality"), labels, "words"))
        missing = [result.index.members[k].id for k in lacking]
        ends = [rounded(part, self._decimals) for part in (*shown[:1], *shown[-1:])]
        return Table(
            words_explain.caption(ends, lang, additive=additive),
            columns,
            [self._counted[additive], self._against_when, words_explain.missing(result, missing, lang)],
        )

    def _called_in(self, place: int) -> str:
        """Name the boards and companies whose indicators have a greater challenge than the city."""
        result, lang = self._result, self._lang
        harder = harder_than_city(result)[place].tolist()
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
def _of_all(result: Scored, lang: Language, _said: Speech) -> tuple[list[str], list[str]]:
    """What is said of the scores before an area's figures, and after: all figures are gone through for it."""
    return [scale_line(result, lang), words_explain.partly(result, lang)], caveats(result, lang)


@once
def _ranked(result: Scored) -> int:
    """How many areas have a rank."""
    return int((~np.isnan(result.level_ranks["index"])).sum())


@once
def _distances(result: Scored) -> NDArray[np.float64]:
    return np.nan_to_num(result.index.methods.points * result.normalised[:-1], nan=0.0)
