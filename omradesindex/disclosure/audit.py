"""Attack a published table, and report what an outsider can say about every unsafe figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.disclosure.attack import SLACK, attack
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.primary import unsafe_cells
from omradesindex.disclosure.system import SUPPRESSED, System, build
from omradesindex.errors import StatisticsError
from omradesindex.statistics import Statistics

if TYPE_CHECKING:
    import pandas as pd

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Audit:
    """What an outsider can say about the figures that are to be protected.

    Attributes
    ----------
    table : DataFrame
        One row for each such figure: ``area, variable, period``, breakdowns, ``cell`` (``shown`` where it
        stands in the table, ``implied`` where it follows, such as men from all − women), ``reason``,
        ``low``, ``high``, ``width``, ``needed``, ``safe``.
    unchecked : tuple of str
        Variables without counts, which cannot be audited: shares without denominators, medians, indices.
    """

    table: pd.DataFrame
    unchecked: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether no figure can be told more closely than the policy's margin."""
        return bool(self.table["safe"].all())

    def __repr__(self) -> str:
        bad = int((~self.table["safe"]).sum())
        verdict = "the audit passes" if not bad else f"the audit FAILS for {bad}"
        return f"{verdict} ({len(self.table)} figures attacked)"


def must_be_wide(policy: DisclosurePolicy) -> float:
    """Return the least width of an outsider's interval."""
    return float(policy.margin_width)


def audit(
    published: Statistics,
    policy: DisclosurePolicy | None = None,
    *,
    truth: Statistics | None = None,
    shares: Mapping[str, str] | None = None,
) -> Audit:
    """Attack published statistics as an outsider who knows how tables add up.

    Parameters
    ----------
    published : Statistics
        What is, or is to be, published.
    policy : DisclosurePolicy, optional
        Generic conventions if left out.
    truth : Statistics, optional
        The figures before anything was withheld, with the same blocks and areas. Without it every withheld
        figure is taken to be unsafe, unless its interval shows that it is not.
    shares : mapping of str to str, optional
        Numerator variable → denominator variable; those of the catalogue's shares if left out.

    Returns
    -------
    Audit

    Raises
    ------
    StatisticsError
        The two tables are not about the same figures.
    ComputeError
        The published figures contradict each other.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"area": ["01", "02", "X"], "variable": "inflyttade", "period": "2024",
    ...                       "kind": "count", "value": [None, 40, 43],
    ...                       "status": ["suppressed", "observed", "observed"]})
    >>> result = audit(Statistics.from_frame(table, name="Exempelstad (påhittad)", whole="X"))
    >>> result.passed, result.table.loc[0, "low"], result.table.loc[0, "high"]
    (False, np.float64(3.0), np.float64(3.0))
    """
    policy = policy or DisclosurePolicy()
    if truth is None:
        system = build(published, shares=shares)
        hidden = np.zeros((len(published.blocks), len(published.all_areas)), dtype=bool)
        return audit_system(system, policy, hidden, unsafe_cells(system, policy), published)
    if truth.blocks != published.blocks or truth.all_areas != published.all_areas:
        raise StatisticsError(
            "the true and the published statistics are not about the same figures",
            where=published.name,
            expected="the same variables, periods, groups and areas, in the same order",
        )
    system = build(truth, shares=shares)
    seen = build(published, shares=shares)
    both = seen.shown & system.shown
    if not np.array_equal(seen.values[both], system.values[both]):
        raise StatisticsError("a published figure differs from the true one", where=published.name)
    hidden = np.ones((len(published.blocks), len(published.all_areas)), dtype=bool)
    hidden[seen.row[seen.shown], seen.column[seen.shown]] = False
    return audit_system(system, policy, hidden, unsafe_cells(system, policy), truth)


def audit_system(
    system: System,
    policy: DisclosurePolicy,
    hidden: Bools,
    reason: NDArray[np.object_],
    statistics: Statistics,
) -> Audit:
    """See :func:`audit`; ``hidden`` masks blocks × areas, ``reason`` says why a cell is unsafe."""
    import pandas as pd

    withheld = (system.row >= 0) & (system.status == SUPPRESSED)
    targets = np.flatnonzero((reason != "") | withheld)
    known = np.where(system.published(hidden), system.values, np.nan)
    found = attack(system.matrix, system.right, known, targets)
    needed = np.full(len(targets), must_be_wide(policy))
    safe = found.width >= needed - SLACK
    # What nobody here knows is no secret when its interval holds nothing that would be unsafe.
    safe |= (reason[targets] == "") & (found.low >= max(policy.threshold, policy.small))
    top, rest, _ = system.pairs.T
    shows = np.arange(len(system.values))
    shows[rest] = top
    stands = shows[targets]
    rows = system.row[stands]
    blocks = statistics.blocks
    table: dict[str, object] = {
        "area": [statistics.all_areas[c] for c in system.column[targets]],
        "variable": [
            blocks[r].variable if r >= 0 else system.variable[f]
            for r, f in zip(rows, system.family[stands], strict=True)
        ],
        "period": [blocks[r].period if r >= 0 else "" for r in rows],
    }
    for place, breakdown in enumerate(statistics.breakdowns):
        table[breakdown] = [blocks[r].group[place] if r >= 0 else "" for r in rows]
    table |= {
        "cell": np.where(system.row[targets] >= 0, "shown", "implied"),
        "reason": np.where(reason[targets] == "", "withheld before", reason[targets]),
        "low": np.round(found.low, 4),
        "high": np.round(found.high, 4),
        "width": np.round(found.width, 4),
        "needed": needed,
        "safe": safe,
    }
    counted = {block for row, block in enumerate(blocks) if row in set(system.row.tolist())}
    unchecked = tuple(dict.fromkeys(b.variable for b in blocks if b not in counted))
    return Audit(pd.DataFrame(table), unchecked)
