"""Whether areas grow alike: those with the greatest challenge catch up, and the differences shrink."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.equal import flat, settled
from omradesindex.methods.fay_herriot import fay_herriot
from omradesindex.methods.multivariate import correlation

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]


def beta(values: Floats, errors: Floats, *, level: float) -> pd.DataFrame:
    r"""β-convergence: whether areas that started high fall more than others.

    Parameters
    ----------
    values, errors : ndarray, shape (n_years, n_areas)
    level : float

    Returns
    -------
    DataFrame
        One row for each way: ``way``, ``beta`` (change over the years for each point that an area started
        above the others; below zero: convergence), ``low``, ``high``, ``p``, ``areas``.

    Notes
    -----
    ``raw`` regresses the change on the first year's figure. The first year's error stands on both sides, with
    opposite signs: chance alone makes high areas fall (regression to the mean).

    ``shrunk`` puts in the first year's place what is known of the true value, its empirical Bayes estimate
    (:func:`omradesindex.methods.fay_herriot.fay_herriot` without covariates), which takes that away. Needs
    known errors.

    ``split`` takes the start from the first year and the change from the second to the last, so that no error
    stands on both sides. Needs three years; a start with errors still draws the slope towards zero.

    Intervals and p are those of the least-squares line, t with n − 2 degrees of freedom.
    """
    import pandas as pd
    from scipy.stats import t

    first, last = values[0], values[-1]
    ways: dict[str, tuple[Floats, Floats]] = {"raw": (first, last - first)}
    known = ~np.isnan(first) & (np.nan_to_num(errors[0]) > 0)
    if known.sum() > 2:
        start = np.full(first.shape, np.nan)
        start[known] = fay_herriot(first[known], errors[0][known] ** 2).values
        ways["shrunk"] = (start, last - start)
    if len(values) > 2:
        ways["split"] = (first, last - values[1])
    rows = []
    for way, (x, y) in ways.items():
        both = ~np.isnan(x + y)
        n = int(both.sum())
        slope = low = high = p = np.nan
        if n > 2 and not flat(x[both], axis=-1):
            slope, error = _line(x[both], y[both])
            reach = float(settled(t.ppf((1 + level) / 2, n - 2))) * error
            p = float(settled(2 * t.sf(abs(slope) / error, n - 2))) if error > 0 else 0.0
            low, high = slope - reach, slope + reach
        rows.append({"way": way, "beta": slope, "low": low, "high": high, "p": p, "areas": n})
    return pd.DataFrame(rows)


def _line(x: Floats, y: Floats) -> tuple[float, float]:
    """Slope of the least-squares line, and its standard error."""
    across = x - x.mean()
    square = (across**2).sum()
    slope = (across * y).sum() / square
    rest = y - y.mean() - slope * across
    return float(slope), float(np.sqrt((rest**2).sum() / (len(x) - 2) / square))


def sigma(values: Floats, errors: Floats, labels: tuple[str, ...]) -> pd.DataFrame:
    r"""σ-convergence: whether the differences between areas shrink.

    Parameters
    ----------
    values, errors : ndarray, shape (n_years, n_areas)
    labels : tuple of str
        The years.

    Returns
    -------
    DataFrame
        One row for each year: ``year``, ``sd`` (standard deviation between the areas, divisor n), ``true_sd``
        (what is left of it when the errors' part is taken away; empty where they are not known), ``p`` (of
        the difference from the first year), ``areas``. Only areas with a figure in every year count.

    Notes
    -----
    ``p`` is the Pitman–Morgan test of two variances of the same areas: the correlation between their sums and
    differences. Pitman, E. J. G. (1939), *Biometrika* 31, 9–12.
    """
    import pandas as pd
    from scipy.stats import t

    every_year = ~np.isnan(values).any(axis=0)
    x, e = values[:, every_year], errors[:, every_year]
    n = x.shape[1]
    sd = x.std(axis=1) if n else np.full(len(x), np.nan)
    true = np.sqrt(np.maximum(sd**2 - (e**2).mean(axis=1), 0.0)) if n else sd
    p = np.full(len(x), np.nan)
    for year in range(1, len(x)):
        plus, minus = x[year] + x[0], x[year] - x[0]
        r = float(correlation(plus[:, None], minus[:, None])[0][0, 0]) if n > 2 else np.nan
        if not np.isnan(r):
            p[year] = settled(2 * t.sf(abs(r) * np.sqrt((n - 2) / max(1 - r**2, 1e-300)), n - 2))
    return pd.DataFrame({"year": labels, "sd": sd, "true_sd": true, "p": p, "areas": n})
