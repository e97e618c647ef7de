"""Groups beside each other, drawn: an area's groups on one line, the gap of two with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.index import words
from omradesindex.index.caveats import notes
from omradesindex.index.groups.group_values import ShownGroups, shown_groups
from omradesindex.index.groups.words import (
    beside_each_other,
    common_line,
    definition_lines,
    figures_are,
    headline,
    interval_line,
    on_top,
    quality_line,
)
from omradesindex.index.uncertainty.value_intervals import REASONS
from omradesindex.index.words_notes import doubt_line
from omradesindex.index.words_scale import key_line
from omradesindex.show.alternative import ends_line
from omradesindex.show.charts.key import Entry
from omradesindex.show.charts.row_chart import Panel, RowChart, Rule, Texts
from omradesindex.show.cut import cut
from omradesindex.show.figure import INK, lay_out
from omradesindex.show.marks import Dot, Mark, Span, Stroke
from omradesindex.show.rows import Rows
from omradesindex.statistics.notices import note_in
from omradesindex.statistics.vocabulary import QUALITY_LABELS
from omradesindex.wording import Language, area_name, number, say, unit_said

if TYPE_CHECKING:
    from omradesindex.index.groups.grouped import Grouped
    from omradesindex.show.figure import Picture

Floats = NDArray[np.float64]
Group = tuple[str, ...]

#: Marker and colour of each group. Neither colour is one of good or bad, and every shape is its own.
LOOKS = (
    ("o", "#01665e"),
    ("D", "#8c510a"),
    ("s", "#35978f"),
    ("^", "#bf812d"),
    ("v", "#003c30"),
    ("P", "#543005"),
)
_TOTAL = 0.16  # height of everybody's stroke, in inches


def groups_chart(
    breakdown: Grouped, measure: str, groups: Sequence[Group], lang: Language, most: int | None
) -> Picture:
    """Draw a measure: a row for each area, the greatest gap (of two: to the first's disadvantage) on top."""
    shown = shown_groups(breakdown, measure, groups, lang)
    n, two = len(breakdown.areas), len(groups) == 2
    # Of two groups the gap has a direction, and of more it is a distance.
    by = (shown.sign if two else 1) * shown.gap[:n]
    order = [int(i) for i in np.argsort(-np.where(np.isnan(by), -np.inf, by), kind="stable")]
    drawn = cut(order, most, known=int((~np.isnan(by)).sum()))
    city = range(n, len(shown.values))  # the whole city, where it has a value of its own
    rows = [*drawn.order, *city]
    codes = [(*breakdown.areas, breakdown.city)[row] for row in rows]
    names = [breakdown.statistics.name_of(code) for code in codes]
    labels = [breakdown.label(group, lang) for group in groups]
    gaps = [number(float(gap), shown.decimals, lang=lang, sign=two) for gap in shown.gap[rows]]
    head = f"{labels[0]} − {labels[1]}" if two else say(lang, "störst skillnad", "largest gap")
    unit = unit_of(shown, lang)
    panels: list[Panel | Texts] = [_values(shown, rows, lang)]
    if shown.interval:
        panels.append(_gaps(shown, rows))
    absent = _absent(shown.values[rows])
    texts = ["" if gone else gap for gone, gap in zip(absent, gaps, strict=True)]
    chart = RowChart(
        Rows.measured(codes, names, drawn, lang),
        [*panels, Texts(texts, head, unit)],
        _key(labels, shown.interval, lang),
        width=10.0,
        under_line=len(city),
    )
    n_shown = len(drawn.order)
    told = [
        f"{area_name(code, name)} ({text})"
        for code, name, text in zip(codes[:n_shown], names, texts, strict=False)
        if text
    ]
    page = lay_out(
        headline(breakdown, lang, measure),
        under_title(breakdown, measure, on_top(labels, lang), lang),
        [drawn.told(lang), *told_below(breakdown, measure, shown, lang)],
        width=chart.width,
        body=chart.height,
        alt=_alt(labels, told, n, unit, lang),
    )
    return chart.draw(page)


def _values(shown: ShownGroups, rows: Sequence[int], lang: Language) -> Panel:
    """A dot for each group on a line between the outermost, and everybody as a short stroke."""
    values, total = shown.values[rows], shown.total[rows]
    absent = _absent(values)
    low, high = (
        np.where(absent, np.nan, reach(np.where(absent[:, None], 0.0, values), axis=1))
        for reach in (np.nanmin, np.nanmax)
    )
    dots = [Dot(values[:, k], group_look(k)) for k in range(values.shape[1])]
    worse = say(lang, "större utmaning", "greater challenge")
    way = f"{worse} →" if shown.sign > 0 else f"← {worse}"
    no_figures = say(lang, "uppgift saknas", "no figures")
    return Panel(
        [
            Span(low, high, {"color": "#b0b0b0", "linewidth": 2.2}),
            Stroke(np.where(absent, np.nan, total), _TOTAL),
            *dots,
        ],
        also=[shown.values],
        foot=f"{unit_said(shown.unit, lang)}; {way}",
        absent=[no_figures if gone else "" for gone in absent],
        share=2.0,
    )


def _absent(values: Floats) -> NDArray[np.bool_]:
    return np.asarray(np.isnan(values).all(axis=1))


def _gaps(shown: ShownGroups, rows: Sequence[int]) -> Panel:
    """The gap between two groups, with its interval."""
    low, high = shown.low[rows], shown.high[rows]
    known = np.where(np.isnan(low), np.nan, shown.gap[rows])
    every = [shown.low, shown.high]
    return Panel(_gap(low, known, high), [Rule(0.0)], also=every, parts=3, sign=True)


def _gap(low: Any, gap: Any, high: Any) -> list[Mark]:
    whisker = Span(low, high, {"linewidth": 1.6, "gid": "gap-interval"})
    return [whisker, Dot(gap, {"markersize": 4.5, "color": INK, "markeredgewidth": 0.0, "zorder": 3})]


def group_look(place: int) -> dict[str, Any]:
    """Return a group's mark: the first's is open, around the others', so that equal values show both."""
    marker, colour = LOOKS[place]
    ring = {"markerfacecolor": "none", "markeredgecolor": colour, "markeredgewidth": 1.8}
    around = {"markersize": 9.5, "zorder": 5, **ring}
    within = {"markersize": 5.0, "zorder": 4}
    return {"marker": marker, "color": colour, "gid": f"group-{place}", **(within if place else around)}


def _key(labels: Sequence[str], interval: bool, lang: Language) -> list[Entry]:
    entries = [Entry([Dot(0.5, group_look(k))], label, 0.1) for k, label in enumerate(labels)]
    entries.append(Entry([Stroke(0.5, _TOTAL)], say(lang, "alla", "all"), 0.1))
    if interval:
        what = "skillnaden, 95-procentigt slumpintervall", "the gap, 95 per cent chance interval"
        entries.append(Entry(_gap(0.0, 0.5, 1.0), say(lang, *what)))
    return entries


def _alt(labels: Sequence[str], told: Sequence[str], n: int, unit: str, lang: Language) -> str:
    ends = ends_line(
        told, lang, first=say(lang, "Överst", "At the top"), last=say(lang, "nederst", "at the bottom")
    )
    return f"{beside_each_other(labels, n, unit, lang)} {ends}"


def unit_of(shown: ShownGroups, lang: Language) -> str:
    """The unit of a gap: what is per cent is so many percentage points apart."""
    if shown.unit == "%":
        return say(lang, "procentenheter", "percentage points")
    return unit_said(shown.unit, lang)


def under_title(breakdown: Grouped, measure: str, shows: str, lang: Language) -> str:
    """What stands under the title: of when, what it shows or how it is ordered, and how scores are read."""
    full = breakdown.full
    when = words.periods(breakdown.total, lang)
    if measure not in breakdown.total.columns:
        when = full.measured.periods[[m.id for m in breakdown.index.members].index(measure)]
    told = [f"{say(lang, 'Uppgifter för', 'Figures for')} {when}." if when else "", shows]
    if measure in breakdown.total.columns:
        told.append(key_line(full, lang))
    return " ".join(part for part in told if part)


def told_below(breakdown: Grouped, measure: str, shown: ShownGroups, lang: Language) -> list[str]:
    """What stands at the foot: what the figures rest on."""
    told = definition_lines(breakdown, lang)
    remarks = [text.in_(lang) for text in breakdown.remarks]
    if measure in breakdown.total.columns:
        result = breakdown.total
        told = [common_line(breakdown, lang), quality_line(breakdown, lang), *told, *remarks]
        told += [*_about_interval(breakdown, measure, shown, lang), *notes(breakdown.full, lang)]
        return [*told, words.source_line(result, lang)]
    j = [m.id for m in breakdown.index.members].index(measure)
    if shown.quality not in ("", "official"):
        label = QUALITY_LABELS[shown.quality][1].in_(lang)
        told.append(figures_are(label, lang))
    told += _about_interval(breakdown, measure, shown, lang)
    source = breakdown.full.sources[j]
    from_ = f"{say(lang, 'Källa', 'Source')}: {source}. " if source else ""
    return [
        *told,
        *remarks,
        doubt_line(breakdown.full, lang, j),
        *(note.in_(lang) for note in breakdown.index.notes),
        *(note_in(note, lang) for note in breakdown.statistics.notes),
        f"{from_}{say(lang, 'Beräknat med', 'Computed with')} omradesindex.",
    ]


def _about_interval(breakdown: Grouped, measure: str, shown: ShownGroups, lang: Language) -> list[str]:
    """What the gap's interval is, or why there is none."""
    told = []
    if shown.interval:
        rows = breakdown.gaps[breakdown.gaps["measure"] == measure]
        known = float(rows.loc[rows["points_low"].notna(), "known"].min())
        text = interval_line(known, lang)
        told.append(text)
    if shown.reasons:
        why = "; ".join(REASONS[r].in_(lang) for r in shown.reasons)
        some = say(lang, "Utan intervall i några områden", "No interval in some areas")
        none = say(lang, "Inget intervall", "No interval")
        told.append(f"{some if shown.interval else none}: {why}.")
    return told
