"""What the stick's own error adds to a score: the city's value and the spread are known from figures too.

A z-score measures by the spread between areas, which is estimated from the same figures and inflated by their
chance: true scores lie further from the middle than those that are shown. Here every score is taken once more
by the spread without noise, with the errors of that spread and of the middle.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import ComputeError
from omradesindex.index.compute import WITHOUT_NOISE, aggregate, effective_weights, signs
from omradesindex.methods.reliability import LEAST_SIGNAL, reliability
from omradesindex.methods.sums import product, total, weighted

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.index.uncertainty.dependence import Dependence
    from omradesindex.index.uncertainty.score_errors import ScoreErrors

Floats = NDArray[np.float64]

#: Normalisations whose stick is a middle and a standard deviation over the areas.
CARRIED = ("z_score", "mpi")


class StickErrors(NamedTuple):
    """Scores by the spread without noise, level by level, each of shape (n_areas,), in points.

    ``signal``: the scores. ``stick``: the standard error that the middle and the spread alone give them.
    ``error``: that of chance and stick together, an area's own part in the stick taken into account.
    ``stretch``: how much longer a distance is by this spread, for each indicator.
    """

    signal: Mapping[str, Floats]
    stick: Mapping[str, Floats]
    error: Mapping[str, Floats]
    stretch: Floats


class _Stick(NamedTuple):
    """What a stick is made of, in units of the spread without noise, turned: higher is a greater challenge.

    ``errors``, ``away``: of each area that it was learnt from, its standard error and its distance from their
    mean. ``middle``: standard error of the middle. ``share``: how much of each area's error is in the middle.
    ``parts``: how much of its distance is in the spread. ``stretch``: see :class:`StickErrors`.
    """

    errors: Floats
    away: Floats
    middle: Floats
    share: Floats
    parts: Floats
    stretch: Floats


def stick_errors(
    result: Scored, errors: Floats, chance: ScoreErrors, dependence: Dependence
) -> StickErrors | None:
    r"""Carry the errors of the stick to the scores.

    Parameters
    ----------
    result : Scored
    errors : ndarray, shape (n_areas + 1, n_indicators)
        Standard errors of the result's values by chance; those of the stick where it was learnt from them.
    chance : ScoreErrors
        What they make of the scores by the fixed stick.
    dependence : Dependence

    Returns
    -------
    StickErrors or None
        None where the stick is no middle and standard deviation, or nothing is known of its errors.

    Notes
    -----
    With :math:`t_j` the spread without noise, an area's distance :math:`z_{ij} = (x_{ij} - c_j)/t_j` errs by

    .. math:: \frac{e_{ij}}{t_j} - \sum_k \left( a_{kj} + \frac{z_{ij} d_{kj}}{n_j} \right) \frac{e_{kj}}{t_j}

    to the first order: :math:`a_{kj}` is the area's share in the middle (1/n in the areas' mean; in the whole
    city :math:`\sigma_{cj}^2/\sigma_{kj}^2`, the share that areas have in a pooled figure) and
    :math:`d_{kj}` its distance from the areas' mean. Errors of different areas are independent, those of the
    same area's indicators hang together as ``dependence`` says. Where a stick was learnt from other figures
    (an earlier year, everybody), the first term is independent of the second.

    Of an indicator whose errors are not known, reliability and errors are assumed to be those of the others.
    A reliability below a fifth counts as a fifth.
    """
    methods, levels = result.index.methods, [level.id for level in result.index.levels]
    if result.reference.fitted.method not in CARRIED or _by_people(result):
        return None
    if any(methods.alters(level) or methods.name_of("aggregate", level) == "sum" for level in levels):
        return None
    own = _is_own(result)
    stick = _learnt(result, errors if own else None)
    if stick is None:
        return None
    together = dependence.of_city().correlations[0]
    of_middle = together * np.outer(stick.middle, stick.middle)
    of_spread = together * product((stick.parts * stick.errors).T, stick.parts * stick.errors)
    of_both = together * product((stick.share * stick.errors).T, stick.parts * stick.errors)
    away = _distance(result) * stick.stretch
    signal = _scores(result, stick.stretch)
    sticks, all_errors = dict[str, Floats](), dict[str, Floats]()
    for place, level in enumerate(result.index.levels):
        slope = _slope(result, place)
        reach = slope * np.nan_to_num(away)
        squares = _joint(slope, of_middle, slope) + 2 * _joint(slope, of_both, reach)
        squares = np.maximum(squares + _joint(reach, of_spread, reach), 0.0)
        parts = chance.parts[level.id] * stick.stretch
        every = dependence.combined(parts) ** 2 + squares
        if own:
            # What of an area's own error is in the stick as well moves with it.
            held = (slope * stick.share + reach * stick.parts) * stick.errors
            every = every - 2 * _joint_by_area(parts, dependence.correlations, held)
        known = ~np.isnan(chance.error[level.id])
        sticks[level.id] = np.where(known, np.sqrt(squares), np.nan)
        all_errors[level.id] = np.where(known, np.sqrt(np.maximum(every, 0.0)), np.nan)
    return StickErrors(signal, sticks, all_errors, stick.stretch)


def _by_people(result: Scored) -> bool:
    return result.reference.fitted.choice.options.get("people") is not None


def _learnt(result: Scored, errors: Floats | None) -> _Stick | None:
    """Work out what the stick is made of, with errors that were said; None where none of them is known."""
    reference, methods = result.reference, result.index.methods
    learnt = reference.learnt
    if learnt is None:
        return None
    values, bent = learnt.treated(reference.treatment, errors)
    values = values * signs(result.index)
    spread = reference.fitted.parameters["spread"]
    share = reliability(values[:-1], bent[:-1]).reliability
    if np.isnan(share).all():
        return None
    share = np.where(np.isnan(share), np.nanmean(share), share)
    without = reference.fitted.choice.options.get("spread") == WITHOUT_NOISE
    stretch = np.ones(len(spread)) if without else 1 / np.sqrt(np.maximum(share, LEAST_SIGNAL))
    unit = np.where(spread > 0, spread / stretch, np.nan)
    there = ~np.isnan(values[:-1])
    n = there.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = total(np.where(there, values[:-1], 0.0)) / n
        away = np.where(there, (values[:-1] - mean) / unit, 0.0)
        u = _filled(np.where(there, bent[:-1] / unit, 0.0))
        if methods.centre == "whole":
            middle = np.nan_to_num(_filled(bent[-1:] / unit)[0])
            of_middle = np.where(u > 0, np.minimum(middle**2 / u**2, 1.0), 0.0)
        else:
            of_middle = np.where(there, 1 / n, 0.0)
            middle = np.sqrt(total((of_middle * u) ** 2))
        parts = away / (n - methods.ddof)
    return _Stick(u, np.nan_to_num(away), middle, of_middle, np.nan_to_num(parts), stretch)


def _filled(errors: Floats) -> Floats:
    """Assume an unknown error to be as great as the area's others."""
    known = ~np.isnan(errors)
    with np.errstate(invalid="ignore", divide="ignore"):
        size = np.sqrt(total(np.where(known, errors**2, 0.0).T) / known.sum(axis=1))
    return np.where(known, errors, np.nan_to_num(size)[:, None])


def _is_own(result: Scored) -> bool:
    """Whether the stick was learnt from these very figures."""
    figures, values = result.reference.figures, result.measured.values
    return figures is not None and np.array_equal(figures, values, equal_nan=True)


def _distance(result: Scored) -> Floats:
    """How far each area is from the middle, in spreads of the stick."""
    parameters = result.reference.fitted.parameters
    zero, points = parameters.get("zero", 0.0), parameters.get("points", 1.0)
    return np.asarray((result.normalised[:-1] - zero) / points)


def _scores(result: Scored, stretch: Floats) -> Mapping[str, Floats]:
    """Scores by a spread that makes distances longer; those that are shown where that is not defined."""
    index, parameters = result.index, result.reference.fitted.parameters
    zero, points = parameters.get("zero", 0.0), parameters.get("points", 1.0)
    shown = index.methods.zero + index.methods.points * (zero + points * _distance(result) * stretch)
    try:
        return aggregate(
            index,
            index.levels,
            shown if result.counted is None else np.where(result.counted, shown, np.nan),
            result.areas,
            name=result.statistics.name,
            weights=result.reference.weights,
            rescaled=result.reference.rescaled,
            partial=result.partial,
            counted=result.counted,
        ).scores
    except ComputeError:
        return result.level_scores


def _slope(result: Scored, place: int) -> Floats:
    """How many points of a level each indicator's distance counts, by its weight."""
    index, parameters = result.index, result.reference.fitted.parameters
    weight = effective_weights(
        index.levels[: place + 1], result.normalised[:-1], result.level_scores, result.reference.weights
    )
    return np.nan_to_num(index.methods.points * parameters.get("points", 1.0) * weight)


def _joint(a: Floats, matrix: Floats, b: Floats) -> Floats:
    """The sum of a · matrix · b for each area."""
    return weighted(product(a, matrix), b)


def _joint_by_area(a: Floats, matrices: Floats, b: Floats) -> Floats:
    """The same with a matrix for each area, or one for all."""
    if len(matrices) == 1:
        return _joint(a, matrices[0], b)
    rows = np.moveaxis(np.asarray(matrices), 1, 0)
    return weighted(total(a.T[:, :, None] * rows), b)
