"""From the values' errors to the scores': each indicator is moved by its error, and the index follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import spec_name
from omradesindex.index.compute import (
    AMONG_THEMSELVES,
    aggregate,
    effective_weights,
    signs,
    told_of,
)
from omradesindex.methods.sums import total

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.index.uncertainty.dependence import Dependence

Floats = NDArray[np.float64]


#: Share of a score's weight whose indicators must have a known error for the score to have one.
LEAST_KNOWN = 0.5


class ScoreErrors(NamedTuple):
    """Standard errors of the scores, level by level, each of shape (n_areas,).

    ``error``: in points; NaN where too little is known of the indicators' errors, or the level only orders
    areas. ``known``: share 0–1 of the level's weight whose indicators have a known error. ``parts``: what one
    standard error of each indicator makes of the scores, towards a greater challenge, shape
    (n_areas, n_indicators); that of an indicator without a known error is assumed.
    """

    error: Mapping[str, Floats]
    known: Mapping[str, Floats]
    parts: Mapping[str, Floats]


def score_errors(
    result: Scored, error: Floats, limits: tuple[Floats, Floats], dependence: Dependence
) -> ScoreErrors:
    """Carry the indicators' errors to the scores, through the fixed reference.

    Parameters
    ----------
    result : Scored
    error : ndarray, shape (n_areas, n_indicators)
        Standard errors in the indicators' own units; NaN where not known.
    limits : tuple of ndarray, shape (n_indicators,)
        The lowest and the highest value that each indicator can take.
    dependence : Dependence
        How the errors of an area's indicators hang together.

    Notes
    -----
    Every indicator is moved one standard error up and down, alone; half the change that this makes in a
    score is its part, and the parts are brought together as ``dependence`` says. Where the score is a sum
    this is exact; otherwise it is the first-order ("delta") rule with the slope taken over the width of the
    error. Treatment, normalisation and weights stay those of the reference. Methods that only order the areas
    among themselves have no slope: NaN.

    An indicator without a known error is assumed to be as uncertain, for its weight, as those that have one:
    counting it as exact would make the interval too short, and call chance a change. Where less than
    :data:`LEAST_KNOWN` of the weight is known, nothing is said.
    """
    values = result.measured.values[:-1]
    index, stick = result.index, result.reference
    challenge = signs(index)
    ordinal = held_together(result)
    levels = [replace(v, aggregate="arithmetic") if v.id in ordinal else v for v in index.levels]
    known = ~np.isnan(error) & ~np.isnan(values)
    step = np.where(known, error, 0.0)
    ends = np.stack([np.minimum(values + step, limits[1]), np.maximum(values - step, limits[0])])
    # A value at its bound is moved one way only: the slope is then that of this side.
    moved = ends[0] - ends[1]
    with told_of(index, result.statistics.name, "one standard error away"):
        turned = stick.fitted.apply(stick.treat(ends) * challenge)
    shown = index.methods.zero + index.methods.points * turned
    middle = index.methods.zero + index.methods.points * result.normalised[:-1]
    if result.counted is not None:
        middle = np.where(result.counted, middle, np.nan)
    parts = {level.id: np.zeros(values.shape) for level in levels}
    moving = (step > 0).any(axis=0) & (True if result.counted is None else result.counted)
    for j in np.flatnonzero(moving):
        both = np.broadcast_to(middle, shown.shape).copy()
        both[..., j] = np.where(step[:, j] > 0, shown[..., j], middle[:, j])
        moved_one = aggregate(
            index,
            levels,
            both,
            result.areas,
            name=result.statistics.name,
            weights=stick.weights,
            rescaled=stick.rescaled,
            partial=result.partial,
            counted=result.counted,
        )
        share = np.where(moved[:, j] > 0, step[:, j] / np.where(moved[:, j] > 0, moved[:, j], 1.0), 0.0)
        for name, scores in moved_one.scores.items():
            parts[name][:, j] = np.nan_to_num((scores[0] - scores[1]) * share) * challenge[j]
    shares, errors = dict[str, Floats](), dict[str, Floats]()
    for place, level in enumerate(levels):
        weight = effective_weights(
            levels[: place + 1], result.normalised[:-1], result.level_scores, stick.weights
        )
        scored = ~np.isnan(result.level_scores[level.id])
        shares[level.id] = np.where(scored, np.where(known, weight, 0.0).sum(axis=1), np.nan)
        parts[level.id] += assumed(parts[level.id], weight, known)
        enough = scored & (shares[level.id] >= LEAST_KNOWN) & (level.id not in ordinal)
        errors[level.id] = np.where(enough, dependence.combined(parts[level.id]), np.nan)
    return ScoreErrors(errors, shares, parts)


def assumed(parts: Floats, weight: Floats, known: NDArray[np.bool_]) -> Floats:
    """Return the parts of the indicators without a known error: for their weight as great as the others'.

    Parameters
    ----------
    parts, weight : ndarray, shape (n_areas, n_indicators)
        What each known error makes of a score, and the indicators' weights in it.
    known : ndarray of bool, same shape

    Examples
    --------
    >>> assumed(np.array([[3.0, 0.0]]), np.array([[0.5, 0.5]]), np.array([[True, False]]))
    array([[0., 3.]])
    """
    counting = np.nan_to_num(weight)
    there = known & (counting > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        squares = total(np.where(there, parts**2 / np.where(there, counting, 1.0), 0.0).T)
        size = np.sqrt(squares / total(np.where(there, counting, 0.0).T))
    return np.where(known, 0.0, counting * np.nan_to_num(size)[:, None])


def held_together(result: Scored) -> set[str]:
    """Return the levels that hold the areas against each other, and those that such a level is part of."""
    levels, n_indicators = result.index.levels, result.measured.values.shape[1]
    ordinal: set[int] = set()
    for place, level in enumerate(levels):
        if spec_name(level.aggregate) in AMONG_THEMSELVES or ordinal & set(level.columns):
            ordinal.add(n_indicators + place)
    return {levels[place - n_indicators].id for place in ordinal}
