"""What a survey says of its own error: a standard error, or how many answered and how they were drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from omradesindex.statistics.checker import Checker, Labels

Floats = NDArray[np.float64]

#: Columns of a table that are read for its survey errors and not kept: the standard error is.
SURVEY: tuple[str, ...] = ("n", "design_effect")

_Z95 = 1.959963984540054


def share_error(share: Floats, n: Floats, design_effect: Floats) -> Floats:
    r"""Standard error of a share, in per cent, from how many answered.

    Parameters
    ----------
    share : ndarray
        0–100.
    n : ndarray
        How many answered.
    design_effect : ndarray
        How many times larger the variance is than in a simple random sample of that size.

    Notes
    -----
    :math:`\sqrt{d\,p(100-p)/n}`. At 0 and 100 % that would be zero, which declares the figure exact; there
    it is the error whose 95 % interval ends where Wilson's does: :math:`100 z/(n/d + z^2)`.

    Examples
    --------
    >>> share_error(np.array([50.0, 0.0]), np.array([400.0, 400.0]), np.array([1.0, 1.0])).round(3)
    array([2.5  , 0.485])
    """
    size = n / design_effect
    inner = np.sqrt(share * (100 - share) / size)
    return np.where((share == 0) | (share == 100), 100 * _Z95 / (size + _Z95**2), inner)


def survey_errors(check: Checker, value: Floats, kind: Labels, stated: Floats) -> NDArray[np.float64]:
    """Return each row's standard error: as stated, or made from ``n`` where a share has only that.

    The error of a figure that is not there is not kept: it would tell what was withheld.

    Raises
    ------
    StatisticsError
        A negative standard error, n or design effect not above zero, n where it cannot say anything.
    """
    if not {"standard_error", *SURVEY} & {*check.frame}:
        return stated
    check.refuse(
        stated < 0,
        "the standard error is negative ({standard_error})",
        expected="zero (an exact figure) or more, in the value's own unit",
        remedy="leave the cell empty where the error is not known",
    )
    n, effect = check.numbers("n"), check.numbers("design_effect")
    check.refuse(
        n <= 0,
        "n is {n}, but nobody's answers make no figure",
        expected="how many answered, above zero",
        remedy="leave the cell empty where it is not known",
    )
    check.refuse(
        effect <= 0,
        "the design effect is {design_effect}",
        expected="a number above zero, usually 1 to 3; 1 for a simple random sample",
    )
    check.refuse(
        ~np.isnan(effect) & np.isnan(n) & np.isnan(stated),
        "there is a design effect ({design_effect}), but no n to use it with",
        remedy="give n, or the standard error itself",
    )
    check.refuse(
        ~np.isnan(n) & np.isnan(stated) & (kind != "share"),
        "n is given, but from n alone only a share's standard error can be made",
        expected="the column 'standard_error'",
        remedy="give the standard error, or leave n empty in this row",
    )
    made = share_error(value, n, np.where(np.isnan(effect), 1.0, effect))
    return np.where(np.isnan(value), np.nan, np.where(np.isnan(stated), made, stated))
