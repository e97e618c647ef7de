"""Functions of a user's own: what they are given, and what they must give back."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import MethodError, OmradesindexError

Floats = NDArray[np.float64]

#: Stage → what a function is called with.
_GIVEN: Mapping[str, tuple[str, ...]] = {
    "impute": ("x",),
    "treat": ("x",),
    "normalise": ("x", "reference"),
    "weight": ("x",),
    "aggregate": ("x", "weights"),
}


@dataclass(frozen=True)
class OwnFunction:
    """A user's function in the place of a method's: what it returns is checked, and named where it is wrong.

    Attributes
    ----------
    stage : {"impute", "treat", "normalise", "weight", "aggregate"}
    function : callable
    """

    stage: str
    function: Callable[..., Any]

    def __post_init__(self) -> None:
        try:
            signature = inspect.signature(self.function)
        except (TypeError, ValueError):  # written in C
            return
        try:
            signature.bind(*_GIVEN[self.stage])
        except TypeError:
            raise MethodError(
                f"the function {self._told} cannot be called with ({', '.join(_GIVEN[self.stage])})",
                where=self.stage,
                expected=self._wanted,
            ) from None

    @property
    def __wrapped__(self) -> Callable[..., Any]:
        """Let the signature be the function's own."""
        return self.function

    @property
    def _told(self) -> str:
        return f"'{getattr(self.function, '__name__', type(self.function).__name__)}'"

    @property
    def _wanted(self) -> str:
        given = _GIVEN[self.stage]
        each = " and one value for each indicator" if "weights" in given else ""
        return f"a function of {' and '.join(given)}, arrays of areas × indicators{each}"

    def __call__(self, *args: Any, **common: Any) -> Any:
        """Call it, and refuse what cannot be used."""
        x = np.asarray(args[0], dtype=float)
        try:
            returned = self.function(*args, **common)
        except OmradesindexError:
            raise
        except Exception as problem:
            # Its own traceback stays below this: it is somebody's own code that is to be mended.
            raise MethodError(
                f"the function {self._told} fails ({type(problem).__name__}: {problem})",
                where=self.stage,
                expected=self._wanted,
            ) from problem
        if self.stage == "treat":
            return self._treatment(returned)
        if self.stage == "impute":
            return self._imputed(returned, x)
        if self.stage == "weight":
            weights = self._array(returned, x.shape[-1:], "a weight for each indicator")
            if not (np.isfinite(weights).all() and (weights >= 0).all() and weights.sum() > 0):
                raise self._wrong("weights that cannot be used", "numbers of zero or more, not all zero")
            return weights / weights.sum()
        if self.stage == "aggregate":
            scores = self._array(returned, x.shape[:-1], "one score for each area")
            return self._whole(scores, np.isnan(x).any(axis=-1))
        values = self._array(returned, x.shape, "the same areas × indicators, normalised")
        return self._whole(values, np.isnan(x))

    def _wrong(self, what: str, expected: str) -> MethodError:
        return MethodError(f"the function {self._told} returns {what}", where=self.stage, expected=expected)

    def _array(self, returned: object, shape: tuple[int, ...], expected: str) -> Floats:
        """Return what was returned as an array of the shape that is needed."""
        expected = f"{expected}: numbers of the shape {shape}"
        try:
            array = np.asarray(returned)
        except ValueError:
            raise self._wrong("rows of different lengths", expected) from None
        if array.dtype.kind not in "iuf":
            raise self._wrong(f"{type(returned).__name__}, which holds no numbers", expected)
        if array.shape != shape:
            raise self._wrong(f"an array of the shape {array.shape}", expected)
        return array.astype(float)

    def _whole(self, values: Floats, lacking: NDArray[np.bool_]) -> Floats:
        """Refuse what is no number although all that it was made of was there."""
        if np.isinf(values).any() or (np.isnan(values) & ~lacking).any():
            n = int((~np.isfinite(values) & ~lacking).sum()) or int(np.isinf(values).sum())
            raise self._wrong(
                f"{n} values that are no numbers",
                "a number wherever values are there, NaN where one is missing",
            )
        return values

    def _treatment(self, returned: object) -> object:
        from omradesindex.methods.treatment import Treatment

        if not isinstance(returned, Treatment):
            raise self._wrong(
                type(returned).__name__,
                "a Treatment, which can be applied to other years and groups too; "
                "omradesindex.methods.treatment.learn makes one",
            )
        return returned

    def _imputed(self, returned: Any, x: Floats) -> object:
        from omradesindex.methods.impute import Imputed

        expected = "the same areas × indicators, with missing values filled and the others as they were"
        values = returned.values if isinstance(returned, Imputed) else returned
        draws = getattr(values, "ndim", x.ndim) > x.ndim
        filled = self._array(values, (*np.shape(values)[:1], *x.shape) if draws else x.shape, expected)
        there = np.broadcast_to(~np.isnan(x), filled.shape)
        if np.isinf(filled).any() or not np.array_equal(
            filled[there], np.broadcast_to(x, filled.shape)[there]
        ):
            raise self._wrong("other values where there were some", expected)
        if not isinstance(returned, Imputed):
            return Imputed(filled, np.isnan(x) & ~np.isnan(filled))
        marked = np.asarray(returned.imputed)
        spread: Any = returned.spread
        if marked.dtype != bool or marked.shape != x.shape or np.shape(spread) not in ((), x.shape):
            raise self._wrong("an Imputed whose arrays do not fit each other", expected)
        return returned
