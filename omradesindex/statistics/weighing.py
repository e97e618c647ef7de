"""What areas weigh: the people of the same period and group as the figures that they weigh."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import StatisticsError, did_you_mean, listing

if TYPE_CHECKING:
    from omradesindex.statistics.table import Statistics

Floats = NDArray[np.float64]

#: A variable of the table, or numbers by area that hold for every period and group.
Weights = str | Mapping[str, float]


def weights_of(
    statistics: Statistics,
    weights: Weights,
    period: str,
    group: tuple[str, ...] | None = None,
) -> Floats:
    """Return what areas weigh in one period and group: a count of just these, or numbers that hold for all.

    Parameters
    ----------
    statistics : Statistics
    weights : str or mapping of str to float
        A variable of the table, or numbers by area.
    period : str
    group : tuple of str, optional
        Everybody if left out.

    Returns
    -------
    ndarray, shape (n_areas,)

    Raises
    ------
    StatisticsError
        The table lacks the count for this period or group; an area has none, or a negative one.

    Examples
    --------
    >>> import omradesindex as oi
    >>> weights_of(oi.malmo_statistics(), "folkmangd", "2022")[:3]
    array([33993., 31122., 24239.])
    """
    wanted = statistics.total if group is None else group
    where = f"{statistics.name}, period '{period}'" + _told(statistics, wanted)
    if isinstance(weights, Mapping):
        absent = [area for area in statistics.areas if area not in weights]
        if absent:
            raise StatisticsError(f"the weights lack the area {listing(absent)}", where=where)
        given = np.array([weights[area] for area in statistics.areas], dtype=float)
    elif statistics.has(weights, period, wanted):
        given = statistics.block(weights, period, wanted).value[:-1]
    else:
        periods = statistics.periods(weights, wanted)
        raise StatisticsError(
            f"there are no figures for the weight '{weights}'"
            + ("" if weights in statistics.variables else did_you_mean(weights, statistics.variables)),
            where=where,
            expected="a count of people of the same period and group as what is weighed"
            + (f" (there is one for {listing(periods)})" if periods else ""),
            remedy="add it; or give numbers that are to hold for all periods: weights={area: number, …}",
        )
    bad = np.flatnonzero(~(np.isfinite(given) & (given >= 0)))
    if bad.size:
        raise StatisticsError(
            f"a weight is missing, negative or infinite ({given[bad[0]]:g})",
            where=f"{where}, area '{statistics.areas[bad[0]]}'",
            expected="a number, 0 or more, for every area",
        )
    return given


def _told(statistics: Statistics, group: tuple[str, ...]) -> str:
    said = zip(statistics.breakdowns, group, statistics.total, strict=True)
    return "".join(f", {column} '{category}'" for column, category, total in said if category != total)
