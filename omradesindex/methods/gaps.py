"""Gaps between two groups: women and men, people with and without disability.

Measures that readers know from the United Nations and the European Union, as functions of two arrays; the
plain gap, one less the other, needs none.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.aggregate import geometric, harmonic
from omradesindex.methods.weight import equal

Floats = NDArray[np.float64]


def parity_ratio(one: ArrayLike, other: ArrayLike) -> Floats:
    """Ratio of one group's level to the other's, as in the Gender Development Index.

    Parameters
    ----------
    one, other : array_like, shape (...)
        Levels above zero, such as the HDI of women and of men. NaN where missing.

    Returns
    -------
    ndarray, shape (...)
        1 = parity, below 1 where ``one`` has less. NaN where either is missing.

    Raises
    ------
    MethodError
        A level that is zero or negative; shapes that do not fit.

    Notes
    -----
    UNDP, *Human Development Report*, technical note 3: GDI = HDI of women / HDI of men.

    Examples
    --------
    >>> parity_ratio([0.9], [1.0])
    array([0.9])
    """
    a, b = _levels(one, other)
    return np.asarray(a / b)


def parity_score(one: ArrayLike, whole: ArrayLike) -> Floats:
    r"""How near a group's level is to the whole's, whichever lies higher; as in EIGE's index.

    :math:`1 - |x_{one} / x_{whole} - 1|`.

    Parameters
    ----------
    one, whole : array_like, shape (...)
        The level of women, and of women and men together; above zero. NaN where missing.

    Returns
    -------
    ndarray, shape (...)
        1 = parity; the same for a gap in either direction. NaN where either is missing.

    Raises
    ------
    MethodError
        A level that is zero or negative; shapes that do not fit.

    Notes
    -----
    European Institute for Gender Equality (2017), *Gender Equality Index 2017: Methodological Report*, the
    gap :math:`\gamma`; the index also corrects for the level that is reached.

    Examples
    --------
    >>> parity_score([0.9, 1.1], [1.0, 1.0])
    array([0.9, 0.9])
    """
    a, b = _levels(one, whole)
    return np.asarray(1 - np.abs(a / b - 1))


def inequality_loss(one: ArrayLike, other: ArrayLike) -> Floats:
    r"""What inequality between two groups costs over several dimensions, as in the Gender Inequality Index.

    :math:`1 - H(G_1, G_2) / G(\bar x)`: G the geometric mean over dimensions, of each group and of the two
    groups' averages, and H the harmonic mean of the groups.

    Parameters
    ----------
    one, other : array_like, shape (..., n_dimensions)
        Each group's levels, above zero and good where high. NaN where missing.

    Returns
    -------
    ndarray, shape (...,)
        0 where the groups are equal in everything; towards 1 as they part. NaN where a level is missing.

    Raises
    ------
    MethodError
        A level that is zero or negative; shapes that do not fit.

    Notes
    -----
    UNDP, *Human Development Report*, technical note 4 (after Seth 2009). The GII itself puts
    :math:`\sqrt{10/MMR \cdot 1/ABR}` against 1 for health, :math:`\sqrt{PR \cdot SE}` for empowerment and
    LFPR for work; it replaces a parliament without women by 0.1 %.

    Examples
    --------
    >>> inequality_loss([[0.5, 0.5]], [[1.0, 1.0]]).round(4)
    array([0.1111])
    """
    a, b = _levels(one, other)
    if a.ndim == 0:
        raise MethodError("there is no dimension to go through", expected="an array of (..., n_dimensions)")
    missing = (np.isnan(a) | np.isnan(b)).any(axis=-1)
    w = equal(a)
    # Rows of dimensions stand where the means have areas of columns.
    first, second, average = (geometric(v[..., None, :], w)[..., 0] for v in (a, b, (a + b) / 2))
    groups = np.stack([first, second], axis=-1)[..., None, :]
    return np.where(missing, np.nan, 1 - harmonic(groups, [1, 1])[..., 0] / average)


def _levels(one: ArrayLike, other: ArrayLike) -> tuple[Floats, Floats]:
    a, b = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    try:
        a, b = np.broadcast_arrays(a, b)
    except ValueError:
        raise MethodError(f"levels of {a.shape} and {b.shape} do not fit each other") from None
    if (a <= 0).any() or (b <= 0).any():
        raise MethodError(
            "a level is zero or negative, so it has no ratio",
            expected="levels above zero",
            remedy="see to the scale",
        )
    return a, b
