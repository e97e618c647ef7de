"""Straight lines through years, many at once: slope, its error, and what they forecast."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from omradesindex.subjects.over_time.noise import contrast_error

Floats = NDArray[np.float64]

#: Fewer years give no pace whose error can be known.
FEWEST = 3


@dataclass(frozen=True)
class Lines:
    """Lines fitted to the areas' figures. Shapes ``(n_areas, n_columns)`` unless said otherwise.

    Attributes
    ----------
    years : ndarray, shape (n_years,)
    there : ndarray of bool, shape (n_years, n_areas, n_columns)
        Where a figure is.
    errors : ndarray, shape (n_years, n_areas, n_columns)
        Each figure's standard error as used: known, or else the scatter around the lines.
    middle, level, slope : ndarray
        Mean of the years with a figure, the line's height there, and its change in a year. NaN with fewer
        than :data:`FEWEST` years.
    inflation : ndarray, shape (n_columns,)
        How much more than their errors the years scatter around the lines, all areas together; at least 1.
    known : ndarray of bool, shape (n_columns,)
        Whether the errors are known; otherwise they are the scatter itself.
    df : ndarray, shape (n_columns,)
        Degrees of freedom of errors that the scatter had a part in; infinite where it had none.
    correlation : float
    """

    years: Floats
    there: NDArray[np.bool_]
    errors: Floats
    middle: Floats
    level: Floats
    slope: Floats
    inflation: Floats
    known: NDArray[np.bool_]
    df: Floats
    correlation: float

    @property
    def _t(self) -> Floats:
        """Years from the middle, zero where there is no figure."""
        return np.where(self.there, self.years[:, None, None] - self.middle, 0.0)

    @property
    def slope_error(self) -> Floats:
        """Standard error of the slopes."""
        t = self._t
        with np.errstate(invalid="ignore", divide="ignore"):
            weights = t / (t**2).sum(axis=0)
        weights = np.where(self.there, weights, 0.0)
        error = contrast_error(weights, self.errors, self.correlation, self.years)
        return np.where(np.isnan(self.slope), np.nan, self.inflation * error)

    def at(self, year: float) -> Floats:
        """Height of the lines in a year."""
        return self.level + self.slope * (year - self.middle)

    def forecast_error(self, year: float) -> Floats:
        """Standard error of a new figure around the line, in a year; its own error is the latest's."""
        t, n = self._t, self.there.sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            weights = 1 / n + (year - self.middle) * t / (t**2).sum(axis=0)
        weights = np.where(self.there, weights, 0.0)
        order = np.where(self.there, np.arange(len(self.years))[:, None, None], -1)
        latest = np.take_along_axis(self.errors, order.argmax(axis=0)[None], axis=0)
        error = contrast_error(
            np.concatenate([weights, -np.ones_like(latest)]),
            np.concatenate([self.errors, latest]),
            self.correlation,
            np.append(self.years, year),
        )
        return np.where(np.isnan(self.slope), np.nan, self.inflation * error)


def fit_lines(years: Floats, values: Floats, errors: Floats, correlation: float = 0.0) -> Lines:
    """Fit a line to each area's figures by least squares.

    Parameters
    ----------
    years : ndarray, shape (n_years,)
    values, errors : ndarray, shape (n_years, n_areas, n_columns)
        Figures and their standard errors; a column some of whose figures lack an error (NaN, or zero) is
        treated as if none were known.
    correlation : float
        Between the errors of two years following each other; of years k apart its k-th power.

    Notes
    -----
    With five years an area's own scatter around its line says little: the critical value of a test of 14
    areas with three degrees of freedom is above nine. The slope's error therefore comes from the figures' own
    errors, and the areas' scatter is used together: where it is greater than the errors explain, they are
    inflated by the root of χ² over its degrees of freedom (Birge's ratio; Birge, R. T. (1932), *Physical
    Review* 40, 207–227). Without known errors the scatter of all areas together is the error.

    Examples
    --------
    >>> values = np.array([1.0, 2.0, 3.0])[:, None, None]
    >>> line = fit_lines(np.array([2020.0, 2021, 2022]), values, np.full((3, 1, 1), 0.5))
    >>> line.slope.item(), line.slope_error.round(3).item(), line.at(2030).item()
    (1.0, 0.354, 11.0)
    """
    there = ~np.isnan(values)
    n = there.sum(axis=0)
    enough = n >= FEWEST
    filled = np.where(there, values, 0.0)
    when = np.where(there, years[:, None, None], 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = np.where(enough, when.sum(axis=0) / n, np.nan)
        level = np.where(enough, filled.sum(axis=0) / n, np.nan)
        t = np.where(there, years[:, None, None] - middle, 0.0)
        squares = (t**2).sum(axis=0)
        slope = np.where(enough, (t * filled).sum(axis=0) / squares, np.nan)
    used = there & enough
    rest = np.where(used, filled - level - slope * t, 0.0)
    df = np.where(enough, n - 2, 0).sum(axis=0).astype(float)
    left = _left_by_chance(years, t, np.where(used, n, 0), correlation).sum(axis=0) if correlation else df
    has_error = np.nan_to_num(errors) > 0
    known = (has_error | ~used).all(axis=(0, 1)) & used.any(axis=(0, 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        scatter = np.sqrt((rest**2).sum(axis=(0, 1)) / left)
        standard = np.where(used & has_error, rest / errors, 0.0)
        ratio = np.sqrt((standard**2).sum(axis=(0, 1)) / left)
    inflation = np.where(known, np.maximum(np.nan_to_num(ratio, nan=1.0), 1.0), 1.0)
    shown = np.where(known, errors, scatter)
    return Lines(
        years=years,
        there=there,
        errors=np.where(there, shown, np.nan),
        middle=middle,
        level=level,
        slope=slope,
        inflation=inflation,
        known=known,
        df=np.where(known & (inflation == 1.0), np.inf, df),
        correlation=correlation,
    )


def _left_by_chance(years: Floats, t: Floats, n: NDArray[np.intp], correlation: float) -> Floats:
    """How many errors' squares chance leaves around each line, where years' errors are correlated.

    Parameters
    ----------
    years : ndarray, shape (n_years,)
    t : ndarray, shape (n_years, n_areas, n_columns)
        Years from the middle.
    n : ndarray, same shape
        Years behind the line, zero where this year is none of them.
    correlation : float

    Notes
    -----
    The trace of :math:`(I - H) R`: of the line's hat matrix and the years' correlations.
    """
    there = n > 0
    around = np.where(there.any(axis=0), (t**2).sum(axis=0), np.nan)
    kept = there.sum(axis=0).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        for one in range(len(years)):
            for other in range(len(years)):
                both = there[one] & there[other]
                hat = 1 / np.where(both, n[one], 1) + t[one] * t[other] / around
                alike = correlation ** abs(years[one] - years[other])
                kept = kept - np.where(both, alike * hat, 0.0)
    return np.asarray(kept)
