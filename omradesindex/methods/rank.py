"""Ranks, on full precision."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def rank(scores: ArrayLike) -> NDArray[np.float64]:
    """Rank along the last axis: 1 = the highest score; equal scores share the smallest rank.

    Parameters
    ----------
    scores : array_like, shape (..., n_areas)
        NaN where an area has no score.

    Returns
    -------
    ndarray, shape (..., n_areas)
        1 plus the number of areas with a strictly higher score; NaN where the score is missing.

    Notes
    -----
    "Standard competition" ranking (1, 2, 2, 4), as in official league tables.

    Examples
    --------
    >>> rank([3.0, 9.0, 9.0, float("nan"), 1.0])
    array([ 3.,  1.,  1., nan,  4.])
    """
    s = np.asarray(scores, dtype=float)
    if s.shape[-1] == 0:
        return s.copy()
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
