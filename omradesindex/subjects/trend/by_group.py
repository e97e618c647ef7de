"""A trend by group: each group's own, and whether the gap between two groups grows or shrinks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from omradesindex.index import Breakdown, Result
from omradesindex.index.groups.group_gaps import Pair, pairs
from omradesindex.statistics import Statistics
from omradesindex.subjects.by_group.again import again
from omradesindex.subjects.by_group.answer import ByGroup
from omradesindex.subjects.by_group.contrast import Contrast, Course, alike, judged_gap
from omradesindex.subjects.by_group.numbers import Asked
from omradesindex.subjects.by_group.over_time import Scores, measures_of, notes_of, refuse_ranks, scores_at
from omradesindex.subjects.by_group.split import split
from omradesindex.subjects.by_group.words import UNDECIDED
from omradesindex.subjects.over_time.noise import errors_of
from omradesindex.subjects.over_time.sticks import one_period
from omradesindex.subjects.trend.answer import Trend
from omradesindex.subjects.trend.lines import Lines, fit_lines
from omradesindex.subjects.trend.words import READING, error_lines
from omradesindex.wording import Text

_FARES_WORSE = {
    "first": Text("sämre utveckling för {first}", "worse development for {first}"),
    "second": Text("sämre utveckling för {second}", "worse development for {second}"),
    **UNDECIDED,
}


def trend_by_group(total: Trend, by: str | Sequence[str], *, tolerance: float) -> ByGroup[Trend]:
    """Follow each group as everybody has been followed; see :func:`omradesindex.trend`."""
    held = broken_down(total, by, tolerance=tolerance)
    latest = held[-1]
    answers = {group: of_results(total, [b[group] for b in held]) for group in latest.groups}
    scores = {
        group: scores_at(own.results, own.errors, own.columns, own.areas, own.against)
        for group, own in answers.items()
    }
    first, last = total.labels[0], total.labels[-1]
    asked = Asked(
        file="trend",
        title=Text(f"Trend {first}–{last}", f"Trend {first}–{last}"),
        each=Text("per år", "a year"),
        gap=Text("skillnadens förändring per år", "the gap's change a year"),
        fares_worse=_FARES_WORSE,
        measures=measures_of(total, latest, finer=1),
        notes=(READING, *notes_of(answers), *_about_errors(total, latest, scores)),
        times=total.labels,
        years=tuple(total.years.tolist()),
    )
    return ByGroup(
        breakdown=latest,
        areas=total.areas,
        answers=answers,
        total=of_results(total, [b.total for b in held]),
        contrasts=tuple(_contrast(total, latest, pair, scores) for pair in pairs(latest.by, latest.groups)),
        asked=asked,
        again=again(held, partial(_anew, total=total, by=by, tolerance=tolerance))
        if followable(total)
        else None,
    )


def followable(total: Trend) -> bool:
    """Whether a trend can be made of other figures: on the base year's stick, which is then learnt anew."""
    periods = [one_period(result) for result in total.results]
    goalposts = "inf" in total.results[0].reference.fitted.choice.options
    return None not in periods and not goalposts


def made_of(statistics: Statistics, total: Trend) -> Trend:
    """The same years of other figures, everybody's."""
    from omradesindex.subjects.trend.trend import trend

    return trend(
        total.index,
        statistics,
        periods=total.labels,
        against="city" if total.against == "city" else "stick",
        level=total.level,
        correlation=total.correlation,
        dependence=total.dependence,
        partial=any(result.partial for result in total.results),
    )


def _anew(
    statistics: Statistics, *, total: Trend, by: str | Sequence[str], tolerance: float
) -> ByGroup[Trend]:
    return trend_by_group(made_of(statistics, total), by, tolerance=tolerance)


def broken_down(total: Trend, by: str | Sequence[str], *, tolerance: float) -> list[Breakdown]:
    """Break every year of a trend down, on the indicators that every group has in all of them."""
    refuse_ranks(total.by_rank)
    years = dict(zip(total.labels, total.results, strict=True))
    return [*split(years, by, tolerance=tolerance).values()]


def of_results(total: Trend, results: Sequence[Result]) -> Trend:
    """The same trend, of other results: those of a group, or of everybody on the common indicators."""
    return replace(
        total,
        results=tuple(results),
        errors=tuple(errors_of(result, None, total.dependence) for result in results),
    )


def _about_errors(
    total: Trend, latest: Breakdown, scores: Mapping[tuple[str, ...], Scores]
) -> tuple[Text, ...]:
    """Where the errors of the gaps' slopes come from, of all pairs of groups that have a gap."""
    gaps = [
        _lines(total, scores[pair.first].beside(scores[pair.second]))[0]
        for pair in pairs(latest.by, latest.groups)
        if alike(latest, pair, total.columns)[0]
    ]
    return tuple(Text(*line) for line in zip(error_lines(gaps, "sv"), error_lines(gaps, "en"), strict=True))


def _contrast(
    total: Trend, latest: Breakdown, pair: Pair, scores: Mapping[tuple[str, ...], Scores]
) -> Contrast:
    one, other = scores[pair.first], scores[pair.second]
    slopes = [_lines(total, own) for own in (one, other)]
    apart = one.beside(other)
    # The areas' scatter around their lines is used together, and the city's own by itself.
    lines = _lines(total, apart)
    df = np.stack([line.df for line in lines])
    gap, error = (
        np.where(alike(latest, pair, total.columns), _whole(lines, name), np.nan)
        for name in ("slope", "slope_error")
    )
    error = np.where(total.priced, error, np.nan)
    judged = judged_gap(gap, error, level=total.level, df=df)
    line = np.concatenate(
        [own.level + own.slope * (total.years[:, None, None] - own.middle) for own in lines], axis=1
    )
    first, second = (_whole(own, "slope") for own in slopes)
    return Contrast.of(pair, first, second, gap, judged, Course(*apart, line))


def _lines(total: Trend, scores: Scores) -> tuple[Lines, Lines]:
    """Lines through the areas' figures, and through the whole city's."""
    areas, city = (
        fit_lines(total.years, scores.values[:, rows], scores.errors[:, rows], total.correlation)
        for rows in (slice(-1), slice(-1, None))
    )
    return areas, city


def _whole(lines: tuple[Lines, Lines], name: str) -> NDArray[np.float64]:
    return np.concatenate([getattr(own, name) for own in lines])
