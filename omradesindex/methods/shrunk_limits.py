"""How far a shrunk figure may be off, the uncertainty of what it was shrunk towards included."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.methods.guard import Floats, numbers, together

__all__ = ["shrunk_error"]


def shrunk_error(own: ArrayLike, target: ArrayLike, own_weight: ArrayLike, variance: ArrayLike) -> Floats:
    r"""Standard error of figures shrunk towards a common target, by Morris' rule.

    Parameters
    ----------
    own, target : array_like, shape (..., n_areas)
        The areas' own figures and what they were shrunk towards, on the scale that they were shrunk on.
    own_weight : array_like, shape (..., n_areas)
        Weight 0–1 of the own figure.
    variance : array_like, shape (..., n_areas)
        Sampling variance of the own figure.

    Returns
    -------
    ndarray, shape (..., n_areas)
        NaN where a figure is missing, or fewer than four areas are there.

    Notes
    -----
    :math:`V(1-\tfrac{k-1}{k}B) + \tfrac{2}{k-3}B^2(y-m)^2` over k areas, with
    :math:`B = \tfrac{k-3}{k-1}(1 - w)`, w the own weight. The second term and the factor are for not knowing
    how much to shrink, the first term's k is for not knowing the target.
    Morris, C. N. (1983), "Parametric empirical Bayes inference", *JASA* 78, 47–55, in the form for equal
    variances.

    Examples
    --------
    >>> shrunk_error([1.0, 2.0, 3.0, 4.0, 5.0], 3.0, 0.5, 1.0).round(3)
    array([1.025, 0.929, 0.894, 0.929, 1.025])
    """
    y, m, weight, v = together(
        own=numbers(own, "the figures"),
        target=numbers(target, "the target"),
        own_weight=numbers(own_weight, "the weights", at_least=0),
        variance=numbers(variance, "the variances", at_least=0),
    )
    missing = np.isnan(y + m + weight + v)
    k = (~missing).sum(axis=-1, keepdims=True).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        b = (k - 3) / (k - 1) * (1 - weight)
        squared = v * (1 - (k - 1) / k * b) + 2 / (k - 3) * b**2 * (y - m) ** 2
    return np.asarray(np.sqrt(np.where(missing | (k <= 3), np.nan, squared)))
