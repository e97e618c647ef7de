"""Groups beside each other, drawn: an area's groups on one line, the gap of two with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.index import words
from omradesindex.index.caveats import doubt_line, notes
from omradesindex.index.groups.group_values import ShownGroups, shown_groups
from omradesindex.index.groups.words import common_line, definition_lines, headline, quality_line
from omradesindex.index.uncertainty.value_intervals import REASONS
from omradesindex.show.alternative import areas_line, ends_line
from omradesindex.show.charts.key import Entry
from omradesindex.show.charts.row_chart import Panel, RowChart, Rule, Texts
from omradesindex.show.cut import cut
from omradesindex.show.figure import INK, lay_out
from omradesindex.show.marks import Dot, Mark, Span, Stroke
from omradesindex.show.rows import Rows
from omradesindex.statistics.vocabulary import QUALITY_LABELS
from omradesindex.wording import NBSP, Language, area_name, number, say

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
    unit = say(lang, "procentenheter", "percentage points") if shown.unit == "%" else shown.unit
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
        _under(breakdown, measure, labels, lang),
        [drawn.told(lang), *_told(breakdown, measure, shown, lang)],
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
    dots = [Dot(values[:, k], _dot(k)) for k in range(values.shape[1])]
    worse = say(lang, "större utmaning", "greater challenge")
    way = f"{worse} →" if shown.sign > 0 else f"← {worse}"
    no_figures = say(lang, "uppgift saknas", "no figures")
    return Panel(
        [
            Span(low, high, {"color": "#b0b0b0", "linewidth": 2.2}),
            Stroke(np.where(absent, np.nan, total), _TOTAL),
            *dots,
        ],
        foot=f"{shown.unit}; {way}",
        absent=[no_figures if gone else "" for gone in absent],
        share=2.0,
    )


def _absent(values: Floats) -> NDArray[np.bool_]:
    return np.asarray(np.isnan(values).all(axis=1))


def _gaps(shown: ShownGroups, rows: Sequence[int]) -> Panel:
    """The gap between two groups, with its interval."""
    low, high = shown.low[rows], shown.high[rows]
    known = np.where(np.isnan(low), np.nan, shown.gap[rows])
    return Panel(_gap(low, known, high), [Rule(0.0)], share=1.0, parts=3, sign=True)


def _gap(low: Any, gap: Any, high: Any) -> list[Mark]:
    whisker = Span(low, high, {"linewidth": 1.6, "gid": "gap-interval"})
    return [whisker, Dot(gap, {"markersize": 4.5, "color": INK, "markeredgewidth": 0.0, "zorder": 3})]


def _dot(place: int) -> dict[str, Any]:
    marker, colour = LOOKS[place]
    return {"marker": marker, "color": colour, "markersize": 6.5, "zorder": 4, "gid": f"group-{place}"}


def _key(labels: Sequence[str], interval: bool, lang: Language) -> list[Entry]:
    entries = [Entry([Dot(0.5, _dot(k))], label, 0.1) for k, label in enumerate(labels)]
    entries.append(Entry([Stroke(0.5, _TOTAL)], say(lang, "alla", "all"), 0.1))
    if interval:
        what = "skillnaden med 95 procents slumpintervall", "the gap with its 95 per cent chance interval"
        entries.append(Entry(_gap(0.0, 0.5, 1.0), say(lang, *what)))
    return entries


def _alt(labels: Sequence[str], told: Sequence[str], n: int, unit: str, lang: Language) -> str:
    groups, areas = ", ".join(labels), areas_line(n, lang)
    ends = ends_line(
        told, lang, first=say(lang, "Överst", "At the top"), last=say(lang, "nederst", "at the bottom")
    )
    return say(
        lang,
        f"Grupperna {groups} bredvid varandra i {areas}, med skillnaden i {unit}. {ends}",
        f"The groups {groups} beside each other in {areas}, with the gap in {unit}. {ends}",
    )


def _under(breakdown: Grouped, measure: str, labels: Sequence[str], lang: Language) -> str:
    full = breakdown.full
    when = words.periods(breakdown.total, lang)
    if measure not in breakdown.total.columns:
        when = full.measured.periods[[m.id for m in breakdown.index.members].index(measure)]
    told = say(lang, f"Uppgifter för {when}. ", f"Figures for {when}. ") if when else ""
    if len(labels) == 2:
        told += say(
            lang,
            f"Överst de områden där utmaningen är störst för {labels[0]} jämfört med {labels[1]}.",
            f"At the top the areas where the challenge is greatest for {labels[0]} against {labels[1]}.",
        )
    else:
        told += say(
            lang,
            "Överst de områden där grupperna skiljer sig mest.",
            "At the top the areas that differ most.",
        )
    if measure in breakdown.total.columns:
        told += " " + say(
            lang,
            "Alla grupper mäts med samma måttstock: 100 är hela stadens alla invånare."
            if breakdown.index.methods.centre == "whole"
            else "Alla grupper mäts med samma måttstock som alla invånare.",
            "Every group is measured with the same stick as all inhabitants.",
        )
    return told


def _told(breakdown: Grouped, measure: str, shown: ShownGroups, lang: Language) -> list[str]:
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
        told.append(say(lang, f"Uppgifterna är {label}.", f"The figures are {label}."))
    told += _about_interval(breakdown, measure, shown, lang)
    source = breakdown.full.sources[j]
    from_ = f"{say(lang, 'Källa', 'Source')}: {source}. " if source else ""
    return [
        *told,
        *remarks,
        doubt_line(breakdown.full, lang, j),
        *(note.in_(lang) for note in breakdown.index.notes),
        *breakdown.statistics.notes,
        f"{from_}{say(lang, 'Beräknat med', 'Computed with')} omradesindex.",
    ]


def _about_interval(breakdown: Grouped, measure: str, shown: ShownGroups, lang: Language) -> list[str]:
    """What the gap's interval is, or why there is none."""
    told = []
    if shown.interval:
        text = say(
            lang,
            "Intervallet gäller slumpen ensam: hur mycket den kan flytta små gruppers värden från ett år "
            "till ett annat, eller i en enkät. Når det noll är skillnaden inte säkerställd.",
            "The interval is of chance alone: how far it may move small groups' values from one year to "
            "another, or in a survey. Where it reaches zero the gap is not established.",
        )
        rows = breakdown.gaps[breakdown.gaps["measure"] == measure]
        known = float(rows.loc[rows["points_low"].notna(), "known"].min())
        if known < 1:
            share = f"{number(np.floor(100 * known), lang=lang)}{NBSP}%"
            text += say(
                lang,
                f" Minst {share} av vikten har ett känt fel; de övriga antas vara lika osäkra.",
                f" At least {share} of the weight has a known error; the others are assumed to be as "
                "uncertain.",
            )
        told.append(text)
    if shown.reasons:
        why = "; ".join(REASONS[r].in_(lang) for r in shown.reasons)
        some = say(lang, "Utan intervall i några områden", "No interval in some areas")
        none = say(lang, "Inget intervall", "No interval")
        told.append(f"{some if shown.interval else none}: {why}.")
    return told
