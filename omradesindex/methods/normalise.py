"""From an indicator's own unit to a common scale.

Two steps that are kept apart: :func:`fit` learns parameters from a reference (all areas, the base year),
and :meth:`Fitted.apply` measures anything with that same stick: another year, a sub-group, a sub-area.
Values come in with the direction already turned, so that higher always means greater challenge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError, did_you_mean, listing

Floats = NDArray[np.float64]
Parameters = Mapping[str, Floats]


@dataclass(frozen=True)
class Normalisation:
    """A way to normalise: how its parameters are learnt and how they are applied.

    Attributes
    ----------
    learn : callable
        ``learn(x, centre, ddof) -> parameters``, each of shape ``(n_indicators,)``; a spread of zero where
        the reference cannot tell areas apart.
    apply : callable
        ``apply(x, parameters) -> normalised``, same shape as ``x``.
    """

    learn: Callable[[Floats, Floats, int], Parameters]
    apply: Callable[[Floats, Parameters], Floats]


def _learn_z_score(x: Floats, centre: Floats, ddof: int) -> Parameters:
    n = (~np.isnan(x)).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.nansum(x, axis=0) / n
        spread = np.sqrt(np.nansum((x - mean) ** 2, axis=0) / np.maximum(n - ddof, 0))
    # Equal values have no spread, whatever rounding the mean left behind.
    constant = np.fmax.reduce(x, axis=0) == np.fmin.reduce(x, axis=0)
    return {"centre": centre, "spread": np.where(constant, 0.0, spread)}


def _learn_min_max(x: Floats, centre: Floats, ddof: int) -> Parameters:
    low = np.fmin.reduce(x, axis=0)
    return {"centre": low, "spread": np.fmax.reduce(x, axis=0) - low}


def _learn_nothing(x: Floats, centre: Floats, ddof: int) -> Parameters:
    there = (~np.isnan(x)).any(axis=0)
    return {"centre": np.zeros(x.shape[1]), "spread": np.where(there, 1.0, 0.0)}


def _linear(x: Floats, parameters: Parameters) -> Floats:
    # Without a spread there is nothing to measure with: missing, not infinite.
    spread = np.where(parameters["spread"] > 0, parameters["spread"], np.nan)
    return np.asarray((x - parameters["centre"]) / spread)


#: Name in a definition → method.
NORMALISATIONS: Mapping[str, Normalisation] = MappingProxyType(
    {
        "z_score": Normalisation(_learn_z_score, _linear),
        "min_max": Normalisation(_learn_min_max, _linear),
        "none": Normalisation(_learn_nothing, _linear),
    }
)


@dataclass(frozen=True)
class Fitted:
    """A normalisation with what it learnt: the stick that everything is measured with.

    Attributes
    ----------
    method : str
        Name in :data:`NORMALISATIONS`.
    parameters : mapping of str to ndarray, shape (n_indicators,)
        In the turned unit (sign changed where higher is better).
    """

    method: str
    parameters: Parameters

    def apply(self, x: ArrayLike) -> Floats:
        """Normalise ``x`` of shape ``(..., n_indicators)`` with the learnt parameters."""
        return NORMALISATIONS[self.method].apply(np.asarray(x, dtype=float), self.parameters)


def fit(x: ArrayLike, method: str = "z_score", *, centre: ArrayLike | None = None, ddof: int = 0) -> Fitted:
    """Learn the parameters of a normalisation from a reference.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_indicators)
        The reference areas; NaN where missing.
    method : {"z_score", "min_max", "none"}
        ``z_score``: (x − centre) / standard deviation over areas. ``min_max``: (x − min) / (max − min), 0–1.
        ``none``: x as it is, for indicators that share a unit.
    centre : array_like, shape (n_indicators,), optional
        What becomes zero in a z-score: usually the whole city's own value. The mean of the areas if left out.
    ddof : {0, 1}
        Divisor of the variance: n (the areas are the whole population of areas; the default) or n − 1
        (as spreadsheet programs and COINr do).

    Raises
    ------
    MethodError
        Unknown method. A constant column is no error here: its ``spread`` is zero, and it is for the
        caller, who knows the indicator's name, to say so.

    Notes
    -----
    OECD/JRC (2008), *Handbook on Constructing Composite Indicators*, step 5.

    Examples
    --------
    >>> stick = fit([[1.0], [2.0], [3.0]], ddof=1)
    >>> stick.apply([[4.0]])
    array([[2.]])
    """
    if method not in NORMALISATIONS:
        raise MethodError(
            f"the normalisation '{method}' is unknown{did_you_mean(method, NORMALISATIONS)}",
            expected=f"one of {listing(NORMALISATIONS)}",
        )
    values = np.asarray(x, dtype=float)
    if centre is None:
        n = (~np.isnan(values)).sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            middle = np.nansum(values, axis=0) / n
    else:
        middle = np.asarray(centre, dtype=float)
    return Fitted(method, MappingProxyType(dict(NORMALISATIONS[method].learn(values, middle, ddof))))
