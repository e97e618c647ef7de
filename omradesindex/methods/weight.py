"""Weights that people set: equal, given, by budget, by comparing in pairs.

Every way to weight takes the values ``x`` first, of which these need only the number of columns, and gives
weights that sum to one. Weights that are learnt from the values are in
:mod:`omradesindex.methods.weight_data`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import settled
from omradesindex.methods.guard import floats
from omradesindex.methods.method import Method, methods_of

Floats = NDArray[np.float64]


def rescale(weights: ArrayLike, option: str | None = None) -> Floats:
    """Scale weights so that they sum to one over the last axis.

    Parameters
    ----------
    weights : array_like, shape (..., n_columns)
    option : str, optional
        The option that they were given in, for errors.

    Raises
    ------
    MethodError
        Where a weight is negative or not finite, or all of them are zero.

    Examples
    --------
    >>> rescale([1, 1, 2])
    array([0.25, 0.25, 0.5 ])
    >>> rescale([1e308, 1e308])
    array([0.5, 0.5])
    """
    w = floats(weights, "weights")
    if not np.isfinite(w).all():
        raise MethodError("a weight is not a finite number", where=option, expected="numbers of zero or more")
    if (w < 0).any():
        raise MethodError("a weight is negative", where=option, expected="numbers of zero or more")
    with np.errstate(over="ignore"):
        total = w.sum(axis=-1, keepdims=True)
    if np.isinf(total).any():
        w = w / w.max(axis=-1, keepdims=True)
        total = w.sum(axis=-1, keepdims=True)
    if (total == 0).any():
        raise MethodError("all weights are zero", where=option, expected="at least one weight above zero")
    return np.asarray(w / total)


def fitting(weights: ArrayLike, n_columns: int, option: str | None = None) -> Floats:
    """Return weights that sum to one, after checking that there is one for each column.

    Parameters
    ----------
    weights : array_like, shape (..., n_columns)
        Not negative; their scale does not matter.
    n_columns : int
    option : str, optional
        The option that they were given in, for errors.

    Raises
    ------
    MethodError
        Where the number of weights is not the number of columns, or they are no weights (:func:`rescale`).

    Examples
    --------
    >>> fitting([3, 1], 2)
    array([0.75, 0.25])
    """
    w = floats(weights, "weights")
    if w.ndim == 0 or w.shape[-1] != n_columns:
        raise MethodError(
            f"{w.shape[-1] if w.ndim else 0} weights were given for {n_columns} columns",
            where=option,
            expected="one weight for each column",
        )
    return rescale(w, option)


def one_for_each(given: Floats, ndim: int, option: str) -> Floats:
    """Refuse values for columns that come in more sets than the areas' own values do."""
    if given.ndim > max(1, ndim - 1):
        raise MethodError(
            f"the option '{option}' has the shape {given.shape}", expected="one number for each column"
        )
    return given


def equal(x: ArrayLike, *, groups: Sequence[Hashable] | None = None) -> Floats:
    """Give every column the same weight, or every group of columns.

    Parameters
    ----------
    x : array_like, shape (..., n_columns)
        Only the number of columns counts.
    groups : sequence, optional
        The group (dimension) of each column. Groups then weigh the same, and so do the columns within one:
        a group of many columns weighs no more than a group of few. Left out: all columns weigh the same.

    Returns
    -------
    ndarray, shape (n_columns,)

    Raises
    ------
    MethodError
        No columns; not one group for each column.

    Notes
    -----
    OECD/JRC (2008), *Handbook on Constructing Composite Indicators*, step 6.

    Examples
    --------
    >>> equal([[1.0, 2.0, 3.0, 4.0]])
    array([0.25, 0.25, 0.25, 0.25])
    >>> equal([[1.0, 2.0, 3.0]], groups=["work", "work", "home"])
    array([0.25, 0.25, 0.5 ])
    """
    n = _columns(x)
    if groups is None:
        return np.full(n, 1 / n)
    if len(groups) != n:
        raise MethodError(
            f"{len(groups)} groups were given for {n} columns", expected="one group for each column"
        )
    size = {group: sum(other == group for other in groups) for group in groups}
    return np.array([1 / (len(size) * size[group]) for group in groups])


def given(x: ArrayLike, *, weights: ArrayLike) -> Floats:
    """Take the weights that are given, scaled to sum to one.

    Parameters
    ----------
    x : array_like, shape (..., n_columns)
        Only the number of columns counts.
    weights : array_like, shape (..., n_columns)
        Not negative.

    Returns
    -------
    ndarray, shape (..., n_columns)

    Raises
    ------
    MethodError
        Weights that do not fit (:func:`fitting`).

    Notes
    -----
    OECD/JRC (2008), step 6. Some official indices use weights that are *not* scaled to sum to one, such as
    the English IMD's .999; ranks are the same.

    Examples
    --------
    >>> given([[1.0, 2.0]], weights=[3, 1])
    array([0.75, 0.25])
    """
    return fitting(weights, _columns(x), "weights")


def budget_allocation(x: ArrayLike, *, points: ArrayLike, budget: float | None = 100.0) -> Floats:
    """Average the points that several people shared out between the columns.

    Parameters
    ----------
    x : array_like, shape (..., n_columns)
        Only the number of columns counts.
    points : array_like, shape (n_people, n_columns)
        Each row is one person's points; not negative.
    budget : float, optional
        What each row must sum to. None: rows may sum to anything, and each is scaled to the same sum first.

    Returns
    -------
    ndarray, shape (n_columns,)
        The mean of the people's shares: everybody counts the same.

    Raises
    ------
    MethodError
        Rows that do not fit the columns, a negative or missing number, a row that does not sum to the budget.

    Notes
    -----
    OECD/JRC (2008), step 6.5 (budget allocation process). Beyond some ten columns people cannot share out a
    budget with care: share it between dimensions instead.

    Examples
    --------
    >>> budget_allocation([[1.0, 2.0, 3.0]], points=[[50, 30, 20], [70, 10, 20]])
    array([0.6, 0.2, 0.2])
    """
    n = _columns(x)
    shared = np.atleast_2d(floats(points, "points"))
    if shared.ndim != 2 or shared.shape[1] != n or not shared.shape[0]:
        raise MethodError(
            f"points of shape {np.shape(points)} were given for {n} columns",
            expected="one row for each person, one number for each column",
        )
    if budget is not None and not budget > 0:
        raise MethodError(f"the option 'budget' is {budget:g}", expected="above zero")
    for i, row in enumerate(shared):
        where = f"points, person {i + 1}"
        if not np.isfinite(row).all() or (row < 0).any():
            raise MethodError(
                "a number of points is missing or negative", where=where, expected="zero or more"
            )
        if budget is not None and not np.isclose(row.sum(), budget, rtol=1e-6):
            raise MethodError(
                f"the points sum to {row.sum():g}",
                where=where,
                expected=f"a sum of {budget:g}",
                remedy="ask the person again, or set budget = None to scale each row",
            )
    return np.asarray(rescale(shared).mean(axis=0))


#: Mean consistency index of random comparison matrices of 1, 2, … 10 columns (Saaty 1980).
RANDOM_INDEX: tuple[float, ...] = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)


@dataclass(frozen=True)
class Comparisons:
    """What a matrix of comparisons in pairs says, and how far it agrees with itself.

    Attributes
    ----------
    weights : ndarray, shape (n,)
        Sum to one.
    greatest_eigenvalue : float
        ``n`` where the comparisons agree perfectly, more where they do not.
    consistency_index : float
        (greatest eigenvalue − n) / (n − 1).
    consistency_ratio : float
        The index relative to that of random comparisons; above 0.10 they should be made again (Saaty). Zero
        for one or two columns, which cannot disagree.
    """

    weights: Floats
    greatest_eigenvalue: float
    consistency_index: float
    consistency_ratio: float


def compare(comparisons: ArrayLike) -> Comparisons:
    """Weigh columns by comparing them in pairs: the principal eigenvector of the comparisons.

    Parameters
    ----------
    comparisons : array_like, shape (n, n)
        Row i, column j: how many times more i matters than j, usually 1–9 or 1 through 1–9. What lies below
        the diagonal must be 1 through what lies above it, within five per cent (so that 0.13 goes with 8).

    Returns
    -------
    Comparisons

    Raises
    ------
    MethodError
        Not square; a number that is not above zero; not reciprocal; more than ten columns.

    Notes
    -----
    Analytic hierarchy process: Saaty (1980), *The Analytic Hierarchy Process*; OECD/JRC (2008), step 6.7.
    The consistency ratio uses :data:`RANDOM_INDEX`.

    Examples
    --------
    >>> found = compare([[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]])
    >>> found.weights.round(3), round(abs(found.consistency_ratio), 3)
    (array([0.571, 0.286, 0.143]), 0.0)
    """
    matrix = floats(comparisons, "comparisons")
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not matrix.size:
        raise MethodError(
            f"a comparison matrix of shape {matrix.shape} is not square",
            where="comparisons",
            expected="one row and one number in it for each column",
        )
    n = len(matrix)
    if n > len(RANDOM_INDEX):
        raise MethodError(
            f"{n} columns cannot be compared in pairs with care",
            expected=f"at most {len(RANDOM_INDEX)}",
            remedy="compare within dimensions, and then the dimensions",
        )
    if not (np.isfinite(matrix) & (matrix > 0)).all():
        i, j = np.argwhere(~(np.isfinite(matrix) & (matrix > 0)))[0]
        raise MethodError(f"the comparison is {matrix[i, j]:g}", where=_cell(i, j), expected="above zero")
    product = matrix * matrix.T
    off = np.abs(product - 1) > 0.05
    if off.any():
        i, j = np.argwhere(off)[0]
        mirrored = "itself" if i == j else f"{matrix[j, i]:g} the other way round"
        raise MethodError(
            f"the comparison matrix is not reciprocal: {matrix[i, j]:g} against {mirrored}",
            where=_cell(i, j),
            expected="1"
            if i == j
            else f"{1 / matrix[j, i]:.3g}, or {1 / matrix[i, j]:.3g} the other way round",
        )
    values, vectors = np.linalg.eig(matrix)
    principal = int(values.real.argmax())
    # The eigenvector of a positive matrix's greatest eigenvalue is real and of one sign (Perron).
    weights = settled(rescale(np.abs(vectors[:, principal].real)), 1.0)
    greatest = float(settled(values[principal].real))
    index = (greatest - n) / (n - 1) if n > 1 else 0.0
    ratio = index / RANDOM_INDEX[n - 1] if n > 2 else 0.0
    return Comparisons(weights, greatest, index, ratio)


def analytic_hierarchy(x: ArrayLike, *, comparisons: ArrayLike, largest_ratio: float | None = 0.10) -> Floats:
    """Weigh columns by comparing them in pairs, where the comparisons agree well enough.

    Parameters
    ----------
    x : array_like, shape (..., n_columns)
        Only the number of columns counts.
    comparisons : array_like, shape (n_columns, n_columns)
        See :func:`compare`.
    largest_ratio : float, optional
        The largest consistency ratio that is accepted; None accepts any. Saaty's rule of thumb is 0.10, the
        handbook also quotes 0.20.

    Returns
    -------
    ndarray, shape (n_columns,)

    Raises
    ------
    MethodError
        As :func:`compare`; a matrix that does not fit the columns; comparisons that contradict each other.

    Notes
    -----
    Saaty (1980); OECD/JRC (2008), step 6.7.

    Examples
    --------
    >>> analytic_hierarchy([[1.0, 2.0]], comparisons=[[1, 3], [1 / 3, 1]])
    array([0.75, 0.25])
    """
    n = _columns(x)
    found = compare(comparisons)
    if len(found.weights) != n:
        raise MethodError(
            f"a comparison of {len(found.weights)} columns was given for {n} columns",
            where="comparisons",
            expected="one row and one number in it for each column",
        )
    if largest_ratio is not None and found.consistency_ratio > largest_ratio:
        raise MethodError(
            f"the comparisons contradict each other: consistency ratio {found.consistency_ratio:.3f}",
            where="comparisons",
            expected=f"at most {largest_ratio:g}",
            remedy="compare again, or set a larger largest_ratio",
        )
    return found.weights


def _columns(x: ArrayLike) -> int:
    shape = np.shape(x)
    if not shape or not shape[-1]:
        raise MethodError("there are no columns to weigh")
    return int(shape[-1])


def _cell(i: int, j: int) -> str:
    return f"comparisons, column {i} with column {j}"


_HANDBOOK = "OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6"

#: Name in a definition → method: weights that people set.
WEIGHTINGS: Mapping[str, Method] = methods_of(
    Method(
        "weight",
        "equal",
        equal,
        _HANDBOOK,
        "Lika vikter, eller lika för varje grupp",
        "Equal weights, or equal for every group",
    ),
    Method(
        "weight",
        "given",
        given,
        _HANDBOOK,
        "Vikter som anges",
        "Weights that are given",
        per={"weights": "indicator"},
    ),
    Method(
        "weight",
        "budget_allocation",
        budget_allocation,
        _HANDBOOK,
        "Medelvärdet av flera personers fördelade poäng",
        "The mean of several people's shared-out points",
    ),
    Method(
        "weight",
        "ahp",
        analytic_hierarchy,
        "Saaty (1980), The Analytic Hierarchy Process",
        "Parvisa jämförelser (analytisk hierarkiprocess)",
        "Comparisons in pairs (analytic hierarchy process)",
    ),
)
