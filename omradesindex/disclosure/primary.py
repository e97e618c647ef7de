"""Which cells are unsafe in themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.system import System
from omradesindex.errors import ComputeError

#: Reasons for withholding a figure, as the log names them.
FEW, ZERO_SHARE, FULL_SHARE, EVERYBODY, FEW_LEFT, UNKNOWN_LEFT, CONTRIBUTORS, EARLIER, COMPLEMENTARY = (
    "few persons",
    "share of 0 % in a small group",
    "share of 100 % in a small group",
    "everybody of a small group",
    "few persons left over",
    "unknown how many are left over",
    "few contributors",
    "withheld in an earlier release",
    "complementary",
)


def protection_level(contributions: Sequence[float], policy: DisclosurePolicy) -> float:
    """How far from a sum of few contributors an outsider's bounds must stay; 0 for other sums.

    So far that the largest contributions would no longer break the rule if the sum were as large as the
    outsider thinks that it can be (the upper protection levels of the two rules; Hundepool et al.
    2012, *Statistical Disclosure Control*, cited, not read here). Without a rule of dominance, where fewer
    than the threshold add something, he may say no more than that the sum is from nothing to twice itself.

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
    >>> protection_level([50, 30, 20], DisclosurePolicy())
    100.0
    """
    parts = np.sort(np.asarray(contributions, dtype=float))[::-1]
    if not np.isfinite(parts).all() or (parts < 0).any():
        raise ComputeError("a contribution is negative or not a number", expected="zero or more for each")
    if policy.dominance is None and policy.p_percent is None:
        return float(parts.sum()) if policy.too_few(np.count_nonzero(parts)) else 0.0
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
    denominator) are judged as if they stood in the table. What is out already is no secret any more.

    Returns
    -------
    ndarray of str, shape (n_cells,)
    """
    reason: NDArray[np.object_] = np.full(len(system.values), "", dtype=object)
    for why, cells in unsafe_by_rule(system, policy, system.values):
        reason[cells] = why
    reason[(reason == "") & (system.asked > 0)] = EARLIER
    reason[system.public] = ""
    return reason


def unsafe_mask(system: System, policy: DisclosurePolicy, values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which cells the policy would withhold for any reason if all cells held these values."""
    mask = np.zeros(len(values), dtype=bool)
    for _, cells in unsafe_by_rule(system, policy, values):
        mask[cells] = True
    return mask


def unsafe_by_rule(
    system: System, policy: DisclosurePolicy, values: NDArray[np.float64]
) -> Iterator[tuple[str, NDArray[np.intp]]]:
    """Yield each reason of the policy, with the cells that it would hold for if they held these values."""
    about = np.array([policy.is_sensitive(v) for v in system.variable] + [False])[system.family]
    yield FEW, np.flatnonzero(about & policy.too_few(values))
    top, rest, base = system.pairs.T
    judged = about[top]
    yield FEW_LEFT, rest[judged & policy.too_few(values[rest])]
    if policy.protect_zeros:
        small = judged & system.is_share & (values[base] > 0) & (values[base] < policy.small)
        yield ZERO_SHARE, top[small & (values[top] == 0)]
        yield FULL_SHARE, rest[small & (values[rest] == 0)]
        part, whole, which = system.categories.T
        few = about[part] & (values[whole] > 0) & (values[whole] < policy.small)
        # That nobody is in the other categories tells the same.
        all_in_one = np.isin(which, which[few & (values[part] == values[whole])])
        yield EVERYBODY, part[few & all_in_one]
