"""Groups beside each other, drawn: an area's groups on one line, the gap of two with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index import words
from omradesindex.index.caveats import doubt_line, notes
from omradesindex.index.groups.group_values import ShownGroups, drawable, measures, shown_groups
from omradesindex.index.groups.words import (
    common_line,
    definition_lines,
    first_computed,
    headline,
    quality_line,
)
from omradesindex.index.uncertainty.value_intervals import REASONS
from omradesindex.show.axis import value_axis
from omradesindex.show.cut import MOST, cut
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.figure import (
    BODY,
    FINE,
    GREY,
    INK,
    MARGIN,
    PAPER,
    SMALL,
    Picture,
    fitted,
    lay_out,
    text_width,
)
from omradesindex.show.rows import Named
from omradesindex.statistics.vocabulary import QUALITY_LABELS
from omradesindex.wording import NBSP, Language, number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from omradesindex.index.groups.grouped import Grouped
    from omradesindex.show.figure import Sheet

Floats = NDArray[np.float64]
Group = tuple[str, ...]

_WIDTH = 10.0
_ROW = 0.32
_LONGEST_NAME = 3.0
_BASELINE = 0.045
_GAP_FIELD = 1.9
_KEY_LEFT, _KEY_LINE = 0.08, 0.22
_LEAD = {"all": 0.1, "gap": 0.4}  # from a mark of the key to its text; 0.12 from a group's

#: Marker and colour of each group. Neither colour is one of good or bad, and every shape is its own.
LOOKS = (
    ("o", "#01665e"),
    ("D", "#8c510a"),
    ("s", "#35978f"),
    ("^", "#bf812d"),
    ("v", "#003c30"),
    ("P", "#543005"),
)


@door
class BreakdownPlots(Plots):
    """The chart of one breakdown.

    Parameters
    ----------
    breakdown : Grouped

    Examples
    --------
    >>> import omradesindex as oi
    >>> by_sex = oi.load_index("malmo-2023").compute(oi.example_statistics(), by=["sex"])
    >>> figure = by_sex.plot.groups("sysselsattning")
    """

    def __init__(self, breakdown: Grouped) -> None:
        self._breakdown = breakdown

    @chart
    def groups(
        self,
        measure: str | None = None,
        *,
        groups: Sequence[str | Group] | None = None,
        lang: Language = "sv",
        most: int | None = MOST,
    ) -> Picture:
        """Draw the groups beside each other, a row for each area, and the gap between two with its interval.

        Parameters
        ----------
        measure : str, optional
            ``index``, a dimension or an indicator; the index, or the first dimension that could be computed,
            if left out.
        groups : sequence of str or tuple of str, optional
            Two to six groups; all if left out.
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.

        Raises
        ------
        ComputeError
            Unknown measure or group; a measure that these groups have no figures of; too many groups.
        """
        breakdown = self._breakdown
        measure = first_computed(breakdown) if measure is None else measure
        wanted = breakdown.groups if groups is None else groups
        chosen = tuple((group,) if isinstance(group, str) else tuple(group) for group in wanted)
        for group in chosen:
            breakdown.known(group)  # refuses an unknown one
        if chosen:
            _check_measure(breakdown, measure, chosen)
        if not 2 <= len(set(chosen)) == len(chosen) <= len(LOOKS):
            raise ComputeError(
                f"{len(chosen)} groups cannot be drawn beside each other",
                expected=f"two to {len(LOOKS)} different groups",
                remedy="choose them with groups=, of " + listing([", ".join(g) for g in breakdown.groups]),
            )
        return _groups(breakdown, measure, chosen, lang, most)


def _check_measure(breakdown: Grouped, measure: str, groups: Sequence[Group]) -> None:
    """Refuse a measure that is no part of the index, or that these groups have nothing of."""
    columns = breakdown.total.columns
    ids = [m.id for m in breakdown.index.members]
    if measure not in columns and measure not in ids:
        known = [*columns, *ids]
        raise ComputeError(
            f"'{measure}' is neither the index, a dimension nor an indicator{did_you_mean(measure, known)}",
            where=f"index '{breakdown.index.id}'",
            expected=f"one of {listing(known, 30)}",
        )
    if drawable(breakdown, measure, groups):
        return
    if measure in columns:
        raise ComputeError(
            f"'{measure}' is not computed for these groups: they share too few indicators",
            where=f"index '{breakdown.index.id}' on {breakdown.statistics.name}",
            expected=f"one of {listing(measures(breakdown), 30)}",
            remedy="draw an indicator, or compute what there is with partial=True",
        )
    why = breakdown.reasons[measure].en + "; " if measure in breakdown.reasons else ""
    raise ComputeError(
        f"there is no area where these groups have '{measure}'",
        where=breakdown.statistics.name,
        expected=f"one of {listing(measures(breakdown), 30)}",
        remedy=f"{why}the total is never shown in place of a group",
    )


def _groups(
    breakdown: Grouped, measure: str, groups: Sequence[Group], lang: Language, most: int | None
) -> Picture:
    """Draw a measure: a row for each area, the greatest gap (of two: to the first's disadvantage) on top."""
    shown = shown_groups(breakdown, measure, groups, lang)
    n = len(breakdown.areas)
    # Of two groups the gap has a direction, and of more it is a distance.
    by = (shown.sign if len(groups) == 2 else 1) * shown.gap[:n]
    order = [int(i) for i in np.argsort(-np.where(np.isnan(by), -np.inf, by), kind="stable")]
    drawn = cut(order, most, known=int((~np.isnan(by)).sum()))
    city = range(n, len(shown.values))
    rows = [*drawn.order, *city]  # the whole city, where it has a value of its own
    labels = [breakdown.label(g, lang) for g in groups]
    two = len(groups) == 2
    key = _key(labels, shown.interval, lang)
    height = _ROW * (drawn.lines + len(city))
    page = lay_out(
        headline(breakdown, lang, measure),
        _under(breakdown, measure, labels, lang),
        [drawn.told(lang), *_told(breakdown, measure, shown, lang)],
        width=_WIDTH,
        body=height + _KEY_LINE * len(key) + 0.85,
    )
    canvas = page.canvas()
    codes = [(*breakdown.areas, breakdown.city)[r] for r in rows]
    called = [breakdown.statistics.name_of(code) for code in codes]
    names = Named.measured(page.left, codes, called, drawn, _LONGEST_NAME, lang)
    numbers_at = page.right - 0.05
    head = f"{labels[0]} − {labels[1]}" if two else say(lang, "störst skillnad", "largest gap")
    gap_left = numbers_at - 0.7 - (_GAP_FIELD if shown.interval else 0)
    left, right = names.right + 0.3, gap_left - 0.3
    bottom = page.bottom + 0.45
    top = bottom + height
    _draw_key(page, canvas, key)
    for k in range(1, len(rows), 2):
        corner = (page.left, top - (drawn.line(k) + 1) * _ROW)
        canvas.add_artist(Rectangle(corner, page.right - page.left, _ROW, facecolor="#f7f7f7", zorder=-1))
    there: NDArray[np.bool_] = np.asarray((~np.isnan(shown.values)).any(axis=1))
    known = np.append(shown.values, shown.total[:, None], axis=1)[rows][there[rows]]
    field = _Field(_range(known), (left, right))
    value_axis(page, canvas, field.values, field.across, (bottom, top), lang)
    worse = say(lang, "större utmaning", "greater challenge")
    way = f"{worse} →" if shown.sign > 0 else f"← {worse}"
    page.text(right, page.bottom + 0.02, f"{shown.unit}; {way}", size=FINE, colour=GREY, ha="right")
    gaps = None
    if shown.interval:
        gaps = _Field(
            _range(np.stack([shown.low, shown.high, 0 * shown.low])[:, rows]), (gap_left, numbers_at - 0.6)
        )
        value_axis(page, canvas, gaps.values, gaps.across, (bottom, top), lang, parts=3, sign=True)
        zero = gaps.at(0.0)
        canvas.add_line(Line2D([zero, zero], [bottom, top], color=INK, linewidth=1.0, zorder=1))
    head = fitted(head, numbers_at - left, SMALL)
    page.text(numbers_at, top + 0.1, head, size=SMALL, colour=GREY, ha="right")
    in_points = say(lang, "procentenheter", "percentage points") if shown.unit == "%" else shown.unit
    page.text(numbers_at, page.bottom + 0.02, in_points, size=FINE, colour=GREY, ha="right")
    if city:
        canvas.add_line(Line2D([page.left, page.right], [bottom + _ROW] * 2, color=GREY, linewidth=0.6))
    for k, row in enumerate(rows):
        middle = top - (drawn.line(k) + 0.5) * _ROW
        y = middle - _BASELINE
        names.write(page, k, y)
        values = shown.values[row]
        if not there[row]:
            page.text(left, y, say(lang, "uppgift saknas", "no figures"), size=SMALL, colour=GREY)
            continue
        _dots(canvas, [field.at(v) for v in values], field.at(float(shown.total[row])), middle)
        if gaps is not None and not np.isnan(shown.low[row]):
            low, gap, high = (gaps.at(float(v[row])) for v in (shown.low, shown.gap, shown.high))
            _whisker(canvas, low, gap, high, middle)
        text = number(float(shown.gap[row]), shown.decimals, lang=lang, sign=two)
        page.text(numbers_at, y, text, ha="right")
    names.write_between(page, top, _ROW, lang)
    return page.figure


@dataclass(frozen=True)
class _Field:
    """Where values stand on the sheet."""

    values: tuple[float, float]
    across: tuple[float, float]

    def at(self, value: float) -> float:
        (low, high), (left, right) = self.values, self.across
        return left + (value - low) / (high - low) * (right - left)


def _range(values: Floats) -> tuple[float, float]:
    """The least and greatest value with a little air; 0 to 1 where there is none."""
    there = values[~np.isnan(values)]
    low, high = (float(there.min()), float(there.max())) if there.size else (0.0, 1.0)
    air = 0.04 * (high - low) or 1.0
    return low - air, high + air


# -- marks --------------------------------------------------------------------------------------------------


def _dots(canvas: Axes, x: Sequence[float], total: float, middle: float) -> None:
    """Draw the groups on a line from the outermost to the other, and everybody as a short stroke."""
    there = [v for v in x if not np.isnan(v)]
    canvas.add_line(Line2D([min(there), max(there)], [middle] * 2, color="#b0b0b0", linewidth=2.2, zorder=2))
    if not np.isnan(total):
        canvas.add_line(
            Line2D([total] * 2, [middle - 0.08, middle + 0.08], color=INK, linewidth=1.2, zorder=3)
        )
    for k, v in enumerate(x):
        if not np.isnan(v):
            _dot(canvas, k, v, middle)


def _dot(canvas: Axes, place: int, x: float, middle: float) -> None:
    marker, colour = LOOKS[place]
    line = Line2D([x], [middle], marker=marker, markersize=6.5, color=colour, linestyle="none", zorder=4)
    line.set(markeredgecolor=PAPER, markeredgewidth=0.7, gid=f"group-{place}")
    canvas.add_line(line)


def _whisker(canvas: Axes, low: float, x: float, high: float, middle: float) -> None:
    line = Line2D([low, high], [middle, middle], color=GREY, linewidth=1.6, zorder=2)
    line.set_gid("gap-interval")
    canvas.add_line(line)
    canvas.add_line(Line2D([x], [middle], marker="o", markersize=4.5, color=INK, zorder=3))


# -- words --------------------------------------------------------------------------------------------------


def _key(labels: Sequence[str], interval: bool, lang: Language) -> list[list[tuple[str, str, float]]]:
    """Lay out what explains the marks: lines of mark, text and place, none wider than the sheet."""
    entries = [(str(k), text) for k, text in enumerate(labels)] + [("all", say(lang, "alla", "all"))]
    if interval:
        chance = "skillnaden med 95 procents slumpintervall", "the gap with its 95 per cent chance interval"
        entries.append(("gap", say(lang, *chance)))
    lines: list[list[tuple[str, str, float]]] = [[]]
    x = _KEY_LEFT
    for mark, text in entries:
        width = _LEAD.get(mark, 0.12) + text_width(text, BODY)
        if lines[-1] and x + width > _WIDTH - 2 * MARGIN:
            lines.append([])
            x = _KEY_LEFT
        lines[-1].append((mark, text, x))
        x += width + 0.35
    return lines


def _draw_key(page: Sheet, canvas: Axes, key: Sequence[Sequence[tuple[str, str, float]]]) -> None:
    for row, line in enumerate(key):
        y = page.top - 0.17 - _KEY_LINE * row
        for mark, text, place in line:
            x = page.left + place
            if mark == "all":
                canvas.add_line(Line2D([x, x], [y - 0.03, y + 0.13], color=INK, linewidth=1.2))
            elif mark == "gap":
                _whisker(canvas, x, x + 0.15, x + 0.3, y + 0.05)
            else:
                _dot(canvas, int(mark), x, y + 0.05)
            page.text(x + _LEAD.get(mark, 0.12), y, text)


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
                f" Minst {share} av vikten har ett känt fel; resten räknas som exakt.",
                f" At least {share} of the weight has a known error; the rest counts as exact.",
            )
        told.append(text)
    if shown.reasons:
        why = "; ".join(REASONS[r].in_(lang) for r in shown.reasons)
        some = say(lang, "Utan intervall i några områden", "No interval in some areas")
        none = say(lang, "Inget intervall", "No interval")
        told.append(f"{some if shown.interval else none}: {why}.")
    return told
