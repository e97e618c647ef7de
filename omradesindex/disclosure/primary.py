"""Which cells are unsafe in themselves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.system import System
from omradesindex.errors import ComputeError

#: Reasons for withholding a figure, as the log names them.
FEW, ZERO_SHARE, FULL_SHARE, FEW_LEFT, CONTRIBUTORS, COMPLEMENTARY = (
    "few persons",
    "share of 0 % in a small group",
    "share of 100 % in a small group",
    "few persons left over",
    "few contributors dominate",
    "complementary",
)


def protection_level(contributions: Sequence[float], policy: DisclosurePolicy) -> float:
    """How far from a sum that few contributors dominate an outsider's bounds must stay; 0 for other sums.

    So far that the largest contributions would no longer break the rule if the sum were as large as the
    outsider thinks that it can be (the upper protection levels of the two rules; Hundepool et al.
    2012, *Statistical Disclosure Control*, cited, not read here).

    Parameters
    ----------
    contributions : sequence of float
        What each contributor adds, not negative.
    policy : DisclosurePolicy
        Its (n, k) dominance rule and its p % rule; a rule that is not set does not apply.

    Examples
    --------
    >>> policy = DisclosurePolicy(dominance=(1, 80))
    >>> protection_level([90, 5, 5], policy), protection_level([50, 30, 20], policy)
    (12.5, 0.0)
    >>> protection_level([90, 50, 5], DisclosurePolicy(p_percent=10))
    4.0
    """
    parts = np.sort(np.asarray(contributions, dtype=float))[::-1]
    if not np.isfinite(parts).all() or (parts < 0).any():
        raise ComputeError("a contribution is negative or not a number", expected="zero or more for each")
    level = 0.0
    if policy.dominance is not None:
        n, k = policy.dominance
        level = max(level, 100 / k * parts[: int(n)].sum() - parts.sum())
    if policy.p_percent is not None and parts.size:
        level = max(level, policy.p_percent / 100 * parts[0] - parts[2:].sum())
    return float(level)


def unsafe_cells(system: System, policy: DisclosurePolicy) -> NDArray[np.object_]:
    """Return the reason why each cell must be protected, or an empty text.

    Implied cells (men where only women are shown; those who are left when a numerator is taken from its
    denominator) are judged as if they stood in the table.

    Returns
    -------
    ndarray of str, shape (n_cells,)
    """
    values = system.values
    about = np.array([policy.is_sensitive(v) for v in system.variable] + [False])[system.family]
    reason: NDArray[np.object_] = np.full(len(values), "", dtype=object)
    reason[about & policy.too_few(values)] = FEW
    top, rest, base = system.pairs.T
    judged = about[top]
    few_left = judged & policy.too_few(values[rest])
    reason[rest[few_left]] = FEW_LEFT
    if policy.protect_zeros:
        small = judged & (values[base] > 0) & (values[base] < policy.small)
        reason[top[small & (values[top] == 0)]] = ZERO_SHARE
        full = small & (values[rest] == 0)
        reason[rest[full]] = FULL_SHARE
    return reason
