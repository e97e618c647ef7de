"""One group measured with the total's stick, and its indicators brought together with the total's weights."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from omradesindex.index.compute import aggregate, signs, told_of
from omradesindex.index.groups.common_set import Group
from omradesindex.index.groups.enough import enough
from omradesindex.index.groups.grouped import Cell
from omradesindex.index.groups.reasons import Reason
from omradesindex.index.measure import measure
from omradesindex.index.scored import Scored
from omradesindex.statistics.vocabulary import STATUSES, TOTAL
from omradesindex.wording import Text

S = TypeVar("S", bound=Scored)

_MISSING = np.int8(STATUSES.index("missing"))


def measured_cell(
    total: Scored, columns: Sequence[str], group: Group, elsewhere: Mapping[str, Reason]
) -> Cell:
    """Measure a group, each indicator in the period that the total uses.

    Parameters
    ----------
    total : Scored
        The index of everybody.
    columns : sequence of str
        What is broken down.
    group : tuple of str
    elsewhere : mapping of str to Reason
        The indicators that have no meaning for the group: whatever the table says, it has no value of them.
    """
    statistics, index = total.statistics, total.index
    chosen = dict(zip(columns, group, strict=True))
    whole = tuple(chosen.get(column, TOTAL) for column in statistics.breakdowns)
    if whole == statistics.total:
        return Cell(group, total.measured, total.normalised)
    measured = measure(index.indicators, statistics, period=total.measured.periods, group=whole)
    # What the total has no stick for cannot be placed on it.
    no_stick = np.isnan(total.measured.values[:-1]).all(axis=0)
    gone = no_stick | np.array([m.id in elsewhere for m in index.members])
    measured = replace(measured, values=np.where(gone, np.nan, measured.values))
    with told_of(index, statistics.name, "normalise"):
        normalised = total.reference.fitted.apply(total.reference.treat(measured.values) * signs(index))
    return Cell(group, measured, normalised)


def group_result(total: S, cell: Cell, outside: Mapping[str, Text], named: Text) -> S:
    """Bring a group's indicators together, with the total's weights.

    Parameters
    ----------
    total : Scored
        The index of everybody.
    cell : Cell
        The group's indicators.
    outside : mapping of str to Text
        The indicators that it is not measured by, each with why. A reason says whether something is lacking.
    named : Text
        Whose result it is.
    """
    index, m = total.index, cell.measured
    members = index.members
    keep = np.array([x.id not in outside for x in members], dtype=bool)
    judged = enough(index, outside, partial=total.partial)
    measured = replace(
        m,
        values=np.where(keep, m.values, np.nan),
        status=np.where(keep, m.status, _MISSING),
        imputed=m.imputed & keep,
        periods=tuple(p if k else "" for p, k in zip(m.periods, keep, strict=True)),
        used=tuple(u if k else () for u, k in zip(m.used, keep, strict=True)),
        reasons=tuple(
            outside[x.id].en if x.id in outside else r for x, r in zip(members, m.reasons, strict=True)
        ),
    )
    normalised = np.where(keep, cell.normalised, np.nan)
    shown = index.methods.zero + index.methods.points * normalised[:-1]
    # The same figures under a name that says whose score it is, so that no group passes for everybody.
    own = copy.copy(total.statistics)
    own.name = f"{own.name}, {named.sv}"
    aggregated = aggregate(
        index,
        index.levels,
        np.where(judged.counted, shown, np.nan),
        total.statistics.areas,
        name=own.name,
        weights=total.reference.weights,
        rescaled=total.reference.rescaled,
        partial=total.partial,
        counted=judged.counted,
    )
    scores = dict(aggregated.scores)
    if not judged.named:
        scores["index"] = np.full_like(scores["index"], np.nan)
    return replace(
        total,
        statistics=own,
        measured=measured,
        normalised=normalised,
        level_scores=scores,
        level_coverage=aggregated.coverage,
        level_filled=aggregated.filled,
        counted=judged.counted,
        group=named,
    )
