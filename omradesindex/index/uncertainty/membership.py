"""How far a value may lie off because a part of its base may be another's, or is not known: assumptions.

Both have one rule: the share of the base that it concerns, times how far such a part may differ from the rest
of its area, which is taken to be as far as areas differ, or as the sub-areas of the area do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import ComputeError, listing
from omradesindex.methods.equal import reaches

if TYPE_CHECKING:
    from omradesindex.geography import Division
    from omradesindex.index.scored import Scored

Floats = NDArray[np.float64]


class Spread(Protocol):
    """What must be known of the spread inside areas; :class:`omradesindex.types.Spread` is one."""

    @property
    def division(self) -> Division:
        """The areas."""

    @property
    def measures(self) -> tuple[str, ...]:
        """What the spread is of: indicators, dimensions, the index."""

    @property
    def deviation(self) -> Floats:
        """Standard deviation between the sub-areas of each area, a row for each measure."""


def membership_error(result: Scored, spread: Spread | None) -> Floats:
    """Return the standard error through doubtful membership, in the indicators' own units.

    The share of the base that lies in doubtful sub-areas, times how far such a part may differ
    (:func:`part_may_differ`).

    Returns
    -------
    ndarray, shape (n_areas + 1, n_indicators)
        NaN where there is no value; 0 for the whole city.
    """
    error = np.nan_to_num(result.measured.doubtful) * part_may_differ(result, spread)
    # Whatever belongs where, it belongs to the city.
    error[-1] = 0.0
    return np.where(np.isnan(result.measured.values), np.nan, error)


def coverage_error(result: Scored, spread: Spread | None) -> Floats:
    """Return the standard error through the part of the base that is not known, in the indicators' own units.

    The share of the base whose figures are missing, times how far such a part may differ
    (:func:`part_may_differ`). Of a value that was filled in, nothing is known; it has the error that its
    method states instead, where that states one.

    Returns
    -------
    ndarray, shape (n_areas + 1, n_indicators)
        NaN where there is no value.
    """
    measured = result.measured
    lacking = 1 - measured.coverage
    filled, stated = measured.imputed, ~np.isnan(measured.imputation_spread)
    lacking[:-1] = np.where(filled, np.where(stated, 0.0, 1.0), lacking[:-1])
    lacking = np.where(reaches(1 - lacking, 1.0), 0.0, lacking)
    return np.where(np.isnan(measured.values), np.nan, lacking * part_may_differ(result, spread))


def part_may_differ(result: Scored, spread: Spread | None) -> Floats:
    """Return how far a part of an area may differ from the rest of it, in the indicators' own units.

    The standard deviation of the area's sub-areas where their spread is given, otherwise that between the
    areas.

    Parameters
    ----------
    result : Scored
    spread : Spread, optional
        Of the same areas.

    Returns
    -------
    ndarray, shape (n_areas + 1, n_indicators)

    Raises
    ------
    ComputeError
        The spread is of other areas.
    """
    values = result.measured.values
    there = ~np.isnan(values[:-1]).all(axis=0)
    between = np.zeros(values.shape[1])
    between[there] = np.nanstd(values[:-1, there], axis=0)
    differ = np.broadcast_to(between, values.shape).copy()
    if spread is not None:
        if spread.division.codes != result.areas:
            raise ComputeError(
                "the spread inside areas is of other areas than the result",
                where=result.statistics.name,
                expected=f"the areas {listing(result.areas)}",
                remedy="make it with the same division: oi.spread(…, division=…)",
            )
        for j, member in enumerate(result.index.members):
            if member.id in spread.measures:
                inside = spread.deviation[spread.measures.index(member.id)]
                differ[:, j] = np.where(np.isnan(inside), differ[:, j], inside)
    return differ
