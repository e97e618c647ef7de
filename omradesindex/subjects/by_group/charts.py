"""Gaps between two groups, drawn: where they stood and stand, the gap with its interval, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.index import words
from omradesindex.index.groups.charts import LOOKS, group_look
from omradesindex.show.alternative import ends_line
from omradesindex.show.charts.key import Entry
from omradesindex.show.charts.lines import Lines, LinesChart
from omradesindex.show.charts.row_chart import Panel, RowChart, Rule, Texts
from omradesindex.show.cut import cut
from omradesindex.show.figure import GREY, PAPER, lay_out
from omradesindex.show.marks import Arrow, Dot, Span
from omradesindex.show.rows import Rows
from omradesindex.subjects.by_group.contrast import Contrast
from omradesindex.subjects.by_group.words import (
    city_line,
    gaps_told,
    group_notes,
    groups_of,
    headline,
    pair_label,
    verdict_line,
    verdict_text,
    years_line,
    years_told,
)
from omradesindex.wording import Language, area_name, capital, number, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.by_group.numbers import GroupNumbers

Floats = NDArray[np.float64]

_REACH = 1.96
#: The colour of each verdict is that of the group that fares worse.
_COLOURS = {"first": LOOKS[0][1], "second": LOOKS[1][1], "noise": GREY, "untested": GREY}


def gaps_chart(
    held: GroupNumbers, contrast: Contrast, place: int, lang: Language, most: int | None
) -> Picture:
    """Draw a row for each area and the city, the gap that is greatest to the first's disadvantage on top."""
    n, measure = len(held.areas), held.asked.measures[place]
    gap = contrast.gap[:n, place]
    order, known = contrast.order(place)
    shown = cut(order, most, known=known)
    city = [n] if not np.isnan(contrast.gap[n, place]) else []
    rows = [*shown.order, *city]
    codes = [(*held.areas, "")[row] for row in rows]
    whole = capital(words.city(held.breakdown.full, lang))
    names = [held.name_of(code) if code else whole for code in codes]
    verdicts = [str(verdict) for verdict in contrast.verdict[rows, place]]
    looks = [{"colour": _COLOURS[v], "weight": "bold" if _firm(v) else "normal"} for v in verdicts]
    said = [verdict_text(held, contrast, verdict, lang) for verdict in verdicts]
    unit = measure.unit.in_(lang)
    chart = RowChart(
        Rows.measured(codes, names, shown, lang),
        [
            _each(held, contrast, place, rows, unit, lang),
            _interval(held, contrast, place, rows, verdicts, unit, lang),
            Texts(said, right=False, look=looks),
        ],
        _key(held, contrast, lang),
        under_line=len(city),
    )
    told = [
        f"{area_name(held.areas[row], held.name_of(held.areas[row]))} "
        f"({number(float(gap[row]), measure.decimals, lang=lang, sign=True)})"
        for row in order[:known]
    ]
    page = lay_out(
        headline(held, lang),
        under_title(held, contrast, place, lang),
        [shown.told(lang), *group_notes(held, lang)],
        width=chart.width,
        body=chart.height,
        alt=_alt(held, contrast, place, told, lang),
    )
    return chart.draw(page)


def _firm(verdict: str) -> bool:
    return verdict in ("first", "second")


def _each(
    held: GroupNumbers, contrast: Contrast, place: int, rows: Sequence[int], unit: str, lang: Language
) -> Panel:
    """Where the gap went from and to; of a question without times, the two groups themselves."""
    lacking = say(lang, "uppgift saknas", "no figures")
    if contrast.course is not None:
        every = [contrast.course.values[k, :, place] for k in (0, -1)]
        before, after = (values[rows] for values in every)
        marks: list[Any] = [Arrow(before, after)]
        absent = np.isnan(after - before)
        head, rules = say(lang, "skillnad", "gap"), [Rule(0.0)]
    else:
        every = [side[:, place] for side in (contrast.first, contrast.second)]
        one, two = (values[rows] for values in every)
        marks = [Span(np.fmin(one, two), np.fmax(one, two), {"color": "#b0b0b0", "linewidth": 2.2})]
        marks += [Dot(values, group_look(k)) for k, values in enumerate((one, two))]
        absent = np.isnan(one) & np.isnan(two)
        head, rules = held.asked.each.in_(lang), []
    return Panel(
        marks,
        rules,
        also=every,
        head=head,
        foot=unit,
        absent=[lacking if gone else "" for gone in absent],
        sign=contrast.course is not None,
    )


def _interval(
    held: GroupNumbers,
    contrast: Contrast,
    place: int,
    rows: Sequence[int],
    verdicts: Sequence[str],
    unit: str,
    lang: Language,
) -> Panel:
    every = [getattr(contrast, name)[:, place] for name in ("gap", "low", "high")]
    gap, low, high = (values[rows] for values in every)
    spans = [{"color": _COLOURS[v], "linewidth": 2.4 if _firm(v) else 1.4} for v in verdicts]
    first, _ = groups_of(held, contrast, lang)
    return Panel(
        [Span(low, high, spans), Dot(gap, [_mark(v) for v in verdicts])],
        [Rule(0.0)],
        also=every,
        head=held.asked.gap.in_(lang),
        foot=f"{unit}; {say(lang, 'sämre för', 'worse for')} {first} →",
        sign=True,
        parts=4,
    )


def _mark(verdict: str) -> dict[str, Any]:
    """A gap's mark: the shape and colour of the group that fares worse, a ring where nothing is known."""
    marker = {"first": LOOKS[0][0], "second": LOOKS[1][0]}.get(verdict, "o")
    look = {"marker": marker, "color": _COLOURS[verdict], "markersize": 6.5, "gid": f"gap-{verdict}"}
    ring = {"markerfacecolor": PAPER, "markeredgecolor": GREY}
    return {**look, **(ring if verdict == "untested" else {})}


def _key(held: GroupNumbers, contrast: Contrast, lang: Language) -> list[Entry]:
    if contrast.course is not None:
        first, last = held.asked.times[0], held.asked.times[-1]
        way = say(lang, f"skillnaden från {first} till {last}", f"the gap from {first} to {last}")
        entries = [Entry([Arrow(0.1, 0.9)], way, 0.55)]
    else:
        named = groups_of(held, contrast, lang)
        entries = [Entry([Dot(0.5, group_look(k))], label, 0.1) for k, label in enumerate(named)]
    what = f"{held.asked.gap.in_(lang)} {say(lang, 'med intervall', 'with interval')}"
    unsaid = {name: look for name, look in _mark("noise").items() if name != "gid"}
    return [*entries, Entry([Span(0.0, 1.0), Dot(0.5, unsaid)], what, 0.55)]


def under_title(held: GroupNumbers, contrast: Contrast, place: int, lang: Language) -> str:
    """What stands under the title: the measure, the two groups, and their gap in the whole city."""
    label = held.asked.measures[place].label.in_(lang)
    return f"{label}: {pair_label(held, contrast, lang)}. {city_line(held, contrast, place, lang)}".rstrip()


def _alt(held: GroupNumbers, contrast: Contrast, place: int, told: Sequence[str], lang: Language) -> str:
    ends = ends_line(
        told, lang, first=say(lang, "Överst", "On top"), last=say(lang, "nederst", "at the foot")
    )
    return " ".join(
        (
            gaps_told(held, contrast, lang),
            ends,
            verdict_line(held, contrast, place, lang),
        )
    )


# -- year by year -------------------------------------------------------------------------------------------


def years_chart(
    held: GroupNumbers, contrast: Contrast, place: int, lang: Language, most: int | None
) -> Picture:
    """Draw the gap of every area year by year, with its error and its line; the fastest growing first."""
    assert contrast.course is not None  # asked before
    order, known = contrast.order(place)
    shown = cut(order, most, known=known)
    chart = LinesChart(
        [_small(held, contrast, place, row, lang) for row in shown.order],
        shown,
        np.array(held.asked.years),
        held.asked.times,
        contrast.course.values[:, -1, place],
        lang,
        also=_reach(contrast, place, order),
    )
    page = lay_out(
        headline(held, lang),
        years_line(held, contrast, place, lang),
        [shown.told(lang), *group_notes(held, lang)],
        width=chart.width,
        body=chart.height,
        alt=_alt_of_years(held, contrast, place, lang),
    )
    return chart.draw(page)


def _small(held: GroupNumbers, contrast: Contrast, place: int, row: int, lang: Language) -> Lines:
    course, verdict = contrast.course, str(contrast.verdict[row, place])
    assert course is not None  # of years there is a line
    assert course.line is not None
    values, errors = course.values[:, row, place], _REACH * course.errors[:, row, place]
    code = held.areas[row]
    return Lines(
        head=area_name(code, held.name_of(code)),
        under=verdict_text(held, contrast, verdict, lang),
        values=values,
        low=values - errors,
        high=values + errors,
        line=course.line[:, row, place],
        colour=_COLOURS[verdict],
        firm=_firm(verdict),
    )


def _reach(contrast: Contrast, place: int, rows: Sequence[int]) -> list[Floats]:
    """The outermost values of every row, so that all sheets have one axis."""
    assert contrast.course is not None
    values = contrast.course.values[:, rows, place]
    errors = _REACH * np.nan_to_num(contrast.course.errors[:, rows, place])
    return [values - errors, values + errors]


def _alt_of_years(held: GroupNumbers, contrast: Contrast, place: int, lang: Language) -> str:
    said = verdict_line(held, contrast, place, lang), city_line(held, contrast, place, lang)
    return " ".join((years_told(held, contrast, lang), *said)).rstrip()
