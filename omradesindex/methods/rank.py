"""Ranks: equal scores share one, by the rule of :mod:`~omradesindex.methods.equal`."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.methods.equal import on_grid, scale_of


def rank(scores: ArrayLike, *, scale: ArrayLike | None = None) -> NDArray[np.float64]:
    """Rank along the last axis: 1 = the highest score; equal scores share the smallest rank.

    Parameters
    ----------
    scores : array_like, shape (..., n_areas)
        NaN where an area has no score.
    scale : array_like, optional
        The scale that the scores stand on, for each row or for all: what they are equal on. The greatest
        score's distance from zero if left out.

    Returns
    -------
    ndarray, shape (..., n_areas)
        1 plus the number of areas with a higher score; NaN where the score is missing.

    Notes
    -----
    "Standard competition" ranking (1, 2, 2, 4), as in official league tables.

    Examples
    --------
    >>> rank([3.0, 9.0, 9.0, float("nan"), 1.0])
    array([ 3.,  1.,  1., nan,  4.])

    What rounding leaves behind is no difference:

    >>> rank([0.1 + 0.2, 0.3, 0.2])
    array([1., 1., 3.])
    """
    s = np.asarray(scores, dtype=float)
    if s.shape[-1] == 0:
        return s.copy()
    own = scale_of(s, axis=-1, keepdims=True) if scale is None else np.asarray(scale, dtype=float)[..., None]
    s = on_grid(s, own)
    missing = np.isnan(s)
    # Missing scores are laid last, so that they push nobody down.
    keyed = np.where(missing, -np.inf, s)
    order = np.argsort(-keyed, axis=-1, kind="stable")
    ordered = np.take_along_axis(keyed, order, axis=-1)
    places = np.broadcast_to(np.arange(1.0, s.shape[-1] + 1), s.shape)
    starts = np.ones(s.shape, dtype=bool)
    starts[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    shared = np.maximum.accumulate(np.where(starts, places, 0.0), axis=-1)
    ranks = np.empty(s.shape)
    np.put_along_axis(ranks, order, shared, axis=-1)
    ranks[missing] = np.nan
    return ranks
