"""How far chance may have moved the whole city's score: an area's rule, for the city's own figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import ComputeError
from omradesindex.index.compute import effective_weights, signs
from omradesindex.index.stick import alone, city_scores
from omradesindex.index.uncertainty.score_errors import LEAST_KNOWN, assumed
from omradesindex.subjects.over_time.noise import Errors

if TYPE_CHECKING:
    from omradesindex.index import Result

Floats = NDArray[np.float64]


def city_errors(result: Result, errors: Errors) -> Floats:
    """Standard errors of the whole city's scores, one for each column.

    NaN where the city has no score, or too little of its weight has a known error. The rule is an area's
    (:func:`omradesindex.index.uncertainty.score_errors.score_errors`): each indicator is moved by its error
    alone, half of what that does to a score is its part, parts are brought together as the errors hang
    together, and indicators without a known error are assumed to be as uncertain as the others.

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-2023").compute(oi.example_statistics())
    >>> bool(city_errors(result, result.uncertainty())[0] < result.uncertainty().score_error["index"].min())
    True
    """
    own, error = result.normalised[-1], errors.standard_error[-1]
    known = ~np.isnan(error) & ~np.isnan(own)
    steps = np.diag(np.where(known, error, 0.0))
    value, stick = result.measured.values[-1], result.reference
    ends = np.concatenate([value + steps, value - steps])
    challenge = signs(result.index)
    turned = stick.fitted.apply(stick.treat(ends) * challenge)
    try:
        moved = alone(result, np.where(np.concatenate([steps, steps]) > 0, turned, own))
        scores = alone(result, own[None]).scores
    except ComputeError:
        return np.full(len(result.columns), np.nan)
    levels, found = result.index.levels, dict[str, float]()
    for place, level in enumerate(levels):
        up, down = np.split(moved.scores[level.id][:, 0], 2)
        parts = np.nan_to_num((up - down) / 2) * challenge
        alike = {name: score[:, 0] for name, score in scores.items()}
        weights = effective_weights(levels[: place + 1], own[None], alike, stick.weights)[0]
        parts = parts + assumed(parts[None], weights[None], known[None])[0]
        chance = float(errors.dependence.of_city().combined(parts[None])[0])
        found[level.id] = chance if weights[known].sum() >= LEAST_KNOWN and chance > 0 else np.nan
    return np.where(np.isnan(city_scores(result)), np.nan, [found[column] for column in result.columns])
