"""How far figures that were carried through a crosswalk may be from the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.statistics.vocabulary import STATUSES

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.geography import Crosswalk
    from omradesindex.statistics.table import Statistics

Floats = NDArray[np.float64]

_OBSERVED = STATUSES.index("observed")


@door
def carrying_error(statistics: Statistics, crosswalk: Crosswalk) -> pd.DataFrame:
    r"""Estimate the error that splitting areas brings into carried figures.

    Parameters
    ----------
    statistics : Statistics
        The figures of the sources, as they are given to :meth:`Statistics.to_areas`.
    crosswalk : Crosswalk

    Returns
    -------
    DataFrame
        One row for each figure and target: ``variable, period``, the breakdown columns, ``area``,
        ``standard_error`` in the figure's unit, and for counts ``lowest`` and ``highest``: what the figure
        would be if of every split source nothing, or everything, belonged to the area. What varies is where
        in a split source people live; neither samples nor the sources' own errors.

    Notes
    -----
    A piece of a source with the share :math:`p` of its weight holds the share :math:`p` of its count only
    where the density (count per weight) is the same in the piece and in the rest. Densities within a source
    are taken to vary as much as between sources, with the coefficient of variation

    .. math:: c^2 = \sum_i W_i (d_i/\bar d - 1)^2 \big/ \sum_i W_i, \qquad d_i = x_i / W_i.

    To the first order the share's standard error is then :math:`\min(\sqrt2\,c\,p(1-p), \sqrt{p(1-p)})`, the
    latter being the most that a share can vary; errors of different sources are independent. Where
    neighbours are alike, the error is smaller than this; were the pieces of a source independent of each
    other, it would be larger by up to the root of two, since a source is their mean. In a share or mean
    the base's error counts by how far the source's figure :math:`r_i` lies from the area's, :math:`R`, and
    the figure's own variation between sources, :math:`s`, comes on top:

    .. math:: \mathrm{SE}^2 = \sum_i b_i^2
        \left[ (r_i - R)^2 \mathrm{SE}_i^2 + 2 s^2 p_i^2 (1-p_i)^2 \right] / B^2.

    That the weights themselves lie where they are said to is taken for granted: where they were spread evenly
    over large polygons the standard error is too small, and the bounds are what holds.

    The standard error is unknown (NaN) where the sources' weights are not known (shares from a table), or a
    share's denominator is not.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> from omradesindex.geography import Crosswalk
    >>> from omradesindex.statistics import Statistics
    >>> table = pd.DataFrame({"area": ["a", "b"], "variable": "folkmangd", "period": "2024",
    ...                       "value": [100, 400], "kind": "count"})
    >>> walk = Crosswalk(id="x", sources=("a", "b"), targets=("1", "2"), weight=np.array([10.0, 10.0]),
    ...                  shares=np.array([[1.0, 0.0], [0.25, 0.75]]))
    >>> carrying_error(Statistics.from_frame(table), walk)[["area", "standard_error", "lowest", "highest"]]
      area  standard_error  lowest  highest
    0    1            63.6   100.0    500.0
    1    2            63.6     0.0    400.0
    """
    import pandas as pd

    n = len(statistics.areas)
    shares = crosswalk.between(statistics.areas, crosswalk.targets, outside=tuple(crosswalk.unbridged)).T
    place = {code: i for i, code in enumerate(crosswalk.sources)}
    weight = np.array([crosswalk.weight[place[a]] for a in statistics.areas])
    value, base = (statistics.numbers[c][:, :n] for c in ("value", "denominator"))
    value = np.where(statistics.status[:, :n] == _OBSERVED, value, np.nan)
    kinds = np.array([statistics.block(*b).kind for b in statistics.blocks], dtype=object)
    is_count = kinds == "count"
    amount = np.where(is_count[:, None], value, base)
    # Only where a source has a part in a target: everything below has the shape (blocks, parts).
    targets = len(crosswalk.targets)
    source, target = np.nonzero(shares)
    share = shares[source, target]

    def summed(parts: Floats) -> Floats:
        found = [np.bincount(target, own, minlength=targets) for own in parts]
        return np.array(found, dtype=float).reshape(len(parts), targets)

    cut = share * (1 - share)
    c = _variation(amount, weight)
    piece = np.minimum(np.sqrt(2) * c[:, None] * cut, np.sqrt(cut))
    counted = np.where(cut > 0, amount[:, source] * piece, 0.0)
    error = np.sqrt(summed(counted**2))
    if not is_count.all():
        bases = amount[:, source] * share
        total = summed(bases)
        with np.errstate(invalid="ignore", divide="ignore"):
            level = summed(np.where(bases > 0, bases * value[:, source], 0.0)) / total
            away = np.where(cut > 0, value[:, source] - level[:, target], 0.0)
            mean = np.nansum(amount * value, axis=1) / np.nansum(amount, axis=1)
            spread = np.nansum(amount * (value - mean[:, None]) ** 2, axis=1) / np.nansum(amount, axis=1)
            own = np.where(cut > 0, amount[:, source] * np.sqrt(2 * spread)[:, None] * cut, 0.0)
            quotient = np.sqrt(summed(counted**2 * away**2 + own**2)) / total
        error = np.where(is_count[:, None], error, quotient)
    whole = summed(np.where(share == 1, value[:, source], 0.0))
    some = summed(value[:, source])
    columns: dict[str, object] = {
        "variable": np.repeat(np.array([b.variable for b in statistics.blocks], dtype=object), targets),
        "period": np.repeat(np.array([b.period for b in statistics.blocks], dtype=object), targets),
    }
    for k, breakdown in enumerate(statistics.breakdowns):
        groups = np.array([b.group[k] for b in statistics.blocks], dtype=object)
        columns[breakdown] = np.repeat(groups, targets)
    columns["area"] = np.tile(np.array(crosswalk.targets, dtype=object), len(statistics.blocks))
    columns["standard_error"] = error.ravel()
    columns["lowest"] = np.where(is_count[:, None], whole, np.nan).ravel()
    columns["highest"] = np.where(is_count[:, None], some, np.nan).ravel()
    return pd.DataFrame(columns)


def _variation(amount: Floats, weight: Floats) -> Floats:
    """Coefficient of variation of the density between sources, weighted; shape (n_blocks,)."""
    known = (weight > 0) & ~np.isnan(amount)
    w = np.where(known, weight, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        density = np.where(known, amount / weight, 0.0)
        mean = (w * density).sum(axis=1) / w.sum(axis=1)
        squares = (w * (density / mean[:, None] - 1) ** 2).sum(axis=1) / w.sum(axis=1)
    found: Floats = np.sqrt(squares)
    return found
