"""The outlook of one goal: distance, pace and probability of every area that it is for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.equal import reaches, settled
from omradesindex.methods.functions import normal_quantile
from omradesindex.subjects.goals.fitting import sign_of
from omradesindex.subjects.goals.goal import Goal
from omradesindex.subjects.trend.lines import Lines, fit_lines
from omradesindex.subjects.trend.numbers import TrendNumbers

Floats = NDArray[np.float64]

#: Where an area stands: there already; there, but likely to be gone in the goal's year; likely, unlikely to
#: get there at its pace; going the other way by more than noise.
STATUSES: tuple[str, ...] = ("reached", "slipping", "on_pace", "too_slow", "wrong_way", "unknown")


def series(measure: str, trend: TrendNumbers) -> tuple[Floats, Floats]:
    """A measure's figures and their standard errors, shape (n_years, n_areas + 1), the whole city last."""
    if measure in trend.columns:
        place = trend.columns.index(measure)
        values = np.concatenate([trend.values[:, :, place], trend.city[:, place, None]], axis=1)
        errors = trend.value_errors[:, :, place]
        return values, np.concatenate([errors, np.full((len(errors), 1), np.nan)], axis=1)
    place = [i.id for i in trend.index.indicators].index(measure)
    values = np.stack([result.measured.values[:, place] for result in trend.results])
    return values, np.stack([known.standard_error[:, place] for known in trend.errors])


@dataclass(frozen=True, eq=False)
class Outlook:
    """How the areas that a goal is for stand to it; arrays of shape ``(n_rows,)``.

    ``rows``: positions of the areas. ``value``, ``target``: latest figures. ``left``, ``distance``,
    ``needed``, ``pace``, ``forecast``, ``low``, ``high``, ``probability``, ``status``: see
    :meth:`Goals.to_frame`.
    """

    rows: tuple[int, ...]
    value: Floats
    target: Floats
    left: Floats
    distance: Floats
    needed: Floats
    pace: Floats
    forecast: Floats
    low: Floats
    high: Floats
    probability: Floats
    status: NDArray[np.object_]


def outlook(goal: Goal, trend: TrendNumbers, whole: TrendNumbers | None = None) -> Outlook:
    """Hold a goal against a trend; ``whole`` is whose city is the target, where that is not the trend's own.

    Notes
    -----
    What is followed is the distance to the target, turned so that above zero is what is left. A line is laid
    through it (:func:`omradesindex.subjects.trend.lines.fit_lines`); the probability is that of a normal
    distribution around the line's height in the goal's year, with the line's own error and a new year's. It
    says what happens *if the pace stays as it has been*, and nothing of new efforts.
    """
    from scipy.stats import norm

    values, errors = series(goal.measure, trend)
    sign = sign_of(goal, trend.results[-1])
    city = values[:, -1:] if whole is None else series(goal.measure, whole)[0][:, -1:]
    targets = np.broadcast_to(city if goal.against_city else np.array([[goal.target]]), values[:, :-1].shape)
    left = sign * (values[:, :-1] - targets)
    line: Lines = fit_lines(trend.years, left[..., None], errors[:, :-1, None], trend.correlation)
    meant = set(goal.areas or trend.areas)
    rows = tuple(i for i, code in enumerate(trend.areas) if code in meant)
    latest = left[-1]
    forecast = line.at(goal.year)[:, 0]
    error = line.forecast_error(goal.year)[:, 0]
    with np.errstate(invalid="ignore", divide="ignore"):
        probability = settled(norm.cdf(-forecast / np.where(error > 0, error, np.nan)))
    # At the target is there, whatever binary fractions make of its decimals.
    at_target = reaches(0.0, latest, np.abs(targets[-1]))
    left_now = np.where(at_target & (latest > 0), 0.0, latest)
    pace, reach = -line.slope[:, 0], float(normal_quantile(0.975))
    status = np.select(
        [
            np.isnan(latest) | np.isnan(probability),
            at_target & (probability >= 0.5),
            at_target,
            probability >= 0.5,
            pace < -reach * line.slope_error[:, 0],
        ],
        ["unknown", "reached", "slipping", "on_pace", "wrong_way"],
        "too_slow",
    ).astype(object)
    columns = {
        "value": values[-1, :-1],
        "target": targets[-1],
        "left": left_now,
        "distance": np.maximum(left_now, 0.0),
        "needed": np.maximum(left_now, 0.0) / (goal.year - trend.years[-1]),
        "pace": pace,
        "forecast": forecast,
        "low": forecast - reach * error,
        "high": forecast + reach * error,
        "probability": probability,
        "status": status,
    }
    return Outlook(rows=rows, **{name: column[list(rows)] for name, column in columns.items()})
