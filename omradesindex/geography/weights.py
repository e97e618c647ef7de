"""Weights that a caller gives by code, checked and laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import DivisionError, listing


def check_weights(weights: Mapping[Any, float], codes: Sequence[Any], *, where: str) -> NDArray[np.float64]:
    """Lay weights out in the order of the codes, refusing what is missing, negative or infinite."""
    absent = [code for code in codes if code not in weights]
    if absent:
        raise DivisionError(f"the weights lack {listing(absent)}", where=where)
    given = as_numbers([weights[code] for code in codes], what="weight", where=where)
    wrong = ~np.isfinite(given) | (given < 0)
    if wrong.any():
        code = codes[int(np.flatnonzero(wrong)[0])]
        raise DivisionError(f"the weight of '{code}' is missing, negative or infinite", where=where)
    return given


def as_numbers(values: Sequence[Any], *, what: str, where: str) -> NDArray[np.float64]:
    """Return values as floats, refusing text."""
    try:
        return np.array(values, dtype=float)
    except (TypeError, ValueError) as error:
        raise DivisionError(
            f"a {what} is no number ({error})", where=where, remedy="read the column as numbers"
        ) from None
