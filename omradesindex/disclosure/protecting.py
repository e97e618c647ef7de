"""Withhold what is unsafe, and as little as possible beside it, until the audit passes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from omradesindex.disclosure.attack import SLACK, attack
from omradesindex.disclosure.audit import Audit, audit_system, must_be_wide
from omradesindex.disclosure.complementary import Table, bounds_to_loosen, cheapest_pattern
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.primary import COMPLEMENTARY, CONTRIBUTORS, dominated, unsafe_cells
from omradesindex.disclosure.system import SUPPRESSED, System, build
from omradesindex.errors import ComputeError, StatisticsError
from omradesindex.statistics import BlockId, Statistics

if TYPE_CHECKING:
    import pandas as pd

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Protected:
    """Statistics from which the unsafe figures are withheld.

    Attributes
    ----------
    statistics : Statistics
        The figures that may be shown; the others have the status ``suppressed``.
    log : DataFrame
        One row for each withheld figure: ``area, variable, period``, breakdowns, ``kind`` (primary or
        complementary), ``reason``, ``optimal`` (whether the pattern of its variable and period is proven to
        be the cheapest). **Not for publication**: reasons tell what the figures were.
    audit : Audit
        What an outsider can say about the unsafe figures. Not for publication.
    policy : DisclosurePolicy
    truth : Statistics
        The figures as they were.
    shares : mapping of str to str, or None
        Numerator variable → denominator variable, as given.
    """

    statistics: Statistics
    log: pd.DataFrame
    audit: Audit
    policy: DisclosurePolicy
    truth: Statistics
    shares: Mapping[str, str] | None = None

    def __repr__(self) -> str:
        kinds = self.log["kind"].value_counts()
        return (
            f"{self.statistics.name}: {len(self.log)} figures withheld "
            f"({kinds.get('primary', 0)} unsafe, {kinds.get('complementary', 0)} to protect them); "
            f"{self.audit}"
        )


def protect(
    statistics: Statistics,
    policy: DisclosurePolicy | None = None,
    *,
    shares: Mapping[str, str] | None = None,
    contributions: Mapping[tuple[BlockId, str], Sequence[float]] | None = None,
) -> Protected:
    """Withhold the figures through which a person could be found.

    First the unsafe figures go; then, table by table, the cheapest further figures without which the unsafe
    ones could be worked out; last an outsider is tried on everything together, and what he can still bound
    costs further figures until nothing is left that he can.

    Parameters
    ----------
    statistics : Statistics
        Counts, and shares and means with numerators and denominators.
    policy : DisclosurePolicy, optional
        Generic conventions if left out.
    shares : mapping of str to str, optional
        Numerator variable → denominator variable; those of the catalogue's shares if left out.
    contributions : mapping of (BlockId, area) to sequence of float, optional
        What each contributor adds to a sum, for the dominance rules.

    Returns
    -------
    Protected

    Raises
    ------
    ComputeError
        The policy would leave nothing to show.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({
    ...     "area": ["01", "02", "03", "X"] * 3, "variable": "sysselsatta", "period": "2024",
    ...     "sex": ["total"] * 4 + ["women"] * 4 + ["men"] * 4, "kind": "count",
    ...     "value": [43, 90, 80, 213, 3, 40, 41, 84, 40, 50, 39, 129]})
    >>> made_up = Statistics.from_frame(people, name="Exempelstad (påhittad)", whole="X")
    >>> protected = protect(made_up)
    >>> protected.log.loc[0, ["area", "sex", "kind"]].tolist()
    ['01', 'women', 'primary']
    >>> len(protected.log), protected.audit.passed
    (4, True)
    """
    policy = policy or DisclosurePolicy()
    system = build(statistics, shares=shares)
    reason = unsafe_cells(system, policy)
    _dominance(statistics, system, policy, contributions or {}, reason)
    hidden = np.zeros((len(statistics.blocks), len(statistics.all_areas)), dtype=bool)
    unsafe = np.flatnonzero(reason != "")
    standing = unsafe[system.shown[unsafe]]
    hidden[system.row[standing], system.column[standing]] = True
    # Those who are left over are shown by the numerator, which therefore goes.
    top, rest, _ = system.pairs.T
    implied = top[(reason[rest] != "") & system.shown[top]]
    hidden[system.row[implied], system.column[implied]] = True
    primary = hidden.copy()
    optimal = np.ones(len(system.variable), dtype=bool)
    for family in _denominators_first(system):
        hidden, optimal[family] = _table_by_table(system, policy, family, reason, hidden)
    hidden = _until_nothing_leaks(system, policy, reason, hidden, optimal)
    shown = np.zeros_like(hidden)
    shown[system.row[system.shown], system.column[system.shown]] = True
    if shown.any() and not (shown & ~hidden).any():
        raise ComputeError(
            "the policy would withhold every figure",
            where=statistics.name,
            expected="a table with figures left to show",
            remedy="use larger areas, fewer breakdowns or a lower threshold, or publish nothing",
        )
    log = _log(statistics, system, reason, primary, hidden, optimal)
    audit = audit_system(system, policy, hidden, reason, statistics)
    return Protected(withhold(statistics, hidden), log, audit, policy, statistics, shares)


def withhold(statistics: Statistics, hidden: Bools) -> Statistics:
    """Return a copy in which some figures (mask: blocks × areas) are suppressed."""
    frame = statistics.to_frame()
    gone = hidden.ravel()
    frame.loc[gone, ["value", "numerator", "denominator"]] = np.nan
    frame.loc[gone, "status"] = "suppressed"
    frame.loc[gone, ["doubtful", "coverage"]] = 0.0
    return Statistics.from_frame(
        frame,
        name=statistics.name,
        division=statistics.division,
        whole=statistics.whole,
        breakdowns=statistics.breakdowns,
        notes=statistics.notes,
    )


def _dominance(
    statistics: Statistics,
    system: System,
    policy: DisclosurePolicy,
    contributions: Mapping[tuple[BlockId, str], Sequence[float]],
    reason: NDArray[np.object_],
) -> None:
    blocks = {block: row for row, block in enumerate(statistics.blocks)}
    areas = {area: column for column, area in enumerate(statistics.all_areas)}
    for (block, area), parts in contributions.items():
        if block not in blocks or area not in areas:
            raise StatisticsError(f"contributions to {block} in area '{area}', which is not in the table")
        if dominated(parts, policy):
            reason[(system.row == blocks[block]) & (system.column == areas[area])] = CONTRIBUTORS


def _denominators_first(system: System) -> list[int]:
    families = range(len(system.variable))
    links = {(int(system.family[t]), int(system.family[b])) for t, _, b in system.pairs}
    depth = dict.fromkeys(families, 0)
    for _ in range(min(len(links), 10)):
        for top, base in links:
            depth[top] = max(depth[top], min(depth[base] + 1, 10))
    return sorted(families, key=lambda f: (depth[f], f))


def _table_by_table(
    system: System, policy: DisclosurePolicy, family: int, reason: NDArray[np.object_], hidden: Bools
) -> tuple[Bools, bool]:
    """Add the cheapest pattern of one variable and period to what is withheld."""
    cells = np.flatnonzero(system.family == family)
    top, rest, base = system.pairs.T
    need = reason != ""
    need[top] |= need[rest]
    target = np.flatnonzero(need[cells])
    if not target.size or np.isnan(system.values[cells]).any():
        # A table with gaps of its own is left to the trial of everything together.
        return hidden, not target.size
    seen = system.published(hidden)
    ceiling = np.full(len(system.values), np.inf)
    ceiling[top] = np.where(seen[base], system.values[rest], np.inf)
    values = system.values[cells]
    great = 2 * values.max() + 10 * must_be_wide(policy)
    place = np.full(len(system.values), -1)
    place[cells] = np.arange(len(cells))
    entries = system.matrix.tocoo()
    inside = np.bincount(entries.row[place[entries.col] >= 0], minlength=system.matrix.shape[0])
    own = np.flatnonzero(inside == np.diff(system.matrix.indptr))
    forced = ~seen[cells]
    table = Table(
        sparse.csr_array(system.matrix[own][:, cells]),
        values,
        np.minimum(ceiling[cells], great),
        np.where(forced, 0.0, policy.costs(values)),
        forced,
        target[forced[target]],
        must_be_wide(policy),
    )
    pattern, optimal = cheapest_pattern(table, seconds=policy.seconds)
    result = hidden.copy()
    gone = cells[pattern & seen[cells]]
    result[system.row[gone], system.column[gone]] = True
    return result, optimal


def _until_nothing_leaks(
    system: System,
    policy: DisclosurePolicy,
    reason: NDArray[np.object_],
    hidden: Bools,
    optimal: NDArray[np.bool_],
) -> Bools:
    """Try the outsider on everything together; each cell he bounds too tightly costs one more figure.

    What goes is what loosens his bounds the most for its cost. To withhold more never tightens a bound, so
    cells that have passed need not be tried again.
    """
    hidden = hidden.copy()
    tight = np.flatnonzero((reason != "") | ((system.status == SUPPRESSED) & (system.row >= 0)))
    values = np.nan_to_num(system.values)
    great = 2 * values.max(initial=0.0) + 10 * must_be_wide(policy)
    cost = policy.costs(values)
    while True:
        seen = system.published(hidden)
        known = np.where(seen, system.values, np.nan)
        enough = np.full(len(tight), must_be_wide(policy))
        found = attack(system.matrix, system.right, known, tight, enough=enough)
        tight = tight[found.width < enough - SLACK]
        if not tight.size:
            return hidden
        table = Table(
            system.matrix, values, np.full(len(values), great), cost, ~seen, tight, must_be_wide(policy)
        )
        gone = np.zeros(len(values), dtype=bool)
        for loosening in bounds_to_loosen(table, ~seen, system.right):
            useful = seen & (loosening > SLACK)
            if (gone & useful).any():
                continue
            if not useful.any():
                raise ComputeError(
                    "the policy would withhold every figure that is tied to an unsafe one, and that one "
                    "could still be worked out",
                    remedy="lower the margin, use larger areas or fewer breakdowns, or publish nothing",
                )
            gone[np.argmax(np.where(useful, loosening / cost, -1.0))] = True
        if not gone.any():
            return hidden
        hidden[system.row[gone], system.column[gone]] = True
        optimal[np.unique(system.family[gone])] = False


def _log(
    statistics: Statistics,
    system: System,
    reason: NDArray[np.object_],
    primary: Bools,
    hidden: Bools,
    optimal: Bools,
) -> pd.DataFrame:
    import pandas as pd

    why: dict[tuple[int, int], str] = {}
    top, rest, _ = system.pairs.T
    for shows, has in ((np.arange(len(reason)), np.arange(len(reason))), (top, rest)):
        for cell in np.flatnonzero((reason[has] != "") & (system.row[shows] >= 0)):
            why.setdefault((system.row[shows[cell]], system.column[shows[cell]]), reason[has[cell]])
    proven = np.ones(len(statistics.blocks), dtype=bool)
    standing = system.row >= 0
    np.logical_and.at(proven, system.row[standing], optimal[system.family[standing]])
    rows = []
    for row, column in np.argwhere(hidden):
        block = statistics.blocks[row]
        unsafe = bool(primary[row, column])
        rows.append(
            (
                statistics.all_areas[column],
                block.variable,
                block.period,
                *block.group,
                "primary" if unsafe else "complementary",
                why.get((row, column), COMPLEMENTARY) if unsafe else COMPLEMENTARY,
                bool(proven[row]),
            )
        )
    names = ["area", "variable", "period", *statistics.breakdowns, "kind", "reason", "optimal"]
    log = pd.DataFrame(rows, columns=pd.Index(names))
    return log.sort_values(["kind", "variable", "period"], ascending=[False, True, True], ignore_index=True)
