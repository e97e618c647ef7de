"""An index broken down: each group measured with the total's stick, on the indicators all groups have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.ages import overlapping
from omradesindex.catalogue import spec_name
from omradesindex.doors import warn
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.geography.order import natural_order
from omradesindex.index.compute import AMONG_THEMSELVES
from omradesindex.index.groups.breakdown import Breakdown
from omradesindex.index.groups.common_set import cannot_be_split, group_label, not_applicable, why_left_out
from omradesindex.index.groups.group_result import group_result, measured_cell
from omradesindex.index.groups.grouped import Cell
from omradesindex.index.groups.reasons import Reason
from omradesindex.index.groups.reconciliation import reconcile, reconciliation_notes, refuse_beyond
from omradesindex.index.result import Result
from omradesindex.plaintext import plain
from omradesindex.statistics import Statistics
from omradesindex.statistics.vocabulary import TOTAL
from omradesindex.wording import Text

if TYPE_CHECKING:
    from omradesindex.index.index import Index

Group = tuple[str, ...]

#: Which category a gap starts from; others come in the order of their names.
_FIRST = ("women", "men", "with", "without")
_EVERYBODY = Text("alla, på de gemensamma indikatorerna", "everybody, on the common indicators")


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
    every = tuple(product(*((*categories[c], TOTAL) for c in columns)))
    elsewhere = {group: not_applicable(index, columns, group) for group in every}
    cells = {group: measured_cell(total, columns, group, elsewhere[group]) for group in every}
    groups = tuple(
        g for g in product(*(categories[c] for c in columns)) if not np.isnan(cells[g].measured.values).all()
    )
    where = f"index '{index.id}' on {statistics.name}, by {listing(columns)}"
    if len(groups) < 2:
        raise _too_few_groups(index, columns, groups, where)
    left_out = why_left_out(total, columns, groups, {g: cells[g].measured for g in groups}, elsewhere)
    common = tuple(m.id for m in index.members if m.id not in left_out)
    if not common:
        reasons = "; ".join(f"{name}: {reason.en}" for name, reason in list(left_out.items())[:3])
        raise ComputeError(
            f"no indicator has figures for all of the groups {listing(map(_plain, groups))} ({reasons} …)",
            where=where,
            remedy="break down by fewer columns, or give statistics that break more indicators down",
        )
    rows = reconcile(total, columns, categories)
    refuse_beyond(rows, total.statistics, tolerance)
    notes = reconciliation_notes(rows, common, tolerance)
    if notes:
        warn(f"{notes[0].en} See .reconciliation, and give the source's tolerance=… if it states one.")
    return Breakdown(
        by=columns,
        groups=groups,
        **_results(total, columns, cells, left_out, {g: elsewhere[g] for g in groups}),
        full=total,
        cells=cells,
        tolerance=tolerance,
        sums=rows,
        remarks=notes,
    )


def _results(
    total: Result,
    columns: Sequence[str],
    cells: Mapping[Group, Cell],
    left_out: Mapping[str, Text],
    elsewhere: Mapping[Group, Mapping[str, Reason]],
) -> dict[str, Any]:
    """Bring together what each group, and everybody, is measured by."""
    everybody = Cell((TOTAL,) * len(columns), total.measured, total.normalised)
    return {
        "results": {
            group: group_result(total, cells[group], {**left_out, **not_meant}, _named(columns, group))
            for group, not_meant in elsewhere.items()
        },
        "total": group_result(total, everybody, left_out, _EVERYBODY),
        "common": tuple(m.id for m in total.index.members if m.id not in left_out),
        "reasons": dict(left_out),
        "elsewhere": elsewhere,
    }


def _named(columns: Sequence[str], group: Group) -> Text:
    return Text(group_label(columns, group), group_label(columns, group, "en"))


def _too_few_groups(
    index: Index, columns: Sequence[str], groups: Sequence[Group], where: str
) -> ComputeError:
    """Say why there are no two groups: nothing that can be broken down, or no figures."""
    apart = [m.id for m in index.members if cannot_be_split(m.indicator, columns) is None]
    if not groups and not apart:
        return ComputeError(
            f"none of its indicators can be broken down by {listing(columns)}: "
            f"{listing([m.id for m in index.members], 30)} count what has none",
            where=where,
            expected="an index with indicators that tell these people apart",
            remedy="break down another index, or extend this one; "
            "the total is never shown in place of a group",
        )
    return ComputeError(
        "there are no two groups to hold against each other: "
        + (f"only {listing(map(_plain, groups))} has figures" if groups else "none has figures")
        + " of what has a meaning for it",
        where=where,
        expected="figures of the index's variables for at least two groups",
        remedy="give statistics that break them down; the total is never shown in place of a group",
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
    every = {**breakdown.reasons, **left_out}
    reasons = {m.id: every[m.id] for m in breakdown.index.members if m.id in every}
    anew = _results(breakdown.full, breakdown.by, breakdown.cells, reasons, breakdown.elsewhere)
    return replace(breakdown, **anew)


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


def _plain(group: Group) -> str:
    return ", ".join(group)
