"""A Care Need Index drawn: a bar for each area in the order of need, and a map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.geography.land import with_outlines
from omradesindex.methods.counts import cut_decimals
from omradesindex.show.alternative import areas_line, ends_line
from omradesindex.show.charts.row_chart import Panel, RowChart, Texts
from omradesindex.show.cut import cut
from omradesindex.show.figure import INK, lay_out
from omradesindex.show.maps.area_map import AreaMap
from omradesindex.show.maps.scale import Scale
from omradesindex.show.maps.words import ends_alt
from omradesindex.show.marks import Bar
from omradesindex.show.rows import Rows
from omradesindex.statistics.city import city_said
from omradesindex.subjects.cni.words import headline, notes, scale_line
from omradesindex.wording import Language, area_name, number, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.cni.numbers import CniNumbers, Floats

_COLOUR, _BAR = "#8073ac", 0.2


@dataclass(frozen=True, eq=False)
class _Need:
    """The need of every area and, last, of the whole city: as numbers, texts and places, in order."""

    values: Floats
    texts: list[str]
    places: list[str]
    order: list[int]
    known: int
    names: list[str]
    codes: list[str]
    head: str

    @classmethod
    def of(cls, result: CniNumbers, lang: Language) -> _Need:
        ranks = result.ranks.to_numpy(dtype=float, na_value=np.nan)
        order = np.argsort(np.where(np.isnan(ranks), np.inf, ranks), kind="stable").tolist()
        # SCB cuts the decimals of the raw index instead of rounding it.
        raw = result.normalise == "raw"
        values = cut_decimals(result.chosen) if raw else result.chosen
        held, holders = np.unique(ranks, return_counts=True)
        shared = set(held[holders > 1].tolist())
        head = say(lang, "poäng", "points") if raw else say(lang, "poäng per inv.", "points per inh.")
        return cls(
            values,
            [number(float(value), 0 if raw else 2, lang=lang) for value in values],
            ["–" if np.isnan(r) else f"{r:.0f}{'=' * (r in shared)}" for r in ranks.tolist()],
            order,
            int((~np.isnan(ranks)).sum()),
            [*map(result.statistics.name_of, result.areas), city_said(result.statistics, lang)],
            [*result.areas, result.statistics.whole or ""],
            "CNI" if result.normalise == "riket" else head,
        )

    def ends(self, lang: Language) -> str:
        """Whose need is the greatest and whose the smallest, of how many."""
        told = [
            f"{area_name(self.codes[i], self.names[i])} ({self.texts[i]})" for i in self.order[: self.known]
        ]
        first, last = say(lang, "Störst behov", "Greatest need"), say(lang, "minst", "smallest")
        return f"{areas_line(len(self.order), lang)}. {ends_line(told, lang, first=first, last=last)}"


def ranking(result: CniNumbers, lang: Language, most: int | None) -> Picture:
    """See :meth:`CniPlots.ranking`."""
    need = _Need.of(result, lang)
    shown = cut(need.order, most, known=need.known)
    rows = [*shown.order, len(need.order)]
    places = [*need.places, ""]
    none = say(lang, "uppgift saknas", "no figures")
    bar = {"facecolor": _COLOUR, "edgecolor": INK, "linewidth": 0.4, "gid": "cni-bar"}
    chart = RowChart(
        Rows.measured(
            [need.codes[i] for i in rows],
            [need.names[i] for i in rows],
            shown,
            lang,
            ranks=[places[i] for i in rows],
        ),
        [
            Panel(
                [Bar(np.zeros(len(rows)), need.values[rows], _BAR, bar)],
                also=[need.values],
                foot=say(lang, "större väntat vårdbehov →", "greater expected need of care →"),
                absent=[none if np.isnan(need.values[i]) else "" for i in rows],
            ),
            Texts([need.texts[i] for i in rows], need.head),
        ],
        width=10.0,
        under_line=1,
    )
    page = lay_out(
        headline(result, lang),
        scale_line(result, lang),
        [shown.told(lang), *notes(result, lang)],
        width=chart.width,
        body=chart.height,
        alt=need.ends(lang),
    )
    return chart.draw(page)


def need_map(result: CniNumbers, lang: Language) -> Picture:
    """See :meth:`CniPlots.map`; an area without a place is hatched, since it lacks figures."""
    need, statistics = _Need.of(result, lang), result.statistics
    ranked = result.ranks.notna().to_numpy(dtype=bool)
    values = np.where(ranked, need.values[:-1], np.nan)
    country = result.reference_name if result.normalise == "riket" else ""
    scale = Scale.over(values, "challenge", middle=1.0 if result.normalise == "riket" else None)
    drawn = AreaMap(
        with_outlines(statistics.division, statistics.name).land.of(result.areas),
        need.names[:-1],
        need.order,
        ranked,
        [scale.look(float(value)) for value in values],
        need.texts[:-1],
        need.head,
        scale.legend(
            say(lang, "← mindre behov", "← smaller need"),
            say(lang, "större behov →", "greater need →"),
            lang,
            middle=(country, say(lang, "riket", "the country")) if country else (),
            absent="" if ranked.all() else say(lang, "utan plats", "without a place"),
        ),
        lang,
        need.places,
    )
    alt = ends_alt(say(lang, "väntat vårdbehov", "the expected need of care"), need.ends(lang), lang)
    return drawn.draw(headline(result, lang), scale_line(result, lang), notes(result, lang), alt)
