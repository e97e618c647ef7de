"""Scales of survey answers: means of items, cuts from a frozen norm, percentages turned into points.

Communities That Care (CTC): a scale is the mean of its items, a pupil beyond the cut counts as at risk, and
an area's figure is the share of its pupils beyond the cut. The norm that the cut comes from is learnt once
and then kept, so that a change in the share is a change among the pupils. Police safety survey: each
question's percentage gets 0–6 points by a table, and the problem index is their mean. Neither the Swedish
cuts of CTC nor the police's table are published, so both are input.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.errors import MethodError
from omradesindex.methods.equal import above, reaches
from omradesindex.methods.guard import Floats, choose, numbers, refuse

__all__ = ["FACTOR", "Beyond", "Norm", "beyond", "learn_norm", "mean_of_items", "points", "problem_index"]

#: How far from the norm's median the cut stands, in MAD (Arthur et al. 2007).
FACTOR = 0.15

#: Highest number of points of a question in the police survey.
MOST_POINTS = 6


def mean_of_items(answers: ArrayLike, *, needed: float = 1.0) -> Floats:
    """Mean of the items that a respondent answered.

    Parameters
    ----------
    answers : array_like, shape (..., n_items)
        Coded so that a higher number means more of what the scale measures; NaN where not answered.
    needed : float
        Share of the items that must be answered, above 0 and at most 1. The default asks for all: no source
        that we have opened says that fewer are enough.

    Returns
    -------
    ndarray, shape (...,)
        NaN for a respondent who answered too few. No answer is filled in.

    Raises
    ------
    MethodError
        No items, infinite answers, or a share outside 0–1.

    Examples
    --------
    >>> mean_of_items([[1, 2, 3, 2], [4, 4, float("nan"), 4]])
    array([ 2., nan])
    >>> mean_of_items([[1, 2, 3, 2], [4, 4, float("nan"), 4]], needed=0.75)
    array([2., 4.])
    """
    x = numbers(answers, "the answers")
    if not x.ndim or not x.shape[-1]:
        raise MethodError("a scale needs at least one item")
    if not 0 < needed <= 1:
        raise MethodError(f"needed = {needed:g}", expected="a share above 0 and at most 1, such as 0.5")
    answered = (~np.isnan(x)).sum(axis=-1)
    enough = reaches(answered, needed * x.shape[-1])
    return np.asarray(np.nansum(x, axis=-1) / np.where(enough & (answered > 0), answered, np.nan))


@dataclass(frozen=True)
class Norm:
    """The frozen norm of a scale: make it once, or take a published one, and use it every year.

    Attributes
    ----------
    median : float
        Median of the norm group's scores.
    mad : float
        Their absolute deviation from the median (see :func:`learn_norm`).
    name : str
        Who the norm group is, and when; shown to readers.
    """

    median: float
    mad: float
    name: str = ""

    def __post_init__(self) -> None:
        if not (np.isfinite(self.median) and np.isfinite(self.mad)):
            raise MethodError("a norm needs a finite median and a finite MAD")
        if self.mad < 0:
            raise MethodError(f"the MAD {self.mad:g} is negative", expected="zero or more")

    def cut(self, *, factor: float = FACTOR, protective: bool = False) -> float:
        """Return the score beyond which a respondent counts.

        Parameters
        ----------
        factor : float
            Zero or more.
        protective : bool
            A scale of protection: the cut stands below the median, and those *below* it count (weak
            protection). The source gives the rule for risk only; this side is ours, by analogy.

        Examples
        --------
        >>> norm = Norm(median=2.0, mad=0.4, name="påhittad norm")
        >>> round(norm.cut(), 2), round(norm.cut(protective=True), 2)
        (2.06, 1.94)
        """
        if not (np.isfinite(factor) and factor >= 0):
            raise MethodError(
                f"the factor {factor:g} places no cut", expected="a finite number, zero or more"
            )
        return float(self.median + (-factor if protective else factor) * self.mad)


def learn_norm(scores: ArrayLike, *, deviation: str = "median", name: str = "") -> Norm:
    """Learn a norm from the scores of a norm group.

    Parameters
    ----------
    scores : array_like, shape (n_respondents,)
        NaN where a respondent has no score; these are left out.
    deviation : {"median", "mean"}
        Which absolute deviation from the median MAD stands for: their median, or their mean. Papers on CTC
        write MAD, and we have not been able to settle which of the two they mean; say which one is used.
        Neither is scaled to a standard deviation.
    name : str
        Who the norm group is, and when.

    Raises
    ------
    MethodError
        No scores; an unknown deviation.

    Examples
    --------
    >>> learn_norm([1, 2, 2, 3, 7], name="påhittad norm")
    Norm(median=2.0, mad=1.0, name='påhittad norm')
    >>> learn_norm([1, 2, 2, 3, 7], deviation="mean").mad
    1.4
    """
    choose("deviation", deviation, ("median", "mean"))
    x = numbers(scores, "the scores").ravel()
    x = x[~np.isnan(x)]
    if not x.size:
        raise MethodError("a norm cannot be learnt from no scores")
    median = np.median(x)
    apart = np.abs(x - median)
    return Norm(float(median), float(np.median(apart) if deviation == "median" else apart.mean()), name)


class Beyond(NamedTuple):
    """How many have a score, how many of these are beyond the cut, and that share in per cent."""

    number: Floats
    respondents: Floats
    share: Floats


def beyond(scores: ArrayLike, cut: ArrayLike, *, protective: bool = False) -> Beyond:
    """Count those strictly beyond a cut: above it, or below it on a scale of protection.

    Parameters
    ----------
    scores : array_like, shape (..., n_respondents)
        NaN where a respondent has no score; these are not counted anywhere.
    cut : array_like, shape (...)
        From :meth:`Norm.cut`.
    protective : bool
        Count those below.

    Returns
    -------
    Beyond
        The two counts are what an area's figure is made of (they add up over areas); the share, 0–100, is
        NaN where nobody has a score.

    Examples
    --------
    >>> number, respondents, share = beyond([1.5, 2.0, 2.5, 3.0, float("nan")], 2.0)
    >>> int(number), int(respondents), float(share)
    (2, 4, 50.0)
    """
    x = numbers(scores, "the scores")
    if not x.ndim:
        raise MethodError("one score is no group of respondents", expected="scores along the last axis")
    limit = numbers(cut, "the cut")
    refuse(np.isnan(limit), "the cut is missing")
    there, cut = ~np.isnan(x), limit[..., None]
    # A score that equals the cut in decimals must not come to lie beyond it in binary.
    past = above(cut, x, 1.0) if protective else above(x, cut, 1.0)
    number = past.sum(axis=-1).astype(float)
    respondents = there.sum(axis=-1).astype(float)
    share = 100.0 * number / np.where(respondents > 0, respondents, np.nan)
    return Beyond(np.asarray(number), np.asarray(respondents), np.asarray(share))


def points(percent: ArrayLike, limits: ArrayLike) -> Floats:
    """Turn percentages into points 0–6 by a table.

    Parameters
    ----------
    percent : array_like, shape (..., n_questions)
        Share of the respondents who say that the problem exists, 0–100; NaN where missing.
    limits : array_like, shape (6,) or (n_questions, 6)
        The table: lowest percentage that gives 1, 2, … 6 points, rising; one row for all questions, or one
        for each. The police's table is not published: it is yours to give.

    Returns
    -------
    ndarray, shape (..., n_questions)
        A percentage on a limit has reached it.

    Raises
    ------
    MethodError
        Percentages or limits outside 0–100, limits that do not rise, or a table of another size.

    Examples
    --------
    A made-up table:

    >>> points([4.0, 10.0, 62.0], [5, 10, 20, 30, 40, 60])
    array([0., 2., 6.])
    """
    x = numbers(percent, "the percentages", at_least=0)
    refuse(x > 100, "a percentage is above 100", expected="0–100")
    table = numbers(limits, "the limits", at_least=0)
    each = table.ndim == 2
    if (
        table.shape[-1:] != (MOST_POINTS,)
        or table.ndim not in (1, 2)
        or (each and x.shape[-1:] != table.shape[:1])
    ):
        raise MethodError(
            f"the table {table.shape} does not fit the percentages {x.shape}",
            expected="six limits (for 1–6 points), once or for each question",
        )
    refuse(np.isnan(table) | (table > 100), "a limit is no percentage", expected="0–100")
    refuse(np.diff(table, axis=-1) <= 0, "the limits do not rise", expected="six rising percentages")
    reached = reaches(x[..., None], table, 100.0).sum(axis=-1)
    return np.asarray(np.where(np.isnan(x), np.nan, reached.astype(float)))


def problem_index(percent: ArrayLike, limits: ArrayLike, *, needed: float = 1.0) -> Floats:
    """Mean of the questions' points, 0 (next to no problem) to 6 (alarmingly tangible).

    Parameters
    ----------
    percent : array_like, shape (..., n_questions)
    limits : array_like, shape (6,) or (n_questions, 6)
        See :func:`points`.
    needed : float
        Share of the questions that must have a figure; all, if left out.

    Returns
    -------
    ndarray, shape (...,)
        Points go in steps, so the index of a whole cannot be made from the indices of its parts.

    Examples
    --------
    >>> float(problem_index([4.0, 10.0, 62.0, 21.0], [5, 10, 20, 30, 40, 60]))
    2.75
    """
    return mean_of_items(points(percent, limits), needed=needed)
