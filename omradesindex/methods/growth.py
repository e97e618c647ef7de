"""Growth a year: by how large a share something grows, compounded."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.errors import MethodError
from omradesindex.methods.functions import expm1, log
from omradesindex.methods.guard import Floats, choose, numbers, refuse
from omradesindex.methods.sums import weighted

__all__ = ["compound_growth"]


def compound_growth(values: ArrayLike, times: ArrayLike, *, by: Literal["ends", "line"] = "ends") -> Floats:
    r"""Compound annual growth rate of each series.

    Parameters
    ----------
    values : array_like, shape (..., n_times)
        Above zero; NaN where missing.
    times : array_like, shape (n_times,)
        In years, rising; they may lie unevenly.
    by : {"ends", "line"}
        ``ends``: from the first value that is there to the last. ``line``: of all of them, by the straight
        line through their logarithms, which single years move less.

    Returns
    -------
    ndarray, shape (...)
        0.02 for two per cent a year; NaN where fewer than two values are there.

    Raises
    ------
    MethodError
        A value that is not above zero; times that do not rise or do not fit.

    Notes
    -----
    :math:`(x_b / x_a)^{1/(t_b - t_a)} - 1`; of the line :math:`e^{\beta} - 1`. OECD/JRC (2008), step 5,
    "percentage of annual differences"; COINr's ``get_trends`` with ``CAGR``.

    Examples
    --------
    >>> compound_growth([[100.0, 110.0, 121.0], [100.0, float("nan"), 100.0]], [2020, 2021, 2022]).round(6)
    array([0.1, 0. ])
    """
    choose("way to find growth", by, ("ends", "line"))
    y, t = np.atleast_1d(numbers(values, "the values")), numbers(times, "the times")
    if t.ndim != 1 or y.shape[-1:] != t.shape or np.isnan(t).any() or not (np.diff(t) > 0).all():
        raise MethodError(
            f"values of shape {y.shape} and times of shape {t.shape} do not fit",
            expected="one time for each value along the last axis, in rising order",
        )
    refuse(y <= 0, "a value is not above zero, so nothing grows from it by a share", expected="above zero")
    there = ~np.isnan(y)
    logs = np.where(there, log(np.where(there, y, 1.0)), 0.0)
    n = there.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        if by == "ends":
            first, last = there.argmax(axis=-1), t.size - 1 - there[..., ::-1].argmax(axis=-1)
            ends = [np.take_along_axis(logs, k[..., None], axis=-1)[..., 0] for k in (first, last)]
            slope = (ends[1] - ends[0]) / (t[last] - t[first])
        else:
            ones = np.ones(t.size)
            away = np.where(there, t - (weighted(there * t, ones) / n)[..., None], 0.0)
            slope = weighted(away * logs, ones) / weighted(away * away, ones)
    return np.asarray(np.where(n >= 2, expm1(slope), np.nan))
