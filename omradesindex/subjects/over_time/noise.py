"""When a change is more than noise: errors of differences and slopes, and many areas tested at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import ComputeError
from omradesindex.index.uncertainty.score_errors import LEAST_KNOWN
from omradesindex.methods.many_tests import simultaneous

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index import Result
    from omradesindex.index.uncertainty.dependence import Dependence

Floats = NDArray[np.float64]

#: What a test can say. Higher is a greater challenge, so that an area that falls has improved.
VERDICTS: tuple[str, ...] = ("improved", "noise", "worsened", "untested")


class Errors(Protocol):
    """What is asked of a result's uncertainty; :meth:`Result.uncertainty` gives it."""

    @property
    def score_error(self) -> Mapping[str, Floats]:
        """Standard error of each level's scores, shape ``(n_areas,)``; NaN where it is not known."""
        ...

    @property
    def score_known(self) -> Mapping[str, Floats]:
        """Share of each score's weight whose indicators have a known error, 0–1."""
        ...

    @property
    def standard_error(self) -> Floats:
        """Standard error of each indicator's value, shape ``(n_areas + 1, n_indicators)``."""
        ...

    @property
    def dependence(self) -> Dependence:
        """How the errors of the same area's indicators hang together."""
        ...


def errors_of(
    result: Result, given: Errors | None, dependence: str | float | pd.DataFrame = "moderate"
) -> Errors:
    """Take the errors that were given, or the result's own, which hang together as is said."""
    return result.uncertainty(dependence=dependence) if given is None else given


def score_errors(errors: Errors, columns: Sequence[str], n_areas: int) -> Floats:
    """Standard errors of scores, shape ``(n_areas, n_columns)``; NaN where too little is known.

    Where less than :data:`~omradesindex.index.uncertainty.score_errors.LEAST_KNOWN` of the weight is known,
    nothing is said.
    """
    nothing = np.full(n_areas, np.nan)
    error, known = (
        np.stack([np.asarray(table.get(c, nothing), dtype=float) for c in columns], axis=-1)
        for table in (errors.score_error, errors.score_known)
    )
    with np.errstate(invalid="ignore"):
        return np.where(known >= LEAST_KNOWN, error, np.nan)


def between_years(correlation: float, overlap: float = 1.0) -> float:
    """Return the correlation between the errors of two years that share some of their persons.

    Parameters
    ----------
    correlation : float
        Between the years' errors if all persons were the same, 0 up to 1.
    overlap : float
        Share of the persons who are the same in both years, 0 to 1.

    Raises
    ------
    ComputeError
        A number that can be neither; an overlap without a correlation, which says nothing.

    Examples
    --------
    >>> between_years(0.8, 0.5)
    0.4
    """
    if not 0 <= correlation < 1:
        raise ComputeError(
            f"the correlation between the years' errors is {correlation:g}",
            expected="a number from 0 (the years are independent) up to but not including 1",
        )
    if not 0 <= overlap <= 1:
        raise ComputeError(
            f"the overlap, the share of the persons who are the same in both years, is {overlap:g}",
            expected="a number from 0 (all others) to 1 (all the same)",
        )
    if overlap < 1 and correlation == 0:
        raise ComputeError(
            f"the overlap is {overlap:g}, but nothing says how alike the same persons are in both years",
            expected="the correlation too, such as correlation=0.5",
            remedy="leave out the overlap: the years are then taken to be independent, which is cautious",
        )
    return correlation * overlap


def contrast_error(
    weights: Floats, errors: Floats, correlation: ArrayLike = 0.0, years: Floats | None = None
) -> Floats:
    r"""Standard error of a weighted sum of years: a difference, a slope, a forecast.

    Parameters
    ----------
    weights, errors : ndarray, shape (n_years, ...)
        Weights of the years, and the standard error of each year's figure. A weight of zero leaves the year
        out, whatever its error.
    correlation : array_like
        Between the errors of two years following each other, 0 up to 1; one for all, or one for each figure.
    years : ndarray, shape (n_years,), optional
        When each is. Of years k apart the correlation is the k-th power: persons move, and change. Needed
        where there are more than two.

    Notes
    -----
    .. math:: \sqrt{\sum_t \sum_u \rho^{|y_t - y_u|} c_t s_t c_u s_u}

    Examples
    --------
    >>> contrast_error(np.array([-1.0, 1.0]), np.array([3.0, 4.0]))
    np.float64(5.0)
    >>> contrast_error(np.array([-1.0, 1.0]), np.array([3.0, 3.0]), 0.5)
    np.float64(3.0)
    """
    parts = np.where(weights == 0, 0.0, weights * errors)
    rho = np.asarray(correlation, dtype=float)
    when = np.arange(len(parts)) if years is None else years
    squares = (parts**2).sum(axis=0)
    for later in range(1, len(parts)):
        for earlier in range(later):
            squares = squares + 2 * rho ** abs(when[later] - when[earlier]) * parts[earlier] * parts[later]
    return np.asarray(np.sqrt(np.maximum(squares, 0.0)))[()]


@dataclass(frozen=True)
class Judged:
    """Estimates held against their errors, all areas of a column at once.

    Attributes
    ----------
    low, high : ndarray
        Simultaneous limits: all areas' true values lie inside together at the level.
    p : ndarray
        Adjusted for the number of areas.
    verdict : ndarray of str
        One of :data:`VERDICTS`.
    """

    low: Floats
    high: Floats
    p: Floats
    verdict: NDArray[np.object_]


def judge(
    estimate: Floats, error: Floats, *, level: float, worse: float = 1.0, df: ArrayLike = np.inf
) -> Judged:
    """Judge each area's estimate where many are tested at once.

    Parameters
    ----------
    estimate, error : ndarray, shape (n_areas, n_columns)
        Each column's areas are one family.
    level : float
        Such as 0.95: how often no area at all is said to have changed where none has.
    worse : {1, -1}
        Whether an estimate above zero means worsened, or improved.
    df : array_like, shape (n_columns,)
        Degrees of freedom of the errors; infinite where they are known.

    Notes
    -----
    Areas hold different people, so their errors are independent, and the limits are those of
    :func:`~omradesindex.methods.many_tests.simultaneous`. The verdict comes from the same critical value, so
    that an interval excludes zero exactly where the change is more than noise.

    Examples
    --------
    >>> judged = judge(np.array([[-3.0], [1.0], [2.0]]), np.ones((3, 1)), level=0.95)
    >>> judged.verdict.ravel().tolist()
    ['improved', 'noise', 'noise']
    """
    together = simultaneous(estimate, error, level=level, df=df)
    verdict = np.full(estimate.shape, "untested", dtype=object)
    verdict[~np.isnan(together.p)] = "noise"
    verdict[together.beyond & (worse * estimate > 0)] = "worsened"
    verdict[together.beyond & (worse * estimate < 0)] = "improved"
    return Judged(together.low, together.high, together.p, verdict)
