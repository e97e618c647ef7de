"""The charts of a Care Need Index: ``cni.plot``. Drawing is loaded when something is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import numpy as np

from omradesindex.doors import door
from omradesindex.methods.counts import cut_decimals
from omradesindex.show.cut import MOST, cut
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.form import Form
from omradesindex.statistics.city import city_said
from omradesindex.subjects.cni.words import headline, notes, scale_line
from omradesindex.wording import Language, area_name, number, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.cni.answer import CniResult

_COLOUR, _BAR = "#8073ac", 0.2


@door
class CniPlots(Plots):
    """The chart of one Care Need Index.

    Parameters
    ----------
    result : CniResult

    Examples
    --------
    >>> import omradesindex as oi
    >>> figure = oi.cni(oi.example_statistics(), normalise="per_person").plot.ranking()
    """

    def __init__(self, result: CniResult) -> None:
        self._result = result

    @chart
    def ranking(self, *, lang: Language = "sv", most: int | None = MOST, **form: Unpack[Form]) -> Picture:
        """Draw the areas in order of need, a bar each, and the whole city below them.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.
        """
        from omradesindex.show.alternative import areas_line, ends_line
        from omradesindex.show.charts.row_chart import Panel, RowChart, Texts
        from omradesindex.show.figure import INK, lay_out
        from omradesindex.show.marks import Bar
        from omradesindex.show.rows import Rows

        result, n = self._result, len(self._result.areas)
        ranks = result.ranks.to_numpy(dtype=float, na_value=np.nan)
        order = np.argsort(np.where(np.isnan(ranks), np.inf, ranks), kind="stable").tolist()
        shown = cut(order, most, known=int((~np.isnan(ranks)).sum()))
        rows = [*shown.order, n]
        # SCB cuts the decimals of the raw index instead of rounding it.
        raw = result.normalise == "raw"
        values = cut_decimals(result.chosen) if raw else result.chosen
        texts = [number(float(value), 0 if raw else 2, lang=lang) for value in values]
        names = [result.statistics.name_of(code) for code in result.areas]
        names.append(city_said(result.statistics, lang))
        codes = [*result.areas, result.statistics.whole or ""]
        held, holders = np.unique(ranks, return_counts=True)
        shared = set(held[holders > 1].tolist())
        places = ["–" if np.isnan(r) else f"{r:.0f}{'=' * (r in shared)}" for r in ranks.tolist()] + [""]
        none = say(lang, "uppgift saknas", "no figures")
        bar = {"facecolor": _COLOUR, "edgecolor": INK, "linewidth": 0.4, "gid": "cni-bar"}
        head = say(lang, "poäng", "points") if raw else say(lang, "poäng per inv.", "points per inh.")
        chart = RowChart(
            Rows.measured(
                [codes[i] for i in rows],
                [names[i] for i in rows],
                shown,
                lang,
                ranks=[places[i] for i in rows],
            ),
            [
                Panel(
                    [Bar(np.zeros(len(rows)), values[rows], _BAR, bar)],
                    also=[values],
                    foot=say(lang, "större väntat vårdbehov →", "greater expected need of care →"),
                    absent=[none if np.isnan(values[i]) else "" for i in rows],
                ),
                Texts([texts[i] for i in rows], "CNI" if result.normalise == "riket" else head),
            ],
            width=10.0,
            under_line=1,
        )
        told = [f"{area_name(codes[i], names[i])} ({texts[i]})" for i in order if not np.isnan(ranks[i])]
        first, last = say(lang, "Störst behov", "Greatest need"), say(lang, "minst", "smallest")
        page = lay_out(
            headline(result, lang),
            scale_line(result, lang),
            [shown.told(lang), *notes(result, lang)],
            width=chart.width,
            body=chart.height,
            alt=f"{areas_line(n, lang)}. {ends_line(told, lang, first=first, last=last)}",
        )
        return chart.draw(page)
