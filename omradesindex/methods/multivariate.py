"""How indicators vary together, and how much each of them moves the index.

The multivariate steps of the OECD/JRC handbook (steps 4, 8 and 9). Values come in with the direction
turned, so that a positive correlation means "pointing the same way". A missing value is never filled in:
each function says which rows it uses.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError, did_you_mean, listing
from omradesindex.methods.equal import flat, on_grid, same, scale_of, settled
from omradesindex.methods.functions import exp, log, normal_quantile
from omradesindex.methods.guard import emptiest, floats, refuse_large
from omradesindex.methods.sums import product

Floats = NDArray[np.float64]

#: Kinds of correlation: of values, of ranks, of the order within pairs.
CORRELATIONS: tuple[str, ...] = ("pearson", "spearman", "kendall")


def _check(what: str, method: str, known: tuple[str, ...]) -> None:
    if method not in known:
        raise MethodError(
            f"the {what} '{method}' is unknown{did_you_mean(method, known)}",
            expected=f"one of {listing(known)}",
        )


def correlation(
    x: ArrayLike, y: ArrayLike | None = None, *, method: str = "pearson"
) -> tuple[Floats, NDArray[np.int64]]:
    """Correlate every column of ``x`` with every column of ``y``.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, p)
    y : array_like, shape (..., n_areas, q), optional
        ``x`` itself if left out.
    method : {"pearson", "spearman", "kendall"}
        ``spearman`` gives equal values their mean rank; ``kendall`` is tau-b.

    Returns
    -------
    r : ndarray, shape (..., p, q)
        Each pair over the rows where both have a value (pairwise complete). NaN where fewer than two rows
        are left, or one of the two is constant in them.
    n : ndarray of int, shape (..., p, q)
        How many rows each pair rests on.

    Raises
    ------
    MethodError
        Unknown method; different rows in ``x`` and ``y``.

    Notes
    -----
    OECD/JRC (2008), *Handbook on Constructing Composite Indicators*, step 4. Pairwise-complete Pearson is
    what COINr's ``get_corr`` prints.

    Examples
    --------
    >>> r, n = correlation([[1.0, 2.0], [2.0, 4.0], [3.0, float("nan")], [4.0, 1.0]])
    >>> float(r[0, 1].round(3)), int(n[0, 1])
    (-0.5, 3)
    """
    _check("correlation", method, CORRELATIONS)
    a = floats(x, "x")
    b = a if y is None else floats(y, "y")
    if a.ndim < 2 or b.ndim < 2 or a.shape[:-1] != b.shape[:-1]:
        raise MethodError(f"columns of {a.shape} and {b.shape} do not stand on the same rows")
    r = np.empty((*a.shape[:-2], a.shape[-1], b.shape[-1]))
    n = np.empty(r.shape, dtype=np.int64)
    for j in range(a.shape[-1]):
        one = np.broadcast_to(a[..., j : j + 1], b.shape)
        there = ~(np.isnan(one) | np.isnan(b))
        left, right = np.where(there, one, np.nan), np.where(there, b, np.nan)
        r[..., j, :] = _kendall(left, right) if method == "kendall" else _product(left, right, method)
        n[..., j, :] = there.sum(axis=-2)
    return r, n


def _product(left: Floats, right: Floats, method: str) -> Floats:
    """Pearson's r column by column, of values or of their ranks; the two lack the same rows."""
    from scipy import stats

    if method == "spearman":
        left, right = (stats.rankdata(_gridded(v), axis=-2, nan_policy="omit") for v in (left, right))
    one, two = _standardised(left), _standardised(right)
    return np.asarray(np.clip((one * two).sum(axis=-2), -1.0, 1.0))


def _standardised(x: Floats) -> Floats:
    """Columns of mean zero and length one, with zeros in missing rows; a constant column becomes NaN."""
    n = (~np.isnan(x)).sum(axis=-2, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        centred = x - np.nansum(x, axis=-2, keepdims=True) / n
        # A spread is taken from the values themselves: rounding in the mean is no spread.
        constant = flat(x, keepdims=True)
        centred = np.where(constant | (n < 2), np.nan, np.nan_to_num(centred))
        # Scaled first, so that neither very small nor very large values leave the range of numbers.
        centred = centred / np.abs(centred).max(axis=-2, keepdims=True, initial=0.0)
        return np.asarray(centred / np.sqrt((centred**2).sum(axis=-2, keepdims=True)))


def _standardised_over(x: Floats, people: Floats) -> Floats:
    """The same over people: columns whose products sum to the correlations between people's values."""
    counted = np.where(np.isnan(x), 0.0, people)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.nansum(counted * np.nan_to_num(x), axis=-2, keepdims=True) / counted.sum(
            axis=-2, keepdims=True
        )
        constant = flat(x, keepdims=True)
        apart = np.where(constant, np.nan, np.nan_to_num(x - mean) * np.sqrt(counted))
        apart = apart / np.abs(apart).max(axis=-2, keepdims=True, initial=0.0)
        return np.asarray(apart / np.sqrt((apart**2).sum(axis=-2, keepdims=True)))


def _gridded(x: Floats) -> Floats:
    """Columns on grids of their own, where equal values are equal."""
    return on_grid(x, scale_of(x, axis=-2, keepdims=True))


def _kendall(left: Floats, right: Floats) -> Floats:
    """Kendall's tau-b column by column."""
    from scipy import stats

    left, right = _gridded(left), _gridded(right)
    result = np.full((*left.shape[:-2], left.shape[-1]), np.nan)
    for place in np.ndindex(result.shape):
        *batch, column = place
        one, two = left[(*batch, slice(None), column)], right[(*batch, slice(None), column)]
        there = ~np.isnan(one)
        if there.sum() > 1 and np.ptp(one[there]) > 0 and np.ptp(two[there]) > 0:
            result[place] = stats.kendalltau(one[there], two[there]).statistic
    return result


def correlation_interval(
    r: ArrayLike, n: ArrayLike, *, method: str = "pearson", level: float = 0.95
) -> tuple[Floats, Floats]:
    """Give the approximate interval around a correlation, by Fisher's z.

    It treats the areas as drawn from many that could have been. Where they are all the areas there are,
    read it as a yardstick: how far a correlation of so few rows can move by chance.

    Parameters
    ----------
    r, n : array_like
        The correlations, and how many rows each rests on.
    method : {"pearson", "spearman", "kendall"}
    level : float
        Between 0 and 1.

    Returns
    -------
    low, high : ndarray
        NaN where there are too few rows (Pearson and Spearman need four, Kendall five).

    Raises
    ------
    MethodError
        Unknown method; a level outside 0–1.

    Notes
    -----
    z = artanh r ± z_{level} · se with se² = 1/(n − 3) (Fisher 1921), (1 + r²/2)/(n − 3) for Spearman (Bonett
    and Wright 2000, Psychometrika 65:23) and .437/(n − 4) for Kendall (Fieller, Hartley and Pearson 1957,
    Biometrika 44:470).

    Examples
    --------
    >>> low, high = correlation_interval(0.5, 14)
    >>> float(low.round(2)), float(high.round(2))
    (-0.04, 0.81)
    """
    _check("correlation", method, CORRELATIONS)
    if not 0 < level < 1:
        raise MethodError(f"the level is {level:g}", expected="a number between 0 and 1")
    values, rows = np.asarray(r, dtype=float), np.asarray(n, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = {
            "pearson": 1 / (rows - 3),
            "spearman": (1 + values**2 / 2) / (rows - 3),
            "kendall": 0.437 / (rows - 4),
        }[method]
        variance = np.where((variance > 0) & np.isfinite(variance), variance, np.nan)
        half = float(normal_quantile((1 + level) / 2)) * np.sqrt(variance)
        # A correlation of exactly one has no width: artanh is infinite, and both bounds are one.
        z = np.arctanh(values)
        return settled(np.tanh(z - half)), settled(np.tanh(z + half))


def cronbach_alpha(x: ArrayLike) -> Floats:
    r"""Cronbach's alpha: how far the columns of a scale vary together.

    :math:`\alpha = \frac{k}{k-1}\left(1 - \frac{\sum_j s_{jj}}{\sum_{jk} s_{jk}}\right)`. It rises with the
    number of columns as well as with their correlations, takes all columns as equally weighty, and is
    negative where they vary against each other.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, k)
        On a common scale, direction turned. Each covariance is taken over the rows where both columns have a
        value (pairwise complete).

    Returns
    -------
    ndarray, shape (...,)
        NaN where a pair of columns shares fewer than two rows, or the sum of all columns does not vary.

    Raises
    ------
    MethodError
        Fewer than two columns.

    Notes
    -----
    Cronbach (1951), Psychometrika 16:297; OECD/JRC (2008), step 4; COINr's ``get_cronbach``.

    Examples
    --------
    >>> cronbach_alpha([[1.0, 2.0], [2.0, 4.0], [3.0, 3.0]])
    array(0.66666667)
    """
    values = floats(x, "x")
    k = values.shape[-1]
    if k < 2:
        raise MethodError("a scale of one column has no alpha", expected="at least two columns")
    covariance = np.empty((*values.shape[:-2], k, k))
    for j in range(k):
        one = np.broadcast_to(values[..., j : j + 1], values.shape)
        there = ~(np.isnan(one) | np.isnan(values))
        n = there.sum(axis=-2)
        with np.errstate(invalid="ignore", divide="ignore"):
            left, right = (
                np.where(there, v - (np.where(there, v, 0.0).sum(axis=-2) / n)[..., None, :], 0.0)
                for v in (one, values)
            )
            covariance[..., j, :] = np.where(n > 1, (left * right).sum(axis=-2) / (n - 1), np.nan)
    own = np.trace(covariance, axis1=-2, axis2=-1)
    total = covariance.sum(axis=(-2, -1))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(total > 0, k / (k - 1) * (1 - own / total), np.nan))


def alpha_interval(
    alpha: ArrayLike, n: ArrayLike, k: ArrayLike, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Give the interval around Cronbach's alpha of ``k`` columns over ``n`` rows.

    Notes
    -----
    Feldt (1965), Psychometrika 30:357: (1 − α) over its estimate follows an F distribution with n − 1
    and (n − 1)(k − 1) degrees of freedom, if the columns are parallel and normal. With few rows and unlike
    columns it is a rough guide.

    Examples
    --------
    >>> low, high = alpha_interval(0.8, 14, 3)
    >>> bool(low < 0.8 < high)
    True
    """
    from scipy import stats

    if not 0 < level < 1:
        raise MethodError(f"the level is {level:g}", expected="a number between 0 and 1")
    a, rows, columns = (np.asarray(v, dtype=float) for v in (alpha, n, k))
    freedom = (rows - 1, (rows - 1) * (columns - 1))
    tail = (1 - level) / 2
    return (
        settled(1 - (1 - a) * stats.f.ppf(1 - tail, *freedom)),
        settled(1 - (1 - a) * stats.f.ppf(tail, *freedom)),
    )


@dataclass(frozen=True)
class Components:
    """Principal components of the correlations between columns; the strongest first.

    Attributes
    ----------
    eigenvalues : ndarray, shape (..., k)
        Variance of each component, where every column has variance 1; they sum to ``k``.
    explained : ndarray, shape (..., k)
        Their shares of the whole; they sum to 1.
    vectors : ndarray, shape (..., k, k)
        Columns × components, each component of length one (what R's ``prcomp`` calls rotation).
    loadings : ndarray, shape (..., k, k)
        Columns × components: the correlation between the two.
    n : ndarray of int, shape (...,)
        How many rows it rests on.
    """

    eigenvalues: Floats
    explained: Floats
    vectors: Floats
    loadings: Floats
    n: NDArray[np.int64]


def principal_components(x: ArrayLike, people: ArrayLike | None = None) -> Components:
    """Find the principal components of the columns' correlation matrix, by singular values.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, k)
        Only rows with a value in every column are used (listwise complete), so that the correlations belong
        to one and the same set of areas.
    people : array_like, shape (..., n_areas), optional
        How often each area counts in the means and the correlations; once if left out.

    Returns
    -------
    Components
        Each component is turned so that its vector sums to something positive: with the direction of all
        columns turned alike, more of the first component is then a greater challenge. Where the sum is
        zero, its largest entry is positive.

    Raises
    ------
    MethodError
        Fewer than two complete rows; a column that is constant in them.

    Notes
    -----
    OECD/JRC (2008), step 4; the same as R's ``prcomp(scale. = TRUE)`` on complete rows, which COINr's
    ``get_PCA`` calls.

    Examples
    --------
    >>> found = principal_components([[1.0, 2.0], [2.0, 4.0], [3.0, 3.0]])
    >>> found.explained.round(3)
    array([0.75, 0.25])
    """
    values = floats(x, "x")
    complete = np.asarray(~np.isnan(values).any(axis=-1))
    counted = np.ones(values.shape[:-1]) if people is None else floats(people, "the people")
    complete &= counted > 0
    n = complete.sum(axis=-1)
    if (n < 2).any():
        raise MethodError(
            "fewer than two areas have a value in every column",
            where=emptiest(np.where((counted > 0)[..., None], values, np.nan)),
            expected="at least two complete areas",
        )
    known = np.where(complete[..., None], values, np.nan)
    z = _standardised(known) if people is None else _standardised_over(known, counted[..., None])
    if np.isnan(z).any():
        columns = np.flatnonzero(np.isnan(z).any(axis=tuple(range(z.ndim - 1))))
        raise MethodError(
            f"column {listing(columns)} does not vary, so it has no correlations",
            remedy="leave it out",
        )
    k = values.shape[-1]
    # With fewer rows than columns the last components have no variance, and still need their directions. With
    # more, the whole matrix on the left would be rows × rows, and nobody looks at it.
    _, singular, turned = np.linalg.svd(z, full_matrices=z.shape[-2] < k)
    eigenvalues = np.zeros((*values.shape[:-2], k))
    eigenvalues[..., : singular.shape[-1]] = settled(singular**2, 1.0)
    vectors = settled(np.swapaxes(turned, -1, -2), 1.0)
    total = vectors.sum(axis=-2, keepdims=True)
    largest = np.take_along_axis(vectors, np.abs(vectors).argmax(axis=-2)[..., None, :], axis=-2)
    vectors = vectors * np.where(np.where(~same(total, 0.0, 1.0), total, largest) < 0, -1.0, 1.0)
    return Components(
        eigenvalues=eigenvalues,
        explained=eigenvalues / k,
        vectors=vectors,
        loadings=vectors * np.sqrt(eigenvalues)[..., None, :],
        n=np.asarray(n, dtype=np.int64),
    )


def main_effect(x: ArrayLike, y: ArrayLike, *, method: str = "linear") -> Floats:
    r"""Main effect of each column on the index: the share of the index's variance that it accounts for alone.

    :math:`S_j = V(E[y \mid x_j]) / V(y)`, the first-order sensitivity index or correlation
    ratio. Set beside nominal weights it shows which indicators really decide the index: a weight says what an
    indicator is worth, the main effect what it does. Correlated columns share their effects, so the sum can
    be far above 1.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, p)
    y : array_like, shape (..., n_areas)
        The index. Each column is held against it over the rows where both have a value.
    method : {"linear", "local_linear"}
        ``linear``: r², the squared correlation. ``local_linear``: the variance of a kernel regression that
        may bend. Fourteen areas cannot tell a bend from chance: there, only the linear one means anything.
        Take the other for hundreds of areas.

    Returns
    -------
    ndarray, shape (..., p)
        0–1; NaN where a column or the index does not vary, or fewer than three rows are left.

    Raises
    ------
    MethodError
        Unknown method; different rows.

    Notes
    -----
    Paruolo, Saisana and Saltelli (2013), *Ratings and rankings: voodoo or science?*, J. R. Stat. Soc. A
    176:609; Becker, Saisana, Paruolo and Vandecasteele (2017), *Weights and importance in composite
    indicators: closing the gap*, Ecological Indicators 80:12. The kernel is Gaussian; its width is the one
    that best foretells a row from the others.

    Examples
    --------
    >>> x = np.linspace(-1, 1, 101)[:, None]
    >>> main_effect(x, x[:, 0] ** 2).round(2), main_effect(x, x[:, 0] ** 2, method="local_linear").round(1)
    (array([0.]), array([1.]))
    """
    _check("main effect", method, ("linear", "local_linear"))
    values, index = floats(x, "x"), floats(y, "y")
    r, n = correlation(values, index[..., None])
    effect = np.where(n[..., 0] > 2, r[..., 0] ** 2, np.nan)
    if method == "linear":
        return effect
    for place in np.argwhere(~np.isnan(effect)):
        *batch, column = place.tolist()
        one, two = values[(*batch, slice(None), column)], index[tuple(batch)]
        there = ~(np.isnan(one) | np.isnan(two))
        smooth = _local_linear(one[there], two[there])
        effect[tuple(place)] = min(1.0, smooth.var() / two[there].var())
    return effect


#: Widths of the kernel that are tried, in standard deviations of the column.
_WIDTHS = 0.05 * exp(np.linspace(0.0, log(60.0), 16))


def _local_linear(x: Floats, y: Floats) -> Floats:
    """Local-linear regression of y on x at every row, the width chosen by leaving each row out."""
    refuse_large(
        f"a local regression over {len(x)} areas",
        len(x),
        len(x),
        each=64,
        remedy="use the linear main effect",
    )
    apart = (x - x[:, None]) / x.std()
    found, best = np.full_like(y, y.mean()), np.inf
    for width in _WIDTHS:
        kernel = exp(-0.5 * (apart / width) ** 2)
        s0, s1, s2 = ((kernel * power).sum(axis=1, keepdims=True) for power in (1.0, apart, apart**2))
        level = s0 * s2 - s1**2
        # Where all near rows have the same x there is no slope: a weighted mean.
        flat = level <= 1e-9 * s0**2
        smoother = np.where(flat, kernel / s0, kernel * (s2 - s1 * apart) / np.where(flat, 1.0, level))
        own = np.diag(smoother)
        if (own > 1 - 1e-9).any():
            continue
        fitted = product(smoother, y)
        error = float((((y - fitted) / (1 - own)) ** 2).mean())
        if error < best:
            found, best = fitted, error
    return found
