"""Sums of amounts to which only a few persons add something: they tell what those have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.disclosure.declared import in_group
from omradesindex.disclosure.laid import said
from omradesindex.disclosure.laying import elsewhere_of
from omradesindex.errors import StatisticsError
from omradesindex.statistics import BlockId, Statistics

if TYPE_CHECKING:
    from omradesindex.disclosure.audit import Contributions
    from omradesindex.disclosure.policy import DisclosurePolicy

Floats = NDArray[np.float64]


def few_contributors(
    statistics: Statistics,
    contributors: Mapping[str, str],
    policy: DisclosurePolicy,
    within: Mapping[str, Sequence[str]] | None = None,
) -> Contributions:
    """Return the contributions to each sum that too few add to, as if all of them added the same.

    What each of them has stays in the engine: that they are few is reason enough. So it is with what other
    sums leave of one.

    Parameters
    ----------
    statistics : Statistics
        With the number of contributors among its variables. Whoever lives in none of its areas is one more.
    contributors : mapping of str to str
        The variable of a sum → that of how many add something to it.
    policy : DisclosurePolicy
    within : mapping of str to sequence of str, optional
        Sum → the sums that it is a part of; ``a|sex=women`` in a group only.

    Raises
    ------
    StatisticsError
        The policy has a rule of dominance, and there is a sum that it would have to judge.
    """
    if contributors and (policy.dominance is not None or policy.p_percent is not None):
        raise StatisticsError(
            "a rule of dominance asks what each person adds to a sum, and that stays in the register",
            where=statistics.name,
            expected="a policy without dominance and p_percent",
            remedy="leave them out: sums to which fewer than the threshold add something are withheld; or "
            "count without sums",
        )
    n, areas = len(statistics.areas), statistics.all_areas
    if statistics.whole is not None:
        areas = (*areas, elsewhere_of(statistics.whole, statistics.areas))

    def of(block: BlockId, name: str) -> Floats:
        """Return a variable's figures where a block is; last of those elsewhere."""
        values = statistics.block(name, block.period, block.group).value
        return np.append(values, values[-1] - values[:n].sum())

    given: dict[tuple[BlockId, str], list[float]] = {}
    own, there = {name: name for name in statistics.variables}, {*statistics.blocks}
    for block in statistics.blocks:
        name = block.variable
        if name not in contributors or not policy.is_sensitive(name):
            continue
        here = in_group(within or {}, said(statistics.breakdowns, block.group).split(";"))
        for left, parts in ((name, ()), *_rests(name, here)):
            if not {BlockId(part, block.period, block.group) for part in parts} <= there:
                continue
            those, amounts = (
                of(block, named[name]) - sum((of(block, named[part]) for part in parts), np.zeros(len(areas)))
                for named in (contributors, own)
            )
            for k in np.flatnonzero(policy.too_few(np.maximum(those, 0.0))):
                each = max(float(amounts[k] / those[k]), 0.0)
                given[BlockId(left, block.period, block.group), areas[k]] = [each] * int(those[k])
    return given


def _rests(whole: str, within: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what other sums leave of one: how it is called among contributions, and the sums."""
    for parts, wholes in within.items():
        if whole in wholes:
            yield f"{whole}-{parts}", tuple(parts.split("+"))
