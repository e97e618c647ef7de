"""What chance would make of an area's counts if the area were as the others: errors to test likeness by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.index.uncertainty.value_intervals import counted

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

Floats = NDArray[np.float64]


def errors_if_alike(result: Scored, j: int, common: float) -> Floats:
    """Standard errors of an indicator's shares or rates if every area had the common one.

    An area with few cases by chance also seems to have a small error, which makes it count for more: where
    areas are held to be alike, that finds differences that are not there.

    Parameters
    ----------
    result : Scored
    j : int
        Place of the indicator.
    common : float
        In the indicator's own unit.

    Returns
    -------
    ndarray, shape (n_areas,)
        NaN where there are no counts.

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-2023").compute(oi.example_statistics())
    >>> j = list(result.indicators).index("arbetsloshet")
    >>> errors = errors_if_alike(result, j, float(result.measured.values[-1, j]))
    >>> bool((errors > 0).all())
    True
    """
    behind = counted(result.statistics, result.index.members[j].indicator, result.measured, j)
    if isinstance(behind, str):
        return np.full(len(result.areas), np.nan)
    share = common / behind.per
    variance = share * (1 - share) if behind.part else share
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(behind.per * np.sqrt(variance / behind.base[:-1]))
