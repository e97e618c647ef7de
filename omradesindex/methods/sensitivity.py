"""What the spread of a result is due to: variance-based (Sobol) indices, with their own uncertainty.

The first-order index of a factor is the share of the variance that would go if that factor alone were
settled; the total index is the share that would remain if all others were. What the two differ by is
interplay. Designs are made in :mod:`omradesindex.methods.sensitivity_design`; outputs too many to be held at
once are summed block by block with :class:`SobolSums`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.methods.sensitivity_design import SobolDesign, discrete, seed_of, sobol_design
from omradesindex.methods.sensitivity_sums import SobolIndices, SobolSums, alike

__all__ = ["SobolDesign", "SobolIndices", "SobolSums", "discrete", "sobol_design", "sobol_indices"]


def sobol_indices(
    y_a: ArrayLike,
    y_b: ArrayLike,
    y_ab: ArrayLike,
    *,
    first: str = "centred",
    level: float = 0.95,
    resamples: int = 1000,
    rng: int | np.random.Generator | None = None,
) -> SobolIndices:
    r"""First-order and total Sobol indices of any number of outputs at once.

    Parameters
    ----------
    y_a, y_b : array_like, shape (n, ...)
        Outputs of the runs of A and of B; trailing axes are outputs (a score for each area, say).
    y_ab : array_like, shape (n_factors, n, ...)
        Outputs of the runs of A with one factor's columns from B.
    first : {"centred", "jansen", "uncentred"}
        Estimator of the first-order index, see Notes. The total index is always Jansen's.
    level : float
        Of the bootstrap intervals.
    resamples : int
        Bootstrap resamples of the base rows; 0 for none.
    rng : int or Generator, optional
        Seed of the resamples.

    Returns
    -------
    SobolIndices

    Raises
    ------
    MethodError
        Shapes that do not fit each other; fewer than two rows; an unknown estimator; a level outside 0–1; a
        negative number of resamples.

    Notes
    -----
    With :math:`m` and :math:`V` the mean and variance over A and B together:

    - centred: :math:`S_i = \frac1n\sum (y_B - m)(y_{AB_i} - y_A)/V`, the estimator (b) of Saltelli et al.
      (2010), *Computer Physics Communications* 181, 259–270, table 2, on centred outputs;
    - uncentred: the same with :math:`m = 0`, as it is often programmed. It is needlessly noisy where the mean
      is far from 0, and is here to reproduce others' figures;
    - jansen: :math:`S_i = 1 - \frac1{2n}\sum (y_B - y_{AB_i})^2/V`, better for factors that matter much,
      worse for those that matter little; and :math:`T_i = \frac1{2n}\sum (y_A - y_{AB_i})^2/V`.
      Jansen, M. J. W. (1999), *Computer Physics Communications* 117, 35–43.

    The bootstrap counts each row twice or not at all, by the toss of a coin (Owen, A. B. & Eckles, D. (2012),
    *Annals of Applied Statistics* 6, 895–927), so that rows can be weighted where they are computed. The
    limits are percentiles. They take the rows as independent: with points of a Sobol sequence, which are more
    evenly spread than that, they are wider than need be.

    Examples
    --------
    y = x₁ + 2x₂: the variances are as 1 to 4, and there is no interplay.

    >>> x = sobol_design(1024, 2, rng=1).runs()
    >>> y = x @ [1.0, 2.0]
    >>> found = sobol_indices(y[0], y[1], y[2:], rng=1)
    >>> found.first.round(2), found.total.round(2)
    (array([0.2, 0.8]), array([0.2, 0.8]))
    """
    a, b, ab = alike(y_a, y_b, y_ab)
    with np.errstate(invalid="ignore"):
        centre = (a.mean(axis=0) + b.mean(axis=0)) / 2
    sums = SobolSums.of(a, b, ab, first=first, centre=centre, resamples=resamples, seed=seed_of(rng))
    return sums.indices(level=level)
