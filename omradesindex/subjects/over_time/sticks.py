"""The sticks that years are measured with, and whether two results met the same one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import ComputeError, listing
from omradesindex.index.compute import Reference, refuse_breaks, signs
from omradesindex.index.measure import measure
from omradesindex.index.prices import refuse_two_bases
from omradesindex.methods.equal import same, scale_of
from omradesindex.periods import Calendar, Period
from omradesindex.statistics.series import breaks_between
from omradesindex.statistics.vocabulary import TOTAL
from omradesindex.wording import Text

if TYPE_CHECKING:
    from omradesindex.index import Index, Result
    from omradesindex.index.scored import Scored
    from omradesindex.statistics import Statistics

Floats = NDArray[np.float64]
Stick = Literal["base", "goalposts", "ranks"]

RANKS = Text("Varje års egna platser", "Each year's own ranks")


def same_stick(one: Result, other: Result) -> bool:
    """Whether two results of one definition were measured with the same stick.

    They were if both sticks give the same for the figures of both, and the weights are the same.
    """
    values = np.concatenate([one.measured.values, other.measured.values])
    turn = signs(one.index)
    first, second = (r.reference.fitted.apply(r.reference.treat(values) * turn) for r in (one, other))
    weights = one.reference.weights, other.reference.weights
    alike = same(first, second, scale_of([first, second])) | (np.isnan(first) & np.isnan(second))
    return bool(alike.all() and all(same(w, weights[1][level], 1.0).all() for level, w in weights[0].items()))


def refuse_other_stick(base: Result, other: Result) -> None:
    """Refuse a result that was measured with another stick than the base."""
    if not same_stick(base, other):
        raise ComputeError(
            "the two results were measured with different sticks, so their scores cannot be subtracted",
            where=f"{when(base)}, {when(other)}",
            expected="the later result computed with the stick of the earlier",
            remedy='index.compute(statistics, period=…, reference=earlier), or stick="ranks" to compare '
            "ranks only",
        )


def refuse_other_group(one: Result, other: Result) -> None:
    """Refuse results of different groups, such as women one year and men another: no change over time."""
    first, second = (_groups(result) for result in (one, other))
    both = first.keys() & second.keys()
    if both and all(first[variable].isdisjoint(second[variable]) for variable in both):
        raise ComputeError(
            "the two results are of different groups, so the difference is no change over time",
            where=f"{one.statistics.name}, {other.statistics.name}",
            expected="the same group, or everybody, in each",
            remedy="take the same group's results, or see a breakdown's gaps for how groups differ",
        )


def of_a_group(result: Result) -> bool:
    """Whether a result is that of a group, such as women, and not of everybody."""
    return any(group != frozenset() for groups in _groups(result).values() for group in groups)


def refuse_broken(one: Result, other: Result) -> None:
    """Refuse results of different series, or in prices of two years: what lies between is no change."""
    where = f"{when(one)}, {when(other)}"
    refuse_breaks(breaks_between(one.measured.dated, other.measured.dated), where=where)
    refuse_two_bases(other.index.indicators, one.measured.dated, other.measured.dated, where=where)


def _groups(result: Result) -> dict[str, set[frozenset[tuple[str, str]]]]:
    """Return the groups that a result's figures are of, by variable; none for everybody."""
    groups: dict[str, set[frozenset[tuple[str, str]]]] = {}
    for block in (block for blocks in result.measured.used for block in blocks):
        parts = zip(result.statistics.breakdowns, block.group, strict=True)
        groups.setdefault(block.variable, set()).add(frozenset(part for part in parts if part[1] != TOTAL))
    return groups


def stick_name(reference: Reference) -> Text:
    """Name a stick as outputs do."""
    base = Calendar(filter(None, reference.periods)).span()
    options = reference.fitted.choice.options
    if options.get("inf") is not None and options.get("sup") is not None:
        return Text(
            f"Gemensamma ändpunkter för alla år (AMPI), hela staden {base} = 100",
            f"Goalposts common to all years (AMPI), the whole city {base} = 100",
        )
    if reference.years:
        return Text(
            f"Måttstock av flera år ({reference.years})", f"A stick of several years ({reference.years})"
        )
    return Text(f"Basårets måttstock ({base})", f"The base year's stick ({base})")


def when(result: Scored) -> str:
    """The period of a result; the first and last where its indicators differ."""
    return result.statistics.calendar.span(filter(None, result.measured.periods))


def one_period(result: Result) -> str | None:
    """Return the period that all of a result's figures are of; None where they are of several."""
    periods = {period for period in result.measured.periods if period}
    return periods.pop() if len(periods) == 1 else None


def times(result: Scored) -> dict[str, Period | str]:
    """When each indicator's figures are from, as time: two tables may write one period differently.

    A range of labels does not tell: two results of 2022–2023 need not have a single figure of the same year.
    """
    calendar = result.statistics.calendar
    labels = zip((i.id for i in result.index.indicators), result.measured.periods, strict=True)
    return {name: calendar.at(label) or label for name, label in labels if label}


def moved(before: Result, after: Result) -> tuple[str, ...]:
    """Return the indicators that both have figures of, of another time in the later."""
    old, new = times(before), times(after)
    return tuple(name for name in new if name in old and new[name] != old[name])


def year_of(result: Scored) -> float | None:
    """Where a result's figures lie, in years: the middle of their days; None where it is not known."""
    spans = set(times(result).values())
    if not spans or any(isinstance(span, str) for span in spans):
        return None
    ends = [span for span in spans if isinstance(span, Period)]
    return Period(max(e.end for e in ends), min(e.start for e in ends), when(result)).year


def goalposts(index: Index, statistics: Statistics, periods: Sequence[str]) -> Index:
    """Give an index goalposts that are common to all years, as the adjusted Mazziotta–Pareto index has.

    Every indicator is scaled so that the whole city of the base year is 100, and 60 points are the distance
    from the lowest to the highest value of any area in any year. Compute the base year with the index that is
    returned, and the others with ``reference=`` that result.

    Notes
    -----
    Mazziotta, M. and Pareto, A. (2016), *Social Indicators Research* 127, 983–1003. Parts are brought
    together as the definition says; its penalty for imbalance is not added.

    Examples
    --------
    >>> import omradesindex as oi
    >>> index = goalposts(oi.load_index("malmo-2023"), oi.example_statistics(), ["2020", "2024"])
    >>> index.methods.name_of("normalise")
    'ampi'
    """
    years = [measure(index.indicators, statistics, period=period) for period in periods]
    for year in years[1:]:
        refuse_breaks(breaks_between(years[0].dated, year.dated), where=f"index '{index.id}'")
    values = np.concatenate([year.values[:-1] for year in years])
    low, high = np.fmin.reduce(values), np.fmax.reduce(values)
    ids = [indicator.id for indicator in index.indicators]
    lacking = [name for name, known in zip(ids, ~np.isnan(low), strict=True) if not known]
    if lacking:
        raise ComputeError(
            f"there are no goalposts for {listing(lacking)}, which have no figures in any year",
            where=statistics.name,
            remedy="leave them out of the index",
        )
    ends = {name: dict(zip(ids, map(float, end), strict=True)) for name, end in (("inf", low), ("sup", high))}
    return index.by_methods(normalise={"method": "ampi", **ends}, zero=0, points=1)


def check_against(against: str, city: Floats, *, by_rank: bool) -> None:
    """Refuse to judge beyond the city where that has no meaning, or the city no value."""
    if against != "city":
        return
    if by_rank:
        raise ComputeError(
            "ranks cannot be judged beyond the whole city, which has none",
            remedy='leave out against="city", or compare scores',
        )
    if np.isnan(city).any():
        raise ComputeError(
            "the whole city has no score on this stick, so nothing can be judged beyond it",
            expected="figures for the whole city, and an index that does not compare areas with each other",
            remedy='leave out against="city"',
        )


def spread(scores: Floats) -> float:
    """Standard deviation between the areas that have a score."""
    known = scores[~np.isnan(scores)]
    return float(known.std()) if known.size else float("nan")


def uneven(results: Sequence[Result], areas: Sequence[str]) -> tuple[str, ...]:
    """Indicators that some area has a value of in some of the results but not in all.

    Their weight comes and goes, so that a part of a change is one of what was measured.
    """
    shared = [i.id for i in results[-1].index.indicators if i.id in results[0].indicators]
    known = [r.indicators.loc[list(areas), shared].notna().to_numpy() for r in results]
    years = np.sum(known, axis=0)
    partly = (years > 0) & (years < len(results))
    return tuple(name for j, name in enumerate(shared) if partly[:, j].any())
