"""Arrays of one and the same number: what a table does not say of any figure takes the memory of one."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["constant", "is_constant", "with_last"]


def constant(value: Any, shape: int | tuple[int, ...]) -> NDArray[Any]:
    """Return an array of one number, which cannot be written in.

    Examples
    --------
    >>> constant(1.0, (2, 3)).sum(), constant(1.0, (2, 3)).strides
    (np.float64(6.0), (0, 0))
    """
    return np.broadcast_to(np.asarray(value), shape)


def is_constant(numbers: NDArray[Any]) -> bool:
    """Whether an array is kept as one number; another may have only one as well."""
    return numbers.size > 0 and not any(numbers.strides)


def with_last(numbers: NDArray[Any], last: NDArray[Any]) -> NDArray[Any]:
    """Return numbers with a column more, last: as one number where all are that.

    Examples
    --------
    >>> with_last(constant(0.0, (2, 3)), np.zeros(2)).strides
    (0, 0)
    >>> with_last(constant(0.0, (1, 2)), np.ones(1))
    array([[0., 0., 1.]])
    """
    if is_constant(numbers) and np.array_equal(last, numbers[:, 0], equal_nan=True):
        return constant(numbers[0, 0], (len(numbers), numbers.shape[1] + 1))
    return np.column_stack([numbers, last])
