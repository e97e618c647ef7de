"""Hold two results against each other, and refuse what cannot be subtracted."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Real
from typing import TYPE_CHECKING, Literal, overload

import numpy as np

from omradesindex.catalogue import diff
from omradesindex.doors import door
from omradesindex.errors import ComputeError, listing
from omradesindex.index import Result
from omradesindex.methods.guard import check_level
from omradesindex.periods import Calendar, Period
from omradesindex.subjects.by_group.answer import ByGroup
from omradesindex.subjects.by_group.over_time import refuse_errors
from omradesindex.subjects.change.answer import Change
from omradesindex.subjects.change.by_group import change_by_group
from omradesindex.subjects.change.numbers import Stage
from omradesindex.subjects.over_time.noise import Errors, between_years, errors_of
from omradesindex.subjects.over_time.sticks import (
    RANKS,
    check_against,
    moved,
    of_a_group,
    one_period,
    refuse_broken,
    refuse_other_group,
    refuse_other_stick,
    stick_name,
    times,
    when,
)

if TYPE_CHECKING:
    import pandas as pd


@overload
def change(
    earlier: Result,
    later: Result,
    *,
    level: float = 0.95,
    stick: Literal["common", "ranks"] = "common",
    against: Literal["stick", "city"] = "stick",
    correlation: float = 0.0,
    overlap: float | pd.DataFrame = 1.0,
    dependence: str | float | pd.DataFrame = "moderate",
    revised: Result | None = None,
    boundaries: Result | None = None,
    errors: Sequence[Errors] | None = None,
    by: None = None,
    tolerance: float = 0.0,
) -> Change: ...


@overload
def change(
    earlier: Result,
    later: Result,
    *,
    level: float = 0.95,
    stick: Literal["common", "ranks"] = "common",
    against: Literal["stick", "city"] = "stick",
    correlation: float = 0.0,
    overlap: float | pd.DataFrame = 1.0,
    dependence: str | float | pd.DataFrame = "moderate",
    revised: Result | None = None,
    boundaries: Result | None = None,
    errors: Sequence[Errors] | None = None,
    by: str | Sequence[str],
    tolerance: float = 0.0,
) -> ByGroup[Change]: ...


@door
def change(
    earlier: Result,
    later: Result,
    *,
    level: float = 0.95,
    stick: Literal["common", "ranks"] = "common",
    against: Literal["stick", "city"] = "stick",
    correlation: float = 0.0,
    overlap: float | pd.DataFrame = 1.0,
    dependence: str | float | pd.DataFrame = "moderate",
    revised: Result | None = None,
    boundaries: Result | None = None,
    errors: Sequence[Errors] | None = None,
    by: str | Sequence[str] | None = None,
    tolerance: float = 0.0,
) -> Change | ByGroup[Change]:
    """Say how each area has changed between two results, whether it is more than noise, and why.

    Parameters
    ----------
    earlier, later : Result
        The later must have been computed with the stick of the earlier (``reference=earlier``), or both with
        that of a third.
    level : float
        Of all areas' intervals together; see Notes.
    stick : {"common", "ranks"}
        ``ranks`` compares ranks only, each year on its own stick.
    against : {"stick", "city"}
        What is judged: the change on the common stick, in which the whole city's trend is part; or how much
        more (or less) than the whole city the area has changed.
    correlation : float
        Between the two years' errors, 0 up to 1. Independent by default: two samples, or chance in two
        years. Registers hold much the same people in both years, and the true error of the difference is
        then smaller; 0 is the cautious choice.
    overlap : float or DataFrame
        Share of the persons who are the same in both years, 0 to 1: the correlation is that of these. Or a
        register's own count of them, from which the correlation is computed: ``area``, ``indicator``,
        ``persons`` (in the denominators of both years), ``both`` (of whom in both numerators).
    dependence : {"moderate", "independent", "bounded"}, float or DataFrame
        How the errors of an area's indicators hang together; see :meth:`Result.uncertainty`.
    revised : Result, optional
        The earlier year computed anew, with the earlier definition and stick, from figures that the source
        has revised since. Its difference from ``earlier`` is then shown as what it is: no change at all.
    boundaries : Result, optional
        The earlier year (revised, where there is such) with the earlier definition and stick, from figures
        for the new areas. Needed where the two results' areas have different boundaries.
    errors : sequence of two, optional
        Other standard errors than those of ``uncertainty()``: the earlier year's and the later's.
    by : str or sequence of str, optional
        Ask it of each group: ``"sex"``, ``["sex", "disability"]``. All groups are measured with the common
        stick, on the indicators that every group has in both years.
    tolerance : float
        With ``by``: how far the groups' counts may lie from their total; see :meth:`Index.compute`.

    Returns
    -------
    Change or ByGroup of Change
        With ``by`` each group's change, and how far the gaps between them have changed.

    Raises
    ------
    ComputeError
        Different sticks; boundaries that differ without ``boundaries``; no area in both; an impossible level
        or correlation; a stage that does not fit between the two. With ``by`` also a column without figures
        in one of the years, groups that are not the same in both, and results that are a group's already.

    Notes
    -----
    The limits and verdicts of a column (the index, a dimension) hold for all its areas together: with a level
    of 95 per cent there is at most one risk in twenty that any area is said to have changed where none has.
    :func:`omradesindex.subjects.over_time.noise.judge` says how. The dimensions are families of their own.

    Where the definition has changed, the earlier year is computed with the later definition and stick, and
    what this changes is the definition's part. The stick must then come from the same period. Judged is what
    is left when revised figures, boundaries and the definition have had their parts.

    The whole city's own error is small beside an area's and is not counted with ``against="city"``.

    Examples
    --------
    >>> import omradesindex as oi
    >>> index, figures = oi.load_index("malmo-2023"), oi.example_statistics()
    >>> earlier = index.compute(figures, period="2020")
    >>> change = oi.change(earlier, index.compute(figures, period="2024", reference=earlier))
    >>> change.improved, change.worsened
    (('10',), ('07',))

    For women and men, with how far the gap between them has changed in the whole city:

    >>> later = index.compute(figures, period="2024", reference=earlier)
    >>> by_sex = oi.change(earlier, later, by="sex")
    >>> gap = by_sex.gaps.query("area == 'X00' and measure == 'index'").iloc[0]
    >>> bool(gap["low"] < gap["gap"] < gap["high"])
    True
    """
    if by is not None:
        refuse_errors(errors, dependence, overlap)
    check_level(level, 2)
    persons = None if isinstance(overlap, int | float | Real) else overlap
    alike = between_years(correlation, float(overlap) if isinstance(overlap, int | float | Real) else 1.0)
    before = set(earlier.areas)
    areas = tuple(code for code in later.areas if code in before)
    if not areas:
        raise ComputeError(
            "the two results have no area in common",
            where=f"{earlier.statistics.name}, {later.statistics.name}",
            remedy="compute the earlier year for the later year's areas, and give it as the earlier result",
        )
    for result in (later, revised, boundaries):
        if result is not None:
            refuse_other_group(earlier, result)
            refuse_broken(earlier, result)
    stages = _stages(earlier, later, revised, boundaries, ranks=stick == "ranks")
    for cause, result in stages:
        its_own = set(result.areas)
        lacking = [code for code in areas if code not in its_own]
        if lacking:
            raise ComputeError(
                f"what was given as {cause} lacks the areas {listing(lacking)}",
                where=f"{result.statistics.name}, {when(result)}",
            )
    given = [None, None] if errors is None else list(errors)
    if len(given) != 2:
        raise ComputeError(
            f"{len(given)} results' errors were given", expected="the earlier's and the later's"
        )
    answer = Change(
        results=(earlier, later),
        areas=areas,
        stages=stages,
        errors=(
            *(
                errors_of(result, own, dependence)
                for result, own in zip((stages[-2].result, later), given, strict=True)
            ),
        ),
        stick=RANKS if stick == "ranks" else stick_name(later.reference),
        by_rank=stick == "ranks",
        against=against,
        level=level,
        correlation=alike,
        dependence=dependence,
        persons=persons,
    )
    if persons is not None:
        _ = answer.estimate_error  # what is wrong with the counts is told at once
    check_against(against, answer.city[:1], by_rank=answer.by_rank)
    return answer if by is None else change_by_group(answer, by, tolerance=tolerance)


def _stages(
    before: Result, after: Result, revised: Result | None, boundaries: Result | None, *, ranks: bool
) -> tuple[Stage, ...]:
    """Lay out the way from the earlier result to the later: each stage changes one thing."""
    if not diff(before.index, after.index).is_empty and ranks:
        raise ComputeError(
            "ranks of two definitions are no change over time",
            where=f"'{before.index.id}' and '{after.index.id}'",
            remedy="compute both years with one of them, or use oi.compare on the same figures",
        )
    stages, held = [Stage("before", before)], before
    for cause, result in (("revised", revised), ("boundaries", boundaries)):
        if result is None:
            continue
        others = moved(before, result)
        if not diff(before.index, result.index).is_empty or others:
            raise ComputeError(
                f"what was given as {cause} has another definition or period than the earlier result"
                + (f" ({listing(others)})" if others else ""),
                where=f"'{result.index.id}', {when(result)}",
                expected=f"'{before.index.id}', {when(before)}",
                remedy="compute it as the earlier one was, with the same period, and reference=earlier",
            )
        refuse_other_stick(before, result)
        stages.append(Stage(cause, result))
        held = result
    _refuse_moved_boundaries(held, after)
    _refuse_backwards(held, after)
    if ranks:
        return (Stage("before", before), Stage("figures", after))
    if diff(before.index, after.index).is_empty:
        refuse_other_stick(before, after)
        if held is before and not moved(before, after):
            # One time twice: whatever differs is a revision.
            stages.append(Stage("revised", after))
    else:
        stages.append(Stage("definition", _bridge(held, after)))
    return (*stages, Stage("figures", after))


def _refuse_backwards(held: Result, after: Result) -> None:
    """Refuse a later result whose figures are all earlier: worse would be told as better."""
    old, new = times(held), times(after)
    spans = [(old[name], new[name]) for name in moved(held, after)]
    known = [(o, n) for o, n in spans if isinstance(o, Period) and isinstance(n, Period)]
    if spans and len(known) == len(spans) and all(n < o for o, n in known):
        raise ComputeError(
            "what was given as the later result is of an earlier time",
            where=f"{when(held)}, {when(after)}",
            expected="the earlier result first",
            remedy="let them change places, and measure the later with the stick of the earlier",
        )


def _bridge(held: Result, after: Result) -> Result:
    """Compute the earlier year with the later definition and its stick."""
    if of_a_group(held):
        # Computed anew from its statistics it would be everybody's.
        raise ComputeError(
            "the definition has changed, and the results are those of a group",
            where=f"{held.statistics.name}, {when(held)}",
            expected="results of everybody, which are then broken down",
            remedy='oi.change(earlier, later, by="sex") with the results of everybody',
        )
    bases = [Calendar(filter(None, of.reference.periods)) for of in (held, after)]
    if bases[0].times() != bases[1].times():
        raise ComputeError(
            "the definition has changed, and the two results were not measured with sticks of the same year",
            where=f"'{held.index.id}' ({listing(bases[0].in_order())}) and "
            f"'{after.index.id}' ({listing(bases[1].in_order())})",
            remedy="compute the new definition for the old stick's year first, and the later year with that "
            "result as reference",
        )
    bridge = after.index.compute(
        held.statistics, period=one_period(held), reference=after.reference, partial=after.partial
    )
    if moved(held, bridge) or not set(times(bridge).values()) <= set(times(held).values()):
        raise ComputeError(
            "the earlier year cannot be computed with the new definition, because its figures are of several "
            "periods and later ones stand in the same table",
            where=held.statistics.name,
            remedy="compute both results with period=…",
        )
    if np.isnan(bridge.level_scores["index"]).all():
        raise ComputeError(
            f"the earlier year has no figures for the new definition '{after.index.id}'",
            where=f"{held.statistics.name}, {when(held)}",
            remedy="give statistics that hold its indicators for that year, or compare the ranks",
        )
    return bridge


def _refuse_moved_boundaries(held: Result, after: Result) -> None:
    """Refuse areas of other boundaries: nobody could say which part of a change is theirs."""
    one, other = held.statistics.division, after.statistics.division
    if one is None or other is None or one is other:
        return
    both = set(one.codes)
    moved = [c for c in other.codes if c in both and set(one.members[c]) != set(other.members[c])]
    if moved or (one.id, one.year) != (other.id, other.year):
        which = f" (the parts of {listing(moved)} differ)" if moved else ""
        raise ComputeError(
            f"the areas' boundaries changed between the two results{which}",
            where=f"'{one.id}' {one.year} and '{other.id}' {other.year}",
            remedy="give boundaries=…: the earlier year's figures for the new areas, computed as the earlier "
            "result was",
        )
