"""An index broken down: each group measured with the total's stick, on the indicators all groups have."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.ages import overlapping
from omradesindex.catalogue import spec_name
from omradesindex.doors import warn
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.geography.order import natural_order
from omradesindex.index.compute import AMONG_THEMSELVES, aggregate, signs, told_of
from omradesindex.index.groups.breakdown import Breakdown
from omradesindex.index.groups.common_set import group_label, why_left_out
from omradesindex.index.groups.grouped import Cell
from omradesindex.index.groups.reconciliation import reconcile, reconciliation_notes, refuse_beyond
from omradesindex.index.measure import measure
from omradesindex.index.result import Result
from omradesindex.plaintext import plain
from omradesindex.statistics import Statistics
from omradesindex.statistics.vocabulary import STATUSES, TOTAL
from omradesindex.wording import Text

if TYPE_CHECKING:
    from omradesindex.index.index import Index

Floats = NDArray[np.float64]
Group = tuple[str, ...]

#: Which category a gap starts from; others come in the order of their names.
_FIRST = ("women", "men", "with", "without")
_EVERYBODY = "alla, på de gemensamma indikatorerna"


def break_down(
    index: Index, statistics: Statistics, total: Result, by: str | Sequence[str], *, tolerance: float
) -> Breakdown:
    """Break a computed total down; see :meth:`omradesindex.index.index.Index.compute`.

    Parameters
    ----------
    total : Result
        The index of everybody, whose stick (treatment, normalisation, weights) every group meets.
    by : sequence of str
        Breakdown columns.
    tolerance : float
        How far parts may lie from their total, in the counts' own unit.

    Raises
    ------
    ComputeError
        A column that the table lacks, no groups, or no indicator that every group has.

    Warns
    -----
    UserWarning
        Parts that do not add up to their total.
    """
    columns = _check_by(statistics, by)
    _check_methods(index)
    if not tolerance >= 0:
        raise ComputeError(f"the tolerance is {tolerance!r}", expected="a number, zero or more")
    categories = _categories(index, statistics, columns)
    cells = {
        group: _cell(index, statistics, total, columns, group)
        for group in product(*((*categories[c], TOTAL) for c in columns))
    }
    groups = tuple(
        g for g in product(*(categories[c] for c in columns)) if not np.isnan(cells[g].measured.values).all()
    )
    where = f"index '{index.id}' on {statistics.name}, by {listing(columns)}"
    if len(groups) < 2:
        raise ComputeError(
            "there are no two groups to hold against each other: "
            + (f"only {listing(map(_plain, groups))} has figures" if groups else "none has figures"),
            where=where,
            expected="figures of the index's variables for at least two groups",
            remedy="give statistics that break them down; the total is never shown in place of a group",
        )
    left_out = why_left_out(total, columns, groups, {g: cells[g].measured.values[:-1] for g in groups})
    common = tuple(m.id for m in index.members if m.id not in left_out)
    if not common:
        reasons = "; ".join(f"{name}: {reason.en}" for name, reason in list(left_out.items())[:3])
        raise ComputeError(
            f"no indicator has figures for all of the groups {listing(map(_plain, groups))} ({reasons} …)",
            where=where,
            remedy="break down by fewer columns, or give statistics that break more indicators down",
        )
    keep = np.array([m.id in common for m in index.members], dtype=bool)
    everybody = Cell((TOTAL,) * len(columns), total.measured, total.normalised)
    rows = reconcile(total, columns, categories)
    refuse_beyond(rows, total.statistics, tolerance)
    notes = reconciliation_notes(rows, common, tolerance)
    if notes:
        warn(notes[0].en)
    return Breakdown(
        by=columns,
        groups=groups,
        results={
            g: _result(index, statistics, total, cells[g], keep, left_out, group_label(columns, g))
            for g in groups
        },
        total=_result(index, statistics, total, everybody, keep, left_out, _EVERYBODY),
        full=total,
        common=common,
        reasons=left_out,
        cells=cells,
        tolerance=tolerance,
        sums=rows,
        remarks=notes,
    )


def narrowed(breakdown: Breakdown, left_out: Mapping[str, Text]) -> Breakdown:
    """Leave more indicators out of a breakdown, as where another year has none of them for every group.

    Parameters
    ----------
    breakdown : Breakdown
    left_out : mapping of str to Text
        What shall not be among those that groups are compared on, each with why.
    """
    if not any(name in breakdown.common for name in left_out):
        return breakdown
    full, columns = breakdown.full, breakdown.by
    every = {**breakdown.reasons, **left_out}
    reasons = {m.id: every[m.id] for m in full.index.members if m.id in every}
    keep = np.array([m.id not in reasons for m in full.index.members], dtype=bool)
    everybody = Cell((TOTAL,) * len(columns), full.measured, full.normalised)

    def anew(cell: Cell, named: str) -> Result:
        return _result(full.index, full.statistics, full, cell, keep, reasons, named)

    return replace(
        breakdown,
        results={g: anew(breakdown.cells[g], group_label(columns, g)) for g in breakdown.groups},
        total=anew(everybody, _EVERYBODY),
        common=tuple(m.id for m in full.index.members if m.id not in reasons),
        reasons=reasons,
    )


def _check_methods(index: Index) -> None:
    """Refuse a level that only orders a group's own areas: groups would share no stick there."""
    for level in index.levels:
        name = spec_name(level.aggregate)
        if name in AMONG_THEMSELVES:
            raise ComputeError(
                f"'{level.id}' is brought together by '{name}', which only holds areas against each other, "
                "so that scores of two groups cannot be compared",
                where=f"index '{index.id}'",
                remedy='use aggregate = "arithmetic" or another mean for the breakdown',
            )


def _check_by(statistics: Statistics, by: str | Sequence[str]) -> tuple[str, ...]:
    columns = tuple(map(plain, (by,) if isinstance(by, str) else by))
    if not columns or len(set(columns)) < len(columns):
        raise ComputeError(
            "'by' names no column" if not columns else f"'by' names a column twice ({listing(columns)})",
            expected='breakdown columns, such as by=["sex"]',
        )
    for column in columns:
        if column not in statistics.breakdowns:
            has = (
                f"one of {listing(statistics.breakdowns)}" if statistics.breakdowns else "a breakdown column"
            )
            raise ComputeError(
                f"no figures are broken down by '{column}' for the areas"
                + did_you_mean(column, statistics.breakdowns),
                where=statistics.name,
                expected=has,
                remedy="give statistics with such a column; the total is never shown in place of a group",
            )
    return columns


def _categories(index: Index, statistics: Statistics, columns: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Categories of each column among the figures that the index reads, others than ``total``."""
    wanted = {name for i in index.indicators for name in (i.id, *i.formula.variables)}
    categories = {column: set[str]() for column in columns}
    place = {column: statistics.breakdowns.index(column) for column in columns}
    rest = [i for i, c in enumerate(statistics.breakdowns) if c not in columns]
    for block in statistics.blocks:
        if block.variable in wanted and all(block.group[i] == TOTAL for i in rest):
            for column in columns:
                categories[column].add(block.group[place[column]])
    for column, names in categories.items():
        twins = overlapping(names) if column == "age" else None
        if twins is not None:
            raise ComputeError(
                f"the age groups {listing(twins)} overlap, so that a person is counted in both",
                where=statistics.name,
                expected="age groups that nobody is in two of",
                remedy="give a table with age groups that lie beside each other",
            )
    return {
        column: (
            *(c for c in _FIRST if c in names),
            *natural_order(names - {TOTAL, *_FIRST}),
        )
        for column, names in categories.items()
    }


def _whole_group(statistics: Statistics, columns: Sequence[str], group: Group) -> Group:
    """Write a group with a category for every breakdown column of the table."""
    chosen = dict(zip(columns, group, strict=True))
    return tuple(chosen.get(column, TOTAL) for column in statistics.breakdowns)


def _cell(index: Index, statistics: Statistics, total: Result, columns: Sequence[str], group: Group) -> Cell:
    """Measure a group, each indicator in the period that the total uses."""
    whole = _whole_group(statistics, columns, group)
    if whole == statistics.total:
        return Cell(group, total.measured, total.normalised)
    measured = measure(index.indicators, statistics, period=total.measured.periods, group=whole)
    # What the total has no stick for cannot be placed on it.
    values = np.where(np.isnan(total.measured.values[:-1]).all(axis=0), np.nan, measured.values)
    measured = replace(measured, values=values)
    with told_of(index, statistics.name, "normalise"):
        normalised = total.reference.fitted.apply(total.reference.treat(values) * signs(index))
    return Cell(group, measured, normalised)


def _plain(group: Group) -> str:
    return ", ".join(group)


def _result(
    index: Index,
    statistics: Statistics,
    total: Result,
    cell: Cell,
    keep: NDArray[np.bool_],
    left_out: Mapping[str, Text],
    named: str,
) -> Result:
    """Bring a group's indicators together on the common set, with the total's weights."""
    m = cell.measured
    measured = replace(
        m,
        values=np.where(keep, m.values, np.nan),
        status=np.where(keep, m.status, np.int8(STATUSES.index("missing"))),
        imputed=m.imputed & keep,
        periods=tuple(p if k else "" for p, k in zip(m.periods, keep, strict=True)),
        used=tuple(u if k else () for u, k in zip(m.used, keep, strict=True)),
        reasons=tuple(
            left_out[x.id].en if x.id in left_out else r
            for x, r in zip(index.members, m.reasons, strict=True)
        ),
    )
    normalised = np.where(keep, cell.normalised, np.nan)
    aggregated = aggregate(
        index,
        index.levels,
        index.methods.zero + index.methods.points * normalised[:-1],
        statistics.areas,
        name=f"{statistics.name}, {named}",
        weights=total.reference.weights,
        partial=total.partial,
    )
    # The same figures under a name that says whose score it is, so that no group passes for everybody.
    own = copy.copy(statistics)
    own.name = f"{statistics.name}, {named}"
    return replace(
        total,
        statistics=own,
        measured=measured,
        normalised=normalised,
        level_scores=aggregated.scores,
        level_coverage=aggregated.coverage,
    )
