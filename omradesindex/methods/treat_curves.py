"""Curves that are the same whatever the areas are: logarithm, root, angle, log odds, distance.

With the rule, a column is bent only where it is skewed, as in :mod:`omradesindex.methods.treat`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.guard import column_name, floats, per_column
from omradesindex.methods.method import Method, methods_of
from omradesindex.methods.treatment import Found, Treatment, learn

__all__ = ["CURVES", "arcsine", "distance", "log", "logit", "square_root"]

Floats = NDArray[np.float64]


def log(
    x: ArrayLike,
    *,
    offset: ArrayLike = 0.0,
    columns: Sequence[int] | None = None,
    rule: bool = True,
    skew: float = 2.0,
    kurtosis: float = 3.5,
) -> Treatment:
    """Natural logarithm: ``log(x + offset)``.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_indicators)
    offset : float or array_like, shape (n_indicators,)
        What is added first, in the indicators' own units: 1 where a share may be zero.
    columns, rule, skew, kurtosis
        As in :func:`omradesindex.methods.treat.shifted_log`.

    Raises
    ------
    MethodError
        A value in a column that is to be treated is not above zero with the offset added.

    Notes
    -----
    OECD/JRC (2008), *Handbook*, step 5. Offset 1: Townsend, P., Phillimore, P. and Beattie, A. (1988),
    *Health and Deprivation*. With the rule, a column that a logarithm would make more skewed is left alone.

    Examples
    --------
    >>> log([[1.0], [2.0]], rule=False).apply([[1.0]])
    array([[0.]])
    """
    values = floats(x, "x")
    added = per_column(offset, values.shape[-1] if values.ndim else 1, "offset")

    def find(_: Floats, j: int) -> Found:
        return ("offset_log", {"offset": float(added[j])}) if added[j] else ("log", {})

    return learn(values, find, columns, rule, skew, kurtosis)


def square_root(
    x: ArrayLike,
    *,
    columns: Sequence[int] | None = None,
    rule: bool = True,
    skew: float = 2.0,
    kurtosis: float = 3.5,
) -> Treatment:
    """Square root: ``√x``.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_indicators)
    columns, rule, skew, kurtosis
        As in :func:`omradesindex.methods.treat.shifted_log`.

    Raises
    ------
    MethodError
        A value below zero in a column that is to be treated.

    Notes
    -----
    Bartlett, M. S. (1936), "The square root transformation in analysis of variance", *Supplement to the
    Journal of the Royal Statistical Society* 3, 68–78: it makes the spread of counts even.

    Examples
    --------
    >>> square_root([[1.0], [9.0]], rule=False).apply([[16.0]])
    array([[4.]])
    """
    return learn(x, lambda *_: ("square_root", {}), columns, rule, skew, kurtosis)


def arcsine(
    x: ArrayLike,
    *,
    whole: ArrayLike = 100.0,
    columns: Sequence[int] | None = None,
    rule: bool = True,
    skew: float = 2.0,
    kurtosis: float = 3.5,
) -> Treatment:
    """Angle of a share: ``arcsin √(x / whole)``, in radians, from 0 to π/2.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_indicators)
        Shares, from 0 to ``whole``.
    whole : float or array_like, shape (n_indicators,)
        What a share is of: 100 for per cent, 1 for parts.
    columns, rule, skew, kurtosis
        As in :func:`omradesindex.methods.treat.shifted_log`.

    Raises
    ------
    MethodError
        A value below 0 or above the whole in a column that is to be treated.

    Notes
    -----
    The angular transformation: Jarman, B. (1983), "Identification of underprivileged areas", *British Medical
    Journal* 286, 1705–1709, takes it of each share before the z-score.

    Examples
    --------
    >>> arcsine([[0.0], [100.0]], rule=False).apply([[50.0]]).round(4)
    array([[0.7854]])
    """
    values, wholes = _shares_of(x, whole)
    return learn(values, lambda _, j: ("arcsine", {"whole": float(wholes[j])}), columns, rule, skew, kurtosis)


def logit(
    x: ArrayLike,
    *,
    whole: ArrayLike = 100.0,
    columns: Sequence[int] | None = None,
    rule: bool = True,
    skew: float = 2.0,
    kurtosis: float = 3.5,
) -> Treatment:
    """Log odds of a share: ``log(x / (whole − x))``.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_indicators)
        Shares, above 0 and below ``whole``.
    whole : float or array_like, shape (n_indicators,)
        What a share is of: 100 for per cent, 1 for parts.
    columns, rule, skew, kurtosis
        As in :func:`omradesindex.methods.treat.shifted_log`.

    Raises
    ------
    MethodError
        A share that is nothing or all in a column that is to be treated.

    Notes
    -----
    Berkson, J. (1944), "Application of the logistic function to bio-assay", *Journal of the American
    Statistical Association* 39, 357–365.

    Examples
    --------
    >>> logit([[20.0], [80.0]], rule=False).apply([[50.0], [80.0]]).round(4).ravel()
    array([0.    , 1.3863])
    """
    values, wholes = _shares_of(x, whole)
    return learn(values, lambda _, j: ("logit", {"whole": float(wholes[j])}), columns, rule, skew, kurtosis)


def _shares_of(x: ArrayLike, whole: ArrayLike) -> tuple[Floats, Floats]:
    """Return the shares, and of each column what they are of."""
    values = floats(x, "x")
    wholes = per_column(whole, values.shape[-1] if values.ndim else 1, "whole")
    for one in wholes.tolist():
        if not one > 0:
            raise MethodError(
                f"the option 'whole' is {one:g}", expected="above zero: 100 for per cent, 1 for parts"
            )
    return values, wholes


def distance(
    x: ArrayLike, *, low: ArrayLike, high: ArrayLike, columns: Sequence[int] | None = None
) -> Treatment:
    """Distance from an optimum, the interval from ``low`` to ``high``: 0 within, else how far outside.

    For indicators that are best in the middle, such as a share of women. The further away, the greater the
    challenge, so their direction is that a higher value is worse.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_indicators)
    low, high : float or array_like, shape (n_indicators,)
        The optimum, in the indicators' own units; one and the same for a single best value.
    columns : sequence of int, optional
        The only ones that are measured so.

    Raises
    ------
    MethodError
        A low end above the high one.

    Notes
    -----
    OECD/JRC (2008), *Handbook*, step 5, indicators with an optimum. Sweden's official statistics count a
    share of women from 40 to 60 per cent as equal (Statistics Sweden, *Women and Men in Sweden*).

    Examples
    --------
    >>> distance([[30.0], [45.0], [70.0]], low=40, high=60).apply([[30.0], [45.0], [70.0]]).ravel()
    array([10.,  0., 10.])
    """
    values = floats(x, "x")
    n = values.shape[-1] if values.ndim else 1
    bottom, top = per_column(low, n, "low"), per_column(high, n, "high")
    for j in range(n) if columns is None else columns:
        if j < n and bottom[j] > top[j]:
            raise MethodError(
                f"the optimum goes from {bottom[j]:g} to {top[j]:g}",
                where=column_name(j),
                expected="a low end that is not above the high one",
            )

    def find(_: Floats, j: int) -> Found:
        return "distance", {"low": float(bottom[j]), "high": float(top[j])}

    return learn(values, find, columns, False, 2.0, 3.5)


_RULES = "OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5"

#: Name in a definition → method.
CURVES: Mapping[str, Method] = methods_of(
    Method(
        "treat",
        "log",
        log,
        _RULES,
        "Naturlig logaritm av sneda indikatorer",
        "Natural logarithm of skewed indicators",
        per={"columns": "columns", "offset": "indicator"},
    ),
    Method(
        "treat",
        "square_root",
        square_root,
        "Bartlett (1936), Supplement to the Journal of the Royal Statistical Society 3, 68–78",
        "Kvadratroten av sneda indikatorer",
        "Square root of skewed indicators",
        per={"columns": "columns"},
    ),
    Method(
        "treat",
        "arcsine",
        arcsine,
        "Jarman (1983), British Medical Journal 286, 1705–1709",
        "Andelar som vinklar: arcsin av kvadratroten",
        "Shares as angles: arcsine of the square root",
        per={"columns": "columns", "whole": "indicator"},
    ),
    Method(
        "treat",
        "logit",
        logit,
        "Berkson (1944), Journal of the American Statistical Association 39, 357–365",
        "Andelar som logaritmen av oddset",
        "Shares as the logarithm of the odds",
        per={"columns": "columns", "whole": "indicator"},
    ),
    Method(
        "treat",
        "distance",
        distance,
        f"{_RULES}; Statistics Sweden, Women and Men in Sweden, for 40–60 per cent",
        "Avståndet till det bästa värdet eller intervallet",
        "The distance to the best value or interval",
        per={"columns": "columns", "low": "indicator", "high": "indicator"},
    ),
)
