"""Numbers of a definition, checked alike whether they come from a file or from Python."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from numbers import Integral, Real

from omradesindex.catalogue.text import shown
from omradesindex.errors import DefinitionError


def number(value: object, what: str) -> float:
    """Return a finite number.

    Examples
    --------
    >>> number(2, "the weight")
    2.0
    """
    if isinstance(value, Real) and not isinstance(value, bool):
        try:
            found = float(value)
        except OverflowError:
            found = math.inf
        if math.isfinite(found):
            return found
    raise DefinitionError(
        f"{what} must be a finite number, but is {shown(value)}",
        expected="a number such as 1 or 0.5, without quotation marks",
        remedy="correct it, or leave it out to get what is usual",
    )


def numbers(values: object, what: str) -> tuple[float, ...]:
    """Return a list of finite numbers."""
    if isinstance(values, str | Mapping) or not isinstance(values, Iterable):
        raise DefinitionError(f"{what} must be a list of numbers, but is {shown(values)}")
    return tuple(number(value, what) for value in values)


def whole_number(value: object, what: str, low: int, high: int) -> int:
    """Return a whole number within bounds."""
    if isinstance(value, Integral) and not isinstance(value, bool) and low <= int(value) <= high:
        return int(value)
    raise DefinitionError(f"{what} must be a whole number {low}–{high}, but is {shown(value)}")


def weight(value: object, of: str = "") -> float:
    """Return a weight: zero or more."""
    found = number(value, f"the weight of '{of}'" if of else "weight")
    if found < 0:
        raise DefinitionError(
            f"the weight of '{of}' is {found:g}, negative" if of else f"the weight {found:g} is negative",
            expected="zero or more",
            remedy="to turn an indicator round, change its direction",
        )
    return found
