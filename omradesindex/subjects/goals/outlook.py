"""The outlook of one goal: distance, movement and probability of every area that it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.equal import reaches
from omradesindex.subjects.goals.fitting import sign_of
from omradesindex.subjects.goals.goal import Goal
from omradesindex.subjects.goals.models import forecasts
from omradesindex.subjects.over_time.noise import judge
from omradesindex.subjects.trend.lines import Lines, fit_lines
from omradesindex.subjects.trend.numbers import TrendNumbers

Floats = NDArray[np.float64]

#: How an area moves: towards the goal or away from it, by more than chance in any of the areas; not so that
#: it is certain; nobody knows.
MOVEMENTS: tuple[str, ...] = ("approaching", "still", "receding", "unknown")
_MOVED = {"improved": "approaching", "noise": "still", "worsened": "receding", "untested": "unknown"}

#: Where an area stands: there; there, but by some model likelier not to be in the goal's year; approaching,
#: and at its pace there in time or not; not moving for certain; moving away; nobody knows.
STATUSES: tuple[str, ...] = (
    "reached",
    "may_lose",
    "on_pace",
    "too_slow",
    "still",
    "receding",
    "unknown",
)


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


#: What is said of the years to come.
_PACED = ("pace", "forecast", "low", "high", "probability_low", "probability_high")


@dataclass(frozen=True, eq=False)
class Outlook:
    """How the areas that a goal is for stand to it; arrays of shape ``(n_rows,)``.

    ``rows``: positions of the areas. ``value``, ``target``: latest figures. ``by_model``: the probability of
    reaching the goal under each of :data:`~omradesindex.subjects.goals.models.MODELS`. The others: see
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
    by_model: Mapping[str, Floats]
    probability_low: Floats
    probability_high: Floats
    movement: NDArray[np.object_]
    status: NDArray[np.object_]


def outlook(goal: Goal, trend: TrendNumbers, whole: TrendNumbers | None = None) -> Outlook:
    """Hold a goal against a trend; ``whole`` is whose city is the target, where that is not the trend's own.

    Notes
    -----
    What is followed is the distance to the target, turned so that above zero is what is left. A line is laid
    through it (:func:`omradesindex.subjects.trend.lines.fit_lines`), and whether it moves is judged as the
    trend judges (:func:`omradesindex.subjects.over_time.noise.judge`): all areas of the trend at once, also
    where the goal is for some of them, so that a goal and a trend say the same of the same figures.

    How probable the goal is depends on what is believed of the years to come: see
    :func:`omradesindex.subjects.goals.models.forecasts`. None of the models knows of new efforts.
    """
    values, errors = series(goal.measure, trend)
    sign = sign_of(goal, trend.results[-1])
    city = values[:, -1:] if whole is None else series(goal.measure, whole)[0][:, -1:]
    targets = np.broadcast_to(city if goal.against_city else np.array([[goal.target]]), values[:, :-1].shape)
    left = sign * (values[:, :-1] - targets)
    line: Lines = fit_lines(trend.years, left[..., None], errors[:, :-1, None], trend.correlation)
    judged = judge(line.slope, line.slope_error, level=trend.level, df=line.df)
    movement = np.array([_MOVED[verdict] for verdict in judged.verdict[:, 0]], dtype=object)
    models = forecasts(line, left, errors[:, :-1], goal.year)
    by_model = {name: model.below for name, model in models.items()}
    # What one model cannot say leaves the range open: it is not the others' alone.
    chances = np.stack([*by_model.values()])
    low, high = models["pace"].interval()
    latest = left[-1]
    # At the target is there, whatever binary fractions make of its decimals.
    reached = reaches(0.0, latest, np.abs(targets[-1]))
    left_now = np.where(reached & (latest > 0), 0.0, latest)
    columns = {
        "value": values[-1, :-1],
        "target": targets[-1],
        "left": left_now,
        "distance": np.maximum(left_now, 0.0),
        "needed": np.maximum(left_now, 0.0) / (goal.year - trend.years[-1]),
        "pace": -line.slope[:, 0],
        "forecast": models["pace"].middle,
        "low": low,
        "high": high,
        "probability_low": chances.min(axis=0),
        "probability_high": chances.max(axis=0),
        "movement": movement,
        "status": _statuses(latest, reached, movement, models["pace"].middle, chances),
    }
    if trend.untold(goal.measure):  # whether it has a pace or prices have moved it, nobody knows
        columns |= {name: np.full(len(latest), np.nan) for name in _PACED}
        columns |= dict.fromkeys(("movement", "status"), np.full(len(latest), "unknown", dtype=object))
        by_model = {name: p * np.nan for name, p in by_model.items()}
    meant = set(goal.areas or trend.areas)
    rows = tuple(i for i, code in enumerate(trend.areas) if code in meant)
    own = {name: column[list(rows)] for name, column in columns.items()}
    return Outlook(rows=rows, by_model={name: p[list(rows)] for name, p in by_model.items()}, **own)


def _statuses(
    latest: Floats,
    reached: NDArray[np.bool_],
    movement: NDArray[np.object_],
    at_pace: Floats,
    chances: Floats,
) -> NDArray[np.object_]:
    """Where each area stands; an area that is not known to move is never too slow."""
    with np.errstate(invalid="ignore"):
        may_lose = (chances < 0.5).any(axis=0)
        in_time = at_pace <= 0
    return np.select(
        [
            np.isnan(latest),
            reached & may_lose,
            reached,
            movement == "unknown",
            movement == "receding",
            movement == "still",
            in_time,
        ],
        ["unknown", "may_lose", "reached", "unknown", "receding", "still", "on_pace"],
        "too_slow",
    ).astype(object)
