"""Whether two orders of the same areas agree more, or less, than they did."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import on_grid, same, scale_of, settled
from omradesindex.methods.guard import check_level, floats
from omradesindex.methods.sums import total

Floats = NDArray[np.float64]

#: Fewer areas than this give no interval.
FEWEST = 5


class CorrelationChange(NamedTuple):
    """Two rank correlations over the same areas, and their difference.

    ``before``, ``after``: the correlations; ``difference``: after less before; ``low``, ``high``: its
    interval; ``n``: areas that all four have. NaN where there are too few, or where one holds no two
    different values.
    """

    before: float
    after: float
    difference: float
    low: float
    high: float
    n: int


def correlation_change(
    before: tuple[ArrayLike, ArrayLike], after: tuple[ArrayLike, ArrayLike], *, level: float = 0.95
) -> CorrelationChange:
    """Hold two of Spearman's rank correlations over the same areas against each other.

    Parameters
    ----------
    before, after : pair of array_like, shape (n_areas,)
        What was correlated with what, then and now. An area that lacks any of the four (NaN) is left out.
    level : float

    Returns
    -------
    CorrelationChange

    Raises
    ------
    MethodError
        Arrays of different lengths; a level outside 0–1.

    Notes
    -----
    The same areas stand in both, so that the two correlations move together, and the intervals of each say
    nothing of their difference. Its standard error is the infinitesimal jackknife's (Efron 1982, *The
    Jackknife, the Bootstrap and Other Resampling Plans*, ch. 6): with ranks on a common scale of mean 0 and
    variance 1, area i moves a correlation r by :math:`x_i y_i - r (x_i^2 + y_i^2) / 2`, and what it moves
    the one by less what it moves the other by is what varies. The reach is that of t with n − 1 degrees of
    freedom. For 14 areas it held what it says in 94 to 98 simulated cases of 100 (true correlations of .3
    and .8; two years that differ little, and much).

    Examples
    --------
    >>> then = [1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 6, 5]
    >>> now = [1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 5, 6]
    >>> change = correlation_change(then, now)
    >>> round(change.difference, 3), change.low < 0 < change.high
    (0.057, True)
    """
    from scipy.stats import t

    check_level(level, 2)
    arrays = [floats(values, "what is correlated") for pair in (before, after) for values in pair]
    if len({values.shape for values in arrays}) > 1 or arrays[0].ndim != 1:
        raise MethodError(
            f"the arrays are of the shapes {', '.join(str(values.shape) for values in arrays)}",
            expected="four of one length",
        )
    there = ~np.isnan(np.stack(arrays)).any(axis=0)
    n = int(there.sum())
    ranked = [_standard_ranks(values[there]) for values in arrays] if n else []
    if n < 2 or any(np.isnan(ranks).any() for ranks in ranked):
        nan = float("nan")
        return CorrelationChange(nan, nan, nan, nan, nan, n)
    (r0, moves0), (r1, moves1) = _moves(*ranked[:2]), _moves(*ranked[2:])
    difference = r1 - r0
    if n < FEWEST:
        return CorrelationChange(r0, r1, difference, float("nan"), float("nan"), n)
    error = np.sqrt(total((moves1 - moves0) ** 2) / (n * (n - 1)))
    reach = float(t.ppf((1 + level) / 2, n - 1)) * error
    low, high = settled([difference - reach, difference + reach], 1.0)
    return CorrelationChange(r0, r1, difference, float(low), float(high), n)


def _standard_ranks(values: Floats) -> Floats:
    """Ranks of mean 0 and variance 1, equal values sharing theirs; NaN where all are equal."""
    from scipy.stats import rankdata

    ranks = rankdata(on_grid(values, scale_of(values)))
    centred = ranks - (len(ranks) + 1) / 2
    spread = np.sqrt(total(centred**2) / len(ranks))
    return centred / spread if spread > 0 else np.full(len(ranks), np.nan)


def _moves(x: Floats, y: Floats) -> tuple[float, Floats]:
    r = float(total(x * y) / len(x))
    r = float(np.sign(r)) if same(abs(r), 1.0) else r
    return r, x * y - r / 2 * (x**2 + y**2)
