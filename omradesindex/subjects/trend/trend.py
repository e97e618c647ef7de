"""Lay several years side by side on one stick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, overload

import numpy as np

from omradesindex.catalogue import diff
from omradesindex.doors import door
from omradesindex.errors import ComputeError, listing
from omradesindex.index import Index, Result
from omradesindex.index.evidence import figures_of
from omradesindex.methods.guard import check_level
from omradesindex.periods import EXAMPLES
from omradesindex.statistics import Statistics
from omradesindex.subjects.by_group.answer import ByGroup
from omradesindex.subjects.by_group.over_time import refuse_errors
from omradesindex.subjects.over_time.noise import Errors, between_years, errors_of
from omradesindex.subjects.over_time.sticks import (
    RANKS,
    Stick,
    check_against,
    goalposts,
    moved,
    refuse_broken,
    refuse_other_group,
    refuse_other_stick,
    stick_name,
    times,
    when,
    year_of,
)
from omradesindex.subjects.trend.answer import Trend
from omradesindex.subjects.trend.by_group import trend_by_group
from omradesindex.subjects.trend.lines import FEWEST

if TYPE_CHECKING:
    import pandas as pd


@overload
def trend(
    index: Index | Sequence[Result] | Mapping[float, Result],
    statistics: Statistics | None = None,
    *,
    periods: Sequence[str] | None = None,
    base: str | None = None,
    stick: Stick = "base",
    against: Literal["stick", "city"] = "stick",
    level: float = 0.95,
    correlation: float = 0.0,
    overlap: float = 1.0,
    dependence: str | float | pd.DataFrame = "moderate",
    partial: bool = False,
    errors: Sequence[Errors] | None = None,
    by: None = None,
    tolerance: float = 0.0,
) -> Trend: ...


@overload
def trend(
    index: Index | Sequence[Result] | Mapping[float, Result],
    statistics: Statistics | None = None,
    *,
    periods: Sequence[str] | None = None,
    base: str | None = None,
    stick: Stick = "base",
    against: Literal["stick", "city"] = "stick",
    level: float = 0.95,
    correlation: float = 0.0,
    overlap: float = 1.0,
    dependence: str | float | pd.DataFrame = "moderate",
    partial: bool = False,
    errors: Sequence[Errors] | None = None,
    by: str | Sequence[str],
    tolerance: float = 0.0,
) -> ByGroup[Trend]: ...


@door
def trend(
    index: Index | Sequence[Result] | Mapping[float, Result],
    statistics: Statistics | None = None,
    *,
    periods: Sequence[str] | None = None,
    base: str | None = None,
    stick: Stick = "base",
    against: Literal["stick", "city"] = "stick",
    level: float = 0.95,
    correlation: float = 0.0,
    overlap: float = 1.0,
    dependence: str | float | pd.DataFrame = "moderate",
    partial: bool = False,
    errors: Sequence[Errors] | None = None,
    by: str | Sequence[str] | None = None,
    tolerance: float = 0.0,
) -> Trend | ByGroup[Trend]:
    """Follow an index over the years, on one stick.

    Parameters
    ----------
    index : Index, or sequence or mapping of Result
        The index, to be computed for each period; or results that have been computed already, on one stick.
        A mapping gives each result's year, where that cannot be read from its period.
    statistics : Statistics, optional
        With an index: its figures.
    periods : sequence of str, optional
        With an index: the periods. Every one in which each indicator that has figures at all has them, if
        left out.
    base : str, optional
        With an index: the period whose stick is used; the first if left out.
    stick : {"base", "goalposts", "ranks"}
        ``base``: the base year's stick. ``goalposts``: the indicators' ends over all years, AMPI-style
        (:func:`omradesindex.subjects.over_time.sticks.goalposts`). ``ranks``: each year's own ranks.
    against : {"stick", "city"}
        What is judged: the slope on the stick, or how much more than the whole city the area changes.
    level : float
        Of all areas' intervals together.
    correlation : float
        Between the errors of two years following each other, 0 up to 1; see :func:`omradesindex.change`. Of
        years k apart it is the k-th power.
    overlap : float
        Share of the persons who are the same in two years following each other; see
        :func:`omradesindex.change`.
    dependence : {"moderate", "independent", "bounded"}, float or DataFrame
        How the errors of an area's indicators hang together; see :meth:`Result.uncertainty`.
    partial : bool
        With an index: compute also what has too few indicators.
    errors : sequence, optional
        Other standard errors than each ``result.uncertainty()``.
    by : str or sequence of str, optional
        Follow each group: ``"sex"``, ``["sex", "disability"]``. All groups are measured with the common
        stick, on the indicators that every group has in all years.
    tolerance : float
        With ``by``: how far the groups' counts may lie from their total; see :meth:`Index.compute`.

    Returns
    -------
    Trend or ByGroup of Trend
        With ``by`` each group's trend, and whether the gaps between them grow.

    Raises
    ------
    ComputeError
        Fewer than three years; a year twice; results on different sticks or of different definitions or
        areas; a period without figures. With ``by`` also a column without figures in one of the years,
        groups that are not the same in all, and results that are a group's already.

    Examples
    --------
    >>> import omradesindex as oi
    >>> trend = oi.trend(oi.load_index("malmo-2023"), oi.example_statistics(), against="city")
    >>> trend.labels
    ('2020', '2021', '2022', '2023', '2024')
    >>> trend.improving, trend.worsening
    (('10',), ('07',))
    """
    if by is not None:
        refuse_errors(errors, dependence)
    check_level(level, 2)
    alike = between_years(correlation, overlap)
    if isinstance(index, Index):
        results = _computed(index, statistics, periods, base, stick, partial)
        years = {_year(result): result for result in results}
        if len(years) < len(results):
            raise ComputeError(f"two periods are of the same year: {listing(map(when, results))}")
    else:
        if statistics is not None or periods is not None:
            raise ComputeError(
                "results were given, and statistics or periods besides",
                remedy="give an index with statistics, or results alone",
            )
        years = _given(index)
        results = list(years.values())
    if len(results) < FEWEST:
        raise ComputeError(
            f"{len(results)} years are too few for a trend",
            expected=f"{FEWEST} or more",
            remedy="use oi.change to compare two years",
        )
    order = sorted(years)
    results = [years[year] for year in order]
    for other in results[1:]:
        _refuse_other(results[0], other, ranks=stick == "ranks")
    for k, (one, two) in enumerate(pairwise(results)):
        if not moved(one, two):
            raise ComputeError(
                f"{order[k]:g} and {order[k + 1]:g} hold figures of the same time",
                where=f"{when(one)}, {when(two)}",
                expected="for each year results of its own figures",
                remedy="compute each year with period=…; oi.change tells what a revision changes",
            )
    given = [None] * len(results) if errors is None else list(errors)
    if len(given) != len(results):
        raise ComputeError(f"{len(given)} results' errors were given", expected=f"{len(results)}, by year")
    answer = Trend(
        results=tuple(results),
        areas=results[0].areas,
        years=np.array(order, dtype=float),
        errors=tuple(errors_of(r, e, dependence) for r, e in zip(results, given, strict=True)),
        stick=RANKS if stick == "ranks" else stick_name(results[0].reference),
        by_rank=stick == "ranks",
        against=against,
        level=level,
        correlation=alike,
        dependence=dependence,
    )
    check_against(against, answer.city[:, 0], by_rank=answer.by_rank)
    return answer if by is None else trend_by_group(answer, by, tolerance=tolerance)


def _computed(
    index: Index,
    statistics: Statistics | None,
    periods: Sequence[str] | None,
    base: str | None,
    stick: Stick,
    partial: bool,
) -> list[Result]:
    if statistics is None:
        raise ComputeError(
            "an index was given without statistics", remedy="oi.trend(index, statistics, periods=[…])"
        )
    calendar = statistics.calendar
    wanted = _periods(index, statistics) if periods is None else [calendar.named(p) for p in periods]
    if len(calendar.times(wanted)) < len(wanted):
        raise ComputeError("a period was given twice", where=listing(wanted), remedy="give each once")
    if len(wanted) < FEWEST:
        raise ComputeError(
            f"{len(wanted)} periods are too few for a trend"
            + ("" if periods is not None else ": no more have figures for every indicator"),
            where=statistics.name,
            expected=f"{FEWEST} or more",
            remedy="use oi.change to compare two years, or give the periods and partial=True",
        )
    if stick == "goalposts":
        index = goalposts(index, statistics, wanted)
    first = wanted[0] if base is None else calendar.named(base)
    if first not in wanted:
        raise ComputeError(
            f"the base '{first}' is not among the periods", expected=f"one of {listing(wanted, 30)}"
        )
    reference = None if stick == "ranks" else index.compute(statistics, period=first, partial=partial)
    return [
        reference
        if period == first and reference is not None
        else index.compute(statistics, period=period, reference=reference, partial=partial)
        for period in wanted
    ]


def _periods(index: Index, statistics: Statistics) -> list[str]:
    """Every period in which each indicator that has figures at all has them."""
    common: set[str] | None = None
    counted = {variable for indicator in index.indicators for variable in indicator.formula.variables}
    for indicator in index.indicators:
        names = figures_of(indicator, statistics, counted=counted)
        own = set.intersection(*(set(statistics.periods(name)) for name in names))
        if own:
            common = own if common is None else common & own
    return [*statistics.calendar.in_order(common or ())]


def _given(source: Sequence[Result] | Mapping[float, Result]) -> dict[float, Result]:
    if isinstance(source, Mapping):
        pairs = [(float(year), result) for year, result in source.items()]
    else:
        pairs = [(_year(result), result) for result in source]
        for _, result in pairs:
            if len(set(times(result).values())) > 1:
                raise ComputeError(
                    f"a result holds figures of several periods ({when(result)}), so its year is not known",
                    where=f"index '{result.index.id}'",
                    remedy="compute it with period=…, or give {year: result, …}",
                )
    years = [year for year, _ in pairs]
    twice = sorted({year for year in years if years.count(year) > 1})
    if twice:
        raise ComputeError(f"the year {twice[0]:g} was given twice", remedy="give each year once")
    return dict(pairs)


def _year(result: Result) -> float:
    """Where a result's figures lie, in years."""
    year = year_of(result)
    if year is None:
        raise ComputeError(
            f"the period '{when(result)}' does not tell its time",
            where=result.statistics.name,
            expected=f"a period {EXAMPLES}",
            remedy="give the results as {year: result, …}",
        )
    return year


def _refuse_other(base: Result, other: Result, *, ranks: bool) -> None:
    if base.areas != other.areas:
        raise ComputeError(
            "the results are about different areas",
            where=f"{when(base)}, {when(other)}",
            remedy="carry every year's figures to the same areas first",
        )
    refuse_other_group(base, other)
    refuse_broken(base, other)
    if not diff(base.index, other.index).is_empty:
        raise ComputeError(
            "the definition changes between the years, so there is no trend",
            where=f"'{base.index.id}' and '{other.index.id}'",
            remedy="compute every year with one definition; oi.change takes a new definition's part out",
        )
    if not ranks:
        refuse_other_stick(base, other)
