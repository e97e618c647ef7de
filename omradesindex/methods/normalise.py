"""From an indicator's own unit to a common scale.

Two steps that are kept apart: :func:`fit` learns parameters from a reference (all areas, the base year),
and :meth:`Fitted.apply` measures anything with that same stick: another year, a sub-group, a sub-area.
Values come in with the direction already turned, so that higher always means greater challenge.

The ways themselves are in :mod:`~omradesindex.methods.normalise_linear` (a straight line through the
reference) and :mod:`~omradesindex.methods.normalise_rank` (an area's place among the reference areas).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.frozen import Frozen
from omradesindex.methods.guard import column_name, floats, numbers, people_of
from omradesindex.methods.method import Choice, Method, choose
from omradesindex.methods.normalise_linear import LINEAR
from omradesindex.methods.normalise_rank import RANK_LIKE

Floats = NDArray[np.float64]
Parameters = Mapping[str, Floats]

#: Name in a definition → method.
NORMALISATIONS: Mapping[str, Method] = Frozen({**LINEAR, **RANK_LIKE})


@dataclass(frozen=True)
class Fitted:
    """A normalisation with what it learnt: the stick that everything is measured with.

    Attributes
    ----------
    choice : Choice
        The method and its options.
    parameters : mapping of str to ndarray
        In the turned unit (sign changed where higher is better). ``spread``, of shape ``(n_indicators,)``
        or ``(..., 1, n_indicators)`` where the reference holds scenarios, is zero where the reference
        cannot tell areas apart, and NaN or zero where it has no value.
    """

    choice: Choice
    parameters: Parameters

    @property
    def method(self) -> str:
        """The method's name."""
        return self.choice.name

    def apply(self, x: ArrayLike) -> Floats:
        """Normalise ``x`` of shape ``(..., n_indicators)`` with the learnt parameters.

        A missing value stays missing; a column without spread becomes missing.
        """
        values = floats(x, "x")
        n = np.shape(self.parameters["spread"])[-1]
        if values.ndim == 0 or values.shape[-1] != n:
            raise MethodError(f"values of shape {values.shape} do not have the reference's {n} columns")
        how = self.choice.method.apply
        if how is None:
            raise MethodError(f"'{self.method}' is no way to normalise")
        return how(values, self.parameters)

    def check(self) -> Fitted:
        """Refuse a reference that cannot tell areas apart; return itself.

        Raises
        ------
        MethodError
            Naming the first column where fewer than two different values are there.
        """
        spread = np.asarray(self.parameters["spread"])
        flat = ~(spread.reshape(-1, spread.shape[-1]) > 0)
        for j in np.flatnonzero(flat.any(axis=0)):
            raise MethodError(
                "the reference areas have no two different values, so there is no spread to measure against",
                where=column_name(int(j)),
                remedy="leave it out, or learn from another reference",
            )
        return self


def fit(
    x: ArrayLike,
    method: object = "z_score",
    *,
    centre: ArrayLike | None = None,
    ddof: int = 0,
    noise: ArrayLike | None = None,
) -> Fitted:
    """Learn the parameters of a normalisation from a reference.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_indicators)
        The reference areas; NaN where missing. Leading dimensions are scenarios, each a reference of its
        own: the result then applies to arrays with the same leading dimensions.
    method : str, mapping or callable
        A name in :data:`NORMALISATIONS`, ``{"method": name, option: value, …}``, or a function of one's
        own ``(x, reference) -> normalised``.
    centre : array_like, shape (n_indicators,), optional
        What counts as the middle: usually the whole city's own value. Zero in a z-score, 100 in MPI and
        AMPI, the reference in a distance to reference. The mean of the areas (or their median, in a
        robust z-score) if left out.
    ddof : {0, 1}
        Divisor of the variance: n (the areas are the whole population of areas; the default, and the
        Mazziotta–Pareto papers' choice) or n − 1 (as spreadsheet programs, COINr and Compind do).
    noise : array_like, shape (n_indicators,), optional
        Mean error variance of the values, for a z-score whose spread is to be without it; NaN: not known.

    Raises
    ------
    MethodError
        Unknown method or option, or a reference on which the method is not defined. A constant column is
        no error here: its ``spread`` is zero, and it is for the caller, who knows the indicator's name, to
        say so (or for :meth:`Fitted.check`).

    Notes
    -----
    OECD/JRC (2008), *Handbook on Constructing Composite Indicators*, step 5. The order of the reference
    areas has no effect, to the last bit.

    Examples
    --------
    >>> stick = fit([[1.0], [2.0], [3.0]], ddof=1)
    >>> stick.apply([[4.0]])
    array([[2.]])
    >>> fit([[1.0], [2.0], [3.0]], {"method": "min_max", "high": 100}).apply([[1.5]])
    array([[25.]])
    """
    choice = choose("normalise", method, NORMALISATIONS)
    values = floats(x, "x")
    if values.ndim < 2:
        raise MethodError(f"the reference has the shape {values.shape}", expected="areas × indicators")
    if np.isinf(values).any():
        j = np.argwhere(np.isinf(values))[0, -1]
        raise MethodError("the reference holds an infinite value", where=column_name(int(j)))
    if choice.options.get("people") is not None:
        choice, values = _beside(choice, values)
    elif NORMALISATIONS.get(choice.name) is choice.method:
        # Columns in order of size: sums then do not depend on the order of the areas.
        values = np.sort(values, axis=-2)
    middle = None if centre is None else np.asarray(centre, dtype=float)
    variance = None if noise is None else numbers(noise, "the noise", at_least=0.0)
    return Fitted(choice, dict(choice(values, centre=middle, noise=variance, ddof=ddof)))


def _beside(choice: Choice, values: Floats) -> tuple[Choice, Floats]:
    """Lay each column in order of size, and beside its values the people of their areas."""
    people = people_of(np.asarray(choice.options["people"]), values, f"method '{choice.name}'")
    beside = np.broadcast_to(people[..., None], values.shape)
    order = np.lexsort((beside, values), axis=-2)
    values, beside = (np.take_along_axis(x, order, axis=-2) for x in (values, beside))
    return Choice(choice.method, {**choice.options, "people": beside}), values
