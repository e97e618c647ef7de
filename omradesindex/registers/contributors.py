"""Sums of amounts to which only a few persons add something: they tell what those have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.disclosure.laying import elsewhere_of
from omradesindex.errors import StatisticsError
from omradesindex.statistics import Statistics

if TYPE_CHECKING:
    from omradesindex.disclosure.audit import Contributions
    from omradesindex.disclosure.policy import DisclosurePolicy


def few_contributors(
    statistics: Statistics, contributors: Mapping[str, str], policy: DisclosurePolicy
) -> Contributions:
    """Return the contributions to each sum that too few add to, as if all of them added the same.

    What each of them has stays in the engine: that they are few is reason enough.

    Parameters
    ----------
    statistics : Statistics
        With the number of contributors among its variables. Whoever lives in none of its areas is one more.
    contributors : mapping of str to str
        The variable of a sum → that of how many add something to it.
    policy : DisclosurePolicy

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
    n, given = len(statistics.areas), {}
    areas = statistics.all_areas
    if statistics.whole is not None:
        areas = (*areas, elsewhere_of(statistics.whole, statistics.areas))
    for block in statistics.blocks:
        if block.variable not in contributors or not policy.is_sensitive(block.variable):
            continue
        those, amounts = (
            np.append(values, values[-1] - values[:n].sum())
            for values in (
                statistics.block(contributors[block.variable], block.period, block.group).value,
                statistics.block(*block).value,
            )
        )
        for k in np.flatnonzero(policy.too_few(those)):
            given[block, areas[k]] = [float(amounts[k] / those[k])] * int(those[k])
    return given
