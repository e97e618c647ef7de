"""How scores are measured once more when they are made: any normalisation, or turned end for end."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import MethodError
from omradesindex.frozen import Frozen
from omradesindex.methods.method import Method
from omradesindex.methods.normalise import NORMALISATIONS
from omradesindex.methods.normalise_linear import line, linear, spread_of

Floats = NDArray[np.float64]


def learn_turned(x: Floats, *, low: float | None = None, high: float | None = None) -> Mapping[str, Floats]:
    """Turn scores end for end: ``low + high − x``.

    For a dimension that is scored by what is good, such as resources, among others that are scored by what is
    hard. Indicators are turned by their direction.

    Parameters
    ----------
    x : ndarray, shape (..., n_areas, n_columns)
    low, high : float, optional
        The ends of the scale, which change places; those that the areas reach if left out.

    Raises
    ------
    MethodError
        A low end that is not below the high one.

    Notes
    -----
    INFORM Risk Index (European Commission): lack of coping capacity is 10 less the capacity.

    Examples
    --------
    >>> parameters = learn_turned(np.array([[2.0], [7.0]]), low=0, high=10)
    >>> linear(np.array([[2.0], [7.0]]), parameters).ravel()
    array([8., 3.])
    """
    smallest, largest = spread_of(x)
    bottom = smallest if low is None else np.full_like(smallest, low)
    top = largest if high is None else np.full_like(largest, high)
    if low is not None and high is not None and not high > low:
        raise MethodError(f"the scale goes from {low} to {high}", expected="low < high")
    return line(bottom, top - bottom, top, bottom - top)


def _has_ends(options: Mapping[str, object]) -> bool:
    return options.get("low") is not None and options.get("high") is not None


#: Name in a definition → method, for the scores of a level.
RESCALINGS: Mapping[str, Method] = Frozen(
    {
        **NORMALISATIONS,
        "turned": Method(
            "normalise",
            "turned",
            learn_turned,
            "European Commission, INFORM Risk Index, methodology",
            "Skalan vänd: det högsta blir det lägsta",
            "The scale turned: the highest becomes the lowest",
            linear,
            fixed=_has_ends,
        ),
    }
)
