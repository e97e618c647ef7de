"""What a treatment has bent, held against what is known of the indicator: its direction and its scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.errors import ComputeError, figure

if TYPE_CHECKING:
    from omradesindex.catalogue import Definition
    from omradesindex.index.measure import Measured
    from omradesindex.methods.treatment import TreatedColumn, Treatment


def check_bent(definition: Definition, measured: Measured, treatment: Treatment, name: str) -> None:
    """Refuse a treatment that the indicator itself speaks against.

    Raises
    ------
    ComputeError
        A distance from an optimum that is said to be better the larger it is; shares of 1 bent as shares of
        more.
    """
    for change in treatment.changes:
        where = f"{name}, indicator '{definition.indicators[change.column].id}'"
        _check_optimum(definition, change, where)
        _check_whole(definition, measured, change, where)


def _check_optimum(definition: Definition, change: TreatedColumn, where: str) -> None:
    """Refuse a distance from an optimum that is turned: the further away, the greater the challenge."""
    if change.action == "distance" and definition.indicators[change.column].direction.sign < 0:
        raise ComputeError(
            "it is measured by its distance from an optimum, and yet a higher value is said to be better",
            where=where,
            expected='direction = "higher_is_worse": further away is worse',
        )


def _check_whole(definition: Definition, measured: Measured, change: TreatedColumn, where: str) -> None:
    """Refuse shares of 1 that are bent as shares of more; of counts it is known what they are shares of."""
    whole = change.parameters.get("whole", 1.0)
    indicator, shares = definition.indicators[change.column], measured.values[:-1, change.column]
    ready_made = any(block.variable == indicator.id for block in measured.used[change.column])
    low, high = float(np.nanmin(shares)), float(np.nanmax(shares))
    of_one = indicator.formula.kind == "share" and indicator.formula.per <= 1
    if whole > 1 and 0 < high <= 1 and (ready_made or of_one):
        raise ComputeError(
            f"the shares go from {figure(low)} to {figure(high)}, as parts of 1 do, and are bent as parts "
            f"of {figure(whole)}",
            where=where,
            expected="shares in per cent, or what they are of",
            remedy="say it with the option 'whole': whole = 1, or of each indicator by its id",
        )
