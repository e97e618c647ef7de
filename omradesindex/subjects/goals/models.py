"""What may become of a figure until a later year: three models of how areas move, and what each forecasts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.equal import settled
from omradesindex.subjects.over_time.noise import contrast_error
from omradesindex.subjects.trend.lines import Lines

Floats = NDArray[np.float64]

#: The pace lasts; the level of now lasts, moved a little each year without a direction; the figure goes back
#: to its own mean over the years. Nobody knows which, so a probability is the range over all of them.
MODELS: tuple[str, ...] = ("pace", "level", "return")


@dataclass(frozen=True)
class Forecast:
    """A new figure in a later year, as one model has it; arrays of shape ``(n_areas,)``.

    Attributes
    ----------
    middle, error : ndarray
        Its middle and standard error; NaN where the years cannot carry the model.
    df : float
        Degrees of freedom of the error; infinite where it is known.
    """

    middle: Floats
    error: Floats
    df: float

    @property
    def below(self) -> Floats:
        """The probability of a figure at or below zero."""
        from scipy.stats import t

        with np.errstate(invalid="ignore", divide="ignore"):
            beyond = -self.middle / np.where(self.error > 0, self.error, np.nan)
        return settled(t.cdf(beyond, self.df))

    def interval(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """Limits that hold the new figure, each area alone."""
        from scipy.stats import t

        reach = float(settled(t.ppf((1 + level) / 2, self.df))) * self.error
        return self.middle - reach, self.middle + reach


def forecasts(lines: Lines, values: Floats, errors: Floats, year: float) -> Mapping[str, Forecast]:
    r"""Forecast the figures of a later year under each of :data:`MODELS`.

    Parameters
    ----------
    lines : Lines
        Fitted to ``values``, one column.
    values, errors : ndarray, shape (n_years, n_areas)
        Figures and their standard errors.
    year : float

    Notes
    -----
    ``pace`` goes on along the line; its error is the line's and a new year's.

    ``level`` starts at the latest figure and walks at random: h years on, the variance is that of the two
    figures' errors and h q. q is what a year's steps vary beyond the errors, all areas together: the sum of
    :math:`d^2 - \sigma_d^2` over the sum of the years between, at least zero.

    ``return`` goes back to the area's mean over the years; the variance is that of the errors and
    :math:`u (1 + 1/n)`. u is what the years vary around the means beyond the errors, all areas together.

    A walk that is pulled back lies between the last two, and a direction that fades between the first and the
    others; ``benchmarks/goals_under_models.py`` shows that the range holds what happens under each.
    Where errors are not known, all that moves counts as movement. An area with fewer than three years has no
    forecast.
    """
    there = ~np.isnan(values) & ~np.isnan(lines.slope[:, 0])
    known = bool(lines.known[0])
    noise = np.where(there & known, errors, 0.0)
    filled = np.where(there, values, 0.0)
    models = {
        "pace": Forecast(lines.at(year)[:, 0], lines.forecast_error(year)[:, 0], float(lines.df[0])),
        "level": _level(lines, filled, noise, there, year),
        "return": _return(lines, filled, noise, there, year),
    }
    nowhere = ~there.any(axis=0)
    return {
        name: Forecast(np.where(nowhere, np.nan, m.middle), np.where(nowhere, np.nan, m.error), m.df)
        for name, m in models.items()
    }


def _level(lines: Lines, filled: Floats, noise: Floats, there: NDArray[np.bool_], year: float) -> Forecast:
    place = np.maximum.accumulate(np.where(there, np.arange(len(there))[:, None], -1), axis=0)
    before = place[:-1]
    steps = there[1:] & (before >= 0)
    was, was_noise = (np.take_along_axis(x, np.maximum(before, 0), axis=0) for x in (filled, noise))
    between = np.where(steps, lines.years[1:, None] - lines.years[before], 0.0)
    by_chance = _difference(was_noise, noise[1:], lines.correlation**between) ** 2
    beyond = np.where(steps, (filled[1:] - was) ** 2 - by_chance, 0.0)
    walk = max(float(beyond.sum()) / float(between.sum()), 0.0) if steps.any() else np.nan
    last = place[-1]
    latest, own = (np.take_along_axis(x, np.maximum(last, 0)[None], axis=0)[0] for x in (filled, noise))
    ahead = year - lines.years[last]
    variance = _difference(own, own, lines.correlation**ahead) ** 2 + ahead * walk
    return Forecast(latest, np.sqrt(variance), float(steps.sum()))


def _return(lines: Lines, filled: Floats, noise: Floats, there: NDArray[np.bool_], year: float) -> Forecast:
    n = there.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        weights = np.where(there, 1 / n, 0.0)
    middle = (weights * filled).sum(axis=0)
    df = float(np.maximum(n - 1, 0).sum())
    around = np.where(there, (filled - middle) ** 2, 0.0).sum()
    by_chance = (1 - lines.correlation) * ((1 - weights) * noise**2).sum()
    swing = max(float(around - by_chance) / df, 0.0) if df else np.nan
    order = np.maximum.accumulate(np.where(there, np.arange(len(there))[:, None], 0), axis=0)[-1]
    latest = np.take_along_axis(noise, order[None], axis=0)
    chance = contrast_error(
        np.concatenate([weights, -np.ones_like(latest)]),
        np.concatenate([noise, latest]),
        lines.correlation,
        np.append(lines.years, year),
    )
    return Forecast(middle, np.sqrt(chance**2 + swing * (1 + weights.max(axis=0))), df)


def _difference(one: Floats, other: Floats, correlation: Floats) -> Floats:
    """Standard error of a difference between two years' figures."""
    ends = np.stack([one, other])
    weights = np.stack([-np.ones_like(one), np.ones_like(other)])
    return np.asarray(contrast_error(weights, ends, correlation))
